package dev.kept.transparency.client;

import dev.kept.transparency.Malformed;
import dev.kept.transparency.head.TreeHead;
import dev.kept.transparency.keys.KeyChain;
import dev.kept.transparency.keys.KeyChange;
import dev.kept.transparency.note.Cosigner;
import dev.kept.transparency.note.NoteSignature;
import dev.kept.transparency.note.SignedNote;
import dev.kept.transparency.note.UntrustedNote;
import dev.kept.transparency.note.VerifierKey;
import dev.kept.transparency.note.VerifierKey.Verified;
import dev.kept.transparency.tiles.TiledHashes;
import dev.kept.transparency.tree.Hash;
import dev.kept.transparency.tree.Proofs;
import dev.kept.transparency.witness.AddCheckpoint;
import dev.kept.transparency.witness.Witness;
import dev.kept.transparency.witness.WitnessAnswer;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The command line of a party's own witness. Each run asks for the newest head, checks that it extends the one remembered, remembers it,
 * and only then cosigns it.
 */
public final class WitnessCommand {

    /** The record holds, and is cosigned. */
    public static final int HOLDS = 0;

    /** The record is not the one that was remembered. */
    public static final int DOES_NOT_HOLD = 1;

    /** Nothing can be said: something is away or cannot be read. */
    public static final int CANNOT_SAY = 2;

    private static final String USAGE = """
            Usage: kept-witness --ledger URL --key KEY --state FILE --witness-key FILE --name NAME [OPTIONS]
            Witnesses a ledger: checks that its newest tree head extends the one that was remembered, remembers it, then
            cosigns it. Run it again and again, e.g. each hour.

              --ledger URL        e.g. https://kept.example/api/ledgers/6f1c...
              --key KEY           the ledger's verifier key, from a source that you trust; the first or the newest: it leads
                                  to those that it handed over to
              --state FILE        where the last head is remembered; keep it: it is what a rewritten record is compared with
              --witness-key FILE  the witness's own key; made at the first run, readable by you alone
              --name NAME         the witness's name, e.g. two.example/witness; it stands in heads for ever
              --token-file FILE   holds an access token; without it KEPT_TOKEN is taken
              --register          register the key as a witness of your side first
              --accept-key        once, after a lost key was replaced: you have made sure that the key given with --key is
                                  the new one, though the one before has not signed that

            Exit code: 0 the record holds and is cosigned, 1 it does not hold, 2 nothing can be said.
            """;

    private static final int CONFLICT = 409;

    private final Map<String, String> options;
    private final PrintStream out;

    private WitnessCommand(Map<String, String> options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        PrintStream errors = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        System.exit(run(List.of(arguments), out, errors));
    }

    /**
     * Does what the arguments say, once.
     *
     * @param out gets the verdict
     * @param errors gets what keeps it from one
     * @return {@link #HOLDS}, {@link #DOES_NOT_HOLD} or {@link #CANNOT_SAY}
     */
    public static int run(List<String> arguments, PrintStream out, PrintStream errors) {
        if (arguments.contains("--help")) {
            out.print(USAGE);
            return HOLDS;
        }
        try {
            return new WitnessCommand(options(arguments), out).run();
        } catch (CannotAsk e) {
            errors.println("CANNOT SAY. " + e.getMessage());
        } catch (Malformed e) {
            errors.println("CANNOT SAY. What was read has not the form it should have: " + e.getMessage() + ".");
        } catch (UncheckedIOException e) {
            errors.println("CANNOT SAY. A file cannot be read or written: " + e.getMessage() + ".");
        } catch (RuntimeException e) {
            // Whatever a log answers, it is no verdict.
            errors.println("CANNOT SAY. The check failed: " + e + ".");
        }
        return CANNOT_SAY;
    }

    private int run() {
        VerifierKey key = VerifierKey.parse(option("--key"));
        Cosigner cosigner = new Cosigner(option("--name"), WitnessKey.in(path("--witness-key")));
        RememberedHead remembered = new RememberedHead(path("--state"));
        RemoteLog log = new RemoteLog(option("--ledger"), token());
        out.println("Witness: " + cosigner.verifierKey());
        if (options.containsKey("--register")) {
            register(log, cosigner);
        }
        SignedNote note = SignedNote.parse(
                log.checkpoint(remembered.read().map(TreeHead::size).orElse(0L)));
        TreeHead head = TreeHead.parse(note.text());
        List<KeyChange> changes = new ArrayList<>();
        for (byte[] statement : log.keyChanges()) {
            KeyChange change = KeyChange.in(statement).orElseThrow(() -> new Malformed("an entry changes no key"));
            if (!isIncluded(change.sequence(), statement, head, log)) {
                return refuse(
                        note,
                        "The service shows an entry %d that changes the key, and it is not in the record."
                                .formatted(change.sequence()));
            }
            changes.add(change);
        }
        KeyChain chain = new KeyChain(head.origin(), List.of(key), changes);
        if (!chain.wrong().isEmpty()) {
            return refuse(note, chain.wrong().getFirst());
        }
        List<VerifierKey> signers;
        try {
            signers = chain.open(note).signatures().stream().map(Verified::key).toList();
        } catch (UntrustedNote e) {
            return refuse(note, "The newest tree head is not signed with the key given: " + e.getMessage() + ".");
        }
        Optional<TreeHead> before = remembered.read();
        if (before.isPresent() && !before.get().origin().equals(head.origin())) {
            return refuse(
                    note,
                    "The file remembers the record %s, and this one calls itself %s."
                            .formatted(before.get().origin(), head.origin()));
        }
        if (before.isPresent() && !options.containsKey("--accept-key")) {
            try {
                chain.open(remembered.note().orElseThrow());
            } catch (UntrustedNote e) {
                return refuse(
                        note,
                        "The head that was remembered is signed by a key that does not lead to the one given: %s. Ask whoever runs this Kept; once you are sure of the new key, run this with --accept-key."
                                .formatted(e.getMessage()));
            }
        }
        long last = before.map(TreeHead::size).orElse(0L);
        if (head.size() < last) {
            return refuse(
                    note, "The record had %d entries and has %d now: entries are gone.".formatted(last, head.size()));
        }
        Witness witness = new Witness(origin -> signers, remembered, cosigner, InstantSource.system());
        WitnessAnswer answer =
                witness.addCheckpoint(new AddCheckpoint(last, proof(log, last, head.size()), note).toBytes());
        if (answer.status() != 200) {
            return refuse(note, answer.body().strip());
        }
        out.println(
                last == 0
                        ? "HOLDS. The record of %d entries is remembered from now on.".formatted(head.size())
                        : "HOLDS. The record of %d entries begins with the %d remembered."
                                .formatted(head.size(), last));
        handIn(log, note.with(List.of(NoteSignature.parse(answer.body().strip()))), last, head.size());
        return HOLDS;
    }

    /** The service may know of another last head, e.g. because an answer was lost. */
    private void handIn(RemoteLog log, SignedNote cosigned, long last, long size) {
        RemoteLog.Answer answer = log.add(new AddCheckpoint(last, proof(log, last, size), cosigned));
        if (answer.status() == CONFLICT) {
            long others = number(answer.text());
            if (others > size) {
                out.println("A larger head was cosigned with this key before.");
                return;
            }
            answer = log.add(new AddCheckpoint(others, proof(log, others, size), cosigned));
        }
        if (answer.status() != 200) {
            throw new CannotAsk("The head is remembered, and the service does not take the cosignature: it answers "
                    + answer.status() + ". " + detail(answer.text()));
        }
        out.println("Cosigned up to entry %d.".formatted(size - 1));
    }

    private static boolean isIncluded(long sequence, byte[] statement, TreeHead head, RemoteLog log) {
        return sequence < head.size()
                && Proofs.isIncluded(
                        sequence,
                        head.size(),
                        Hash.ofLeaf(statement),
                        Proofs.inclusion(sequence, head.size(), new TiledHashes(head.size(), log)),
                        head.root());
    }

    private static List<Hash> proof(RemoteLog log, long from, long to) {
        return from == 0 || from == to ? List.of() : Proofs.consistency(from, to, new TiledHashes(to, log));
    }

    private void register(RemoteLog log, Cosigner cosigner) {
        RemoteLog.Answer answer = log.register(cosigner.verifierKey().toString());
        if (answer.status() != 201) {
            throw new CannotAsk("The service does not register the key: it answers " + answer.status() + ". "
                    + detail(answer.text()));
        }
    }

    /** Both heads are kept: together they are evidence. */
    private int refuse(SignedNote note, String sentence) {
        Path evidence = path("--state").resolveSibling(path("--state").getFileName() + ".refused");
        try {
            Files.write(evidence, note.toBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        out.println("DOES NOT HOLD. " + sentence);
        out.println("Nothing was cosigned. Keep %s and %s: the two heads are evidence."
                .formatted(option("--state"), evidence));
        return DOES_NOT_HOLD;
    }

    /** A problem's sentence, without a reader of JSON: everything else of it is not for people. */
    private static String detail(String problem) {
        int from = problem.indexOf("\"detail\":\"");
        int to = from < 0 ? -1 : problem.indexOf('"', from + 10);
        return to < 0 ? "" : problem.substring(from + 10, to);
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            throw new CannotAsk("The service answers 409 without a size: " + detail(text));
        }
    }

    private String token() {
        String file = options.get("--token-file");
        String token = file == null ? System.getenv("KEPT_TOKEN") : read(Path.of(file));
        if (token == null || token.isBlank()) {
            throw new CannotAsk("An access token is needed: --token-file, or KEPT_TOKEN.");
        }
        return token.strip();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path path(String option) {
        try {
            return Path.of(option(option));
        } catch (InvalidPathException e) {
            throw new CannotAsk("The value of " + option + " is not a path.");
        }
    }

    private String option(String name) {
        String value = options.get(name);
        if (value == null) {
            throw new CannotAsk("The option " + name + " is needed.\n\n" + USAGE);
        }
        return value;
    }

    private static Map<String, String> options(List<String> arguments) {
        List<String> known = List.of(
                "--ledger",
                "--key",
                "--state",
                "--witness-key",
                "--name",
                "--token-file",
                "--register",
                "--accept-key");
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i < arguments.size(); i++) {
            String name = arguments.get(i);
            if (!known.contains(name)) {
                throw new CannotAsk("There is no option " + name + ".\n\n" + USAGE);
            }
            if (name.equals("--register") || name.equals("--accept-key")) {
                options.put(name, "");
            } else if (i + 1 < arguments.size()) {
                options.put(name, arguments.get(++i));
            } else {
                throw new CannotAsk("The option " + name + " needs a value.\n\n" + USAGE);
            }
        }
        return options;
    }
}
