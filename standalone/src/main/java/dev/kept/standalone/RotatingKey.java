package dev.kept.standalone;

import dev.kept.commitments.aggregate.OperatorLedgers;
import dev.kept.commitments.key.CannotChangeKey;
import dev.kept.commitments.key.KeyFile;
import dev.kept.commitments.key.PublicKey;
import dev.kept.commitments.key.RotateKeyOptions;
import dev.kept.commitments.key.SigningIdentity;
import dev.kept.local.Credentials;
import dev.kept.local.KeptDatabase;
import dev.kept.transparency.note.SigningKey;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * Makes a new key for signing the record, lets the old one hand over in every ledger, and puts it in its place. The old one is kept under
 * another name. Cut short at any place it goes on when it is run again.
 */
@Command(
        name = RotatingKey.NAME,
        description = "Lets a new key take the place of the one that signs the record, while Kept does not run.",
        mixinStandardHelpOptions = true)
final class RotatingKey extends DataCommand {

    static final String NAME = "rotate-key";

    @Mixin
    private final RotateKeyOptions options = new RotateKeyOptions();

    RotatingKey() {
        super(NAME);
    }

    @Override
    int run(Workplace workplace, PrintWriter console) {
        workplace.requireAlone();
        KeptDatabase database = workplace.servers().database();
        Credentials role = database.commitmentsApp();
        Path file = secrets().resolve("signing-key");
        Path next = secrets().resolve("signing-key.next");
        Optional<SigningIdentity.Change> left =
                RotateKeyOptions.leftUnfinished(database.jdbcUrl(), role.username(), role.password());
        if (left.isPresent()) {
            // The keys of that change are in their places already.
            rotate(database, kept(file, left.get().oldKey()), newest(file), console);
            console.println("Start Kept again.");
            console.flush();
            return 0;
        }
        PublicKey before = rotate(database, file, KeyFile.readOrMake(next), console);
        SigningPublicKeys.in(secrets()).add(before.base64());
        console.println(
                "What was the key file is now %s. Start Kept again.".formatted(swap(file, next, kept(file, before))));
        console.flush();
        return 0;
    }

    private static SigningKey newest(Path file) {
        return KeyFile.read(file).orElseThrow(() -> new CannotChangeKey("The key %s is not there.".formatted(file)));
    }

    private PublicKey rotate(KeptDatabase database, Path oldKey, SigningKey newKey, PrintWriter console) {
        Credentials role = database.commitmentsApp();
        return options.run(
                database.jdbcUrl(),
                role.username(),
                role.password(),
                () -> new OperatorLedgers(database.jdbcUrl(), role.username(), role.password(), Clock.systemUTC()),
                options.oldKeyLost() ? null : KeyFile.read(oldKey).orElse(null),
                newKey,
                console);
    }

    /** Where a key is kept once another one has taken its place. */
    private static Path kept(Path file, PublicKey key) {
        return file.resolveSibling(
                file.getFileName() + "." + key.fingerprint().substring(0, 9).replace(" ", ""));
    }

    /** There is a key under the usual name at any moment: without one a start would make another. */
    private static Path swap(Path file, Path next, Path kept) {
        try {
            if (Files.exists(file) && !Files.exists(kept)) {
                Files.createLink(kept, file);
            }
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return kept;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
