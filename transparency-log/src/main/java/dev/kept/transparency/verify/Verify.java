package dev.kept.transparency.verify;

import dev.kept.transparency.Malformed;
import dev.kept.transparency.head.SignedTreeHead;
import dev.kept.transparency.note.VerifierKey;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** The offline verifier's command line. */
public final class Verify {

    /** Everything holds. */
    public static final int HOLDS = 0;

    /** Something does not hold. */
    public static final int DOES_NOT_HOLD = 1;

    /** Something cannot be read, so that nothing can be said. */
    public static final int CANNOT_READ = 2;

    private static final String USAGE = """
            Usage: kept-verify --key KEY [--key KEY]... [--older-head FILE]... [--receipt FILE]... EXPORT
            Checks offline that an export, a folder or a zip, is a whole and unchanged record.

              --key KEY          the record's verifier key, from a source that you trust and never from the export;
                                 the first or the newest: each leads to those that it handed over to, or took over
                                 from; both where a lost key was replaced; a witness's key to learn what it cosigned
              --older-head FILE  a head that you kept: the export has to extend it
              --receipt FILE     a receipt that you were given: its entry has to be in the export, under its head

            Exit code: 0 everything holds, 1 something does not, 2 something cannot be read.
            """;

    private final List<VerifierKey> keys = new ArrayList<>();
    private final List<Path> olderHeads = new ArrayList<>();
    private final List<Path> receipts = new ArrayList<>();
    private final PrintStream out;
    private final PrintStream progress;

    private Verify(PrintStream out, PrintStream progress) {
        this.out = out;
        this.progress = progress;
    }

    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        PrintStream errors = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        System.exit(run(List.of(arguments), out, errors));
    }

    /**
     * Checks as the arguments say.
     *
     * @param out gets the result
     * @param errors gets progress, and what cannot be read
     * @return {@link #HOLDS}, {@link #DOES_NOT_HOLD} or {@link #CANNOT_READ}
     */
    public static int run(List<String> arguments, PrintStream out, PrintStream errors) {
        if (arguments.contains("--help")) {
            out.print(USAGE);
            return HOLDS;
        }
        try {
            Verify verify = new Verify(out, errors);
            return verify.check(verify.read(arguments.iterator()));
        } catch (Unreadable e) {
            errors.println("CANNOT READ. " + e.getMessage());
        } catch (RuntimeException | OutOfMemoryError e) {
            // Whatever it is, it is no verdict.
            errors.println("CANNOT READ. The check failed: " + e + ".");
        }
        return CANNOT_READ;
    }

    private Path read(Iterator<String> arguments) {
        Path export = null;
        while (arguments.hasNext()) {
            String argument = arguments.next();
            switch (argument) {
                case "--key" -> keys.add(key(value(arguments, argument)));
                case "--older-head" -> olderHeads.add(path(value(arguments, argument)));
                case "--receipt" -> receipts.add(path(value(arguments, argument)));
                default -> {
                    if (argument.startsWith("-")) {
                        throw new Unreadable("There is no option " + Names.shown(argument) + ".\n\n" + USAGE);
                    }
                    if (export != null) {
                        throw new Unreadable("Only one export is checked at a time.\n\n" + USAGE);
                    }
                    export = path(argument);
                }
            }
        }
        if (export == null || keys.stream().noneMatch(key -> key.type() == VerifierKey.Type.ED25519)) {
            throw new Unreadable("An export and the record's verifier key (--key) are needed.\n\n" + USAGE);
        }
        return export;
    }

    private int check(Path export) {
        Findings findings = new Findings();
        try (ExportFolder folder = ExportFolder.open(export)) {
            check(folder, findings);
        } catch (IOException e) {
            throw new Unreadable("The export cannot be read to its end.");
        }
        if (findings.allHolds()) {
            out.println("HOLDS.");
        } else {
            out.println("DOES NOT HOLD.");
            findings.notHolding().forEach(out::println);
            if (!findings.holding().isEmpty()) {
                out.println("\nBesides:");
            }
        }
        findings.holding().forEach(out::println);
        return findings.allHolds() ? HOLDS : DOES_NOT_HOLD;
    }

    private void check(ExportFolder folder, Findings findings) {
        TreeHeads heads = new TreeHeads(folder, keys);
        SignedTreeHead checkpoint;
        try {
            checkpoint = heads.checkpoint();
        } catch (TreeHeads.NotAccepted e) {
            findings.wrong(e.getMessage());
            return;
        }
        Evidence evidence = new Evidence(heads, checkpoint.head(), findings);
        olderHeads.forEach(evidence::olderHead);
        receipts.forEach(evidence::receipt);
        Progress shown = new Progress(progress, checkpoint.head().size());
        new RecordCheck(folder, heads, checkpoint, evidence, findings, shown).run();
    }

    private static VerifierKey key(String text) {
        try {
            return VerifierKey.parse(text);
        } catch (Malformed e) {
            throw new Unreadable("A key that was given cannot be read: " + e.getMessage() + ".");
        }
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new Unreadable("An argument is not a path.");
        }
    }

    private static String value(Iterator<String> arguments, String option) {
        if (!arguments.hasNext()) {
            throw new Unreadable("The option " + option + " needs a value.\n\n" + USAGE);
        }
        return arguments.next();
    }
}
