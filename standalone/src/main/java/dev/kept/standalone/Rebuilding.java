package dev.kept.standalone;

import dev.kept.local.Credentials;
import dev.kept.local.KeptDatabase;
import dev.kept.projections.store.rebuild.ProgressBar;
import dev.kept.projections.store.rebuild.Rebuild;
import java.io.PrintWriter;
import picocli.CommandLine.Command;

/** Fills the read models anew from Kafka, while those in use go on serving. */
@Command(
        name = Rebuilding.NAME,
        description =
                "Fills the read models anew from Kafka beside those in use, then swaps them; also while Kept runs.",
        mixinStandardHelpOptions = true)
final class Rebuilding extends DataCommand {

    static final String NAME = "rebuild";

    Rebuilding() {
        super(NAME);
    }

    @Override
    int run(Workplace workplace, PrintWriter console) {
        KeptDatabase database = workplace.servers().database();
        Credentials role = database.projectionsOwner();
        Rebuild.of(
                        database.jdbcUrl(),
                        role.username(),
                        role.password(),
                        workplace.servers().kafka(),
                        new ProgressBar(console))
                .run();
        return 0;
    }
}
