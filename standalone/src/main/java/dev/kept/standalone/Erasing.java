package dev.kept.standalone;

import dev.kept.commitments.aggregate.OperatorLedgers;
import dev.kept.commitments.erasure.EraseOptions;
import dev.kept.local.Credentials;
import dev.kept.local.KeptDatabase;
import java.io.PrintWriter;
import java.time.Clock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Erases texts because the law demands it, also while Kept runs. Both sides see that it happened, and on which ground. */
@Command(
        name = Erasing.NAME,
        description = "Erases texts of an entry by law. The entry stays, and another one says that it happened.",
        mixinStandardHelpOptions = true)
final class Erasing extends DataCommand {

    static final String NAME = "erase";

    @Mixin
    private final EraseOptions options = new EraseOptions();

    Erasing() {
        super(NAME);
    }

    @Override
    void check() {
        options.check();
    }

    @Override
    int run(Workplace workplace, PrintWriter console) {
        KeptDatabase database = workplace.servers().database();
        Credentials role = database.commitmentsApp();
        options.run(
                () -> new OperatorLedgers(database.jdbcUrl(), role.username(), role.password(), Clock.systemUTC()),
                console);
        return 0;
    }
}
