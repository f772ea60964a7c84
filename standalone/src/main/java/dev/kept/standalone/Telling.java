package dev.kept.standalone;

import dev.kept.accounts.AccountsStatus;
import dev.kept.commitments.WriteSideStatus;
import dev.kept.http.status.StatusLine;
import dev.kept.http.status.StatusReport;
import dev.kept.local.KeptDatabase;
import dev.kept.projections.ReadSideStatus;
import dev.kept.subscriptions.SubscriptionsStatus;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;

/** Tells how everything stands, also while Kept runs. */
@Command(
        name = Telling.NAME,
        description =
                "Tells what waits, is held back or was given up, and what to do; ends with 1 when something does not go by"
                        + " itself.",
        mixinStandardHelpOptions = true)
final class Telling extends DataCommand {

    static final String NAME = "status";

    /** Of the disk, in percent: below that PostgreSQL and Kafka may soon be unable to write. */
    private static final long LEAST_FREE = 10;

    private static final double BYTES_IN_A_GIGABYTE = 1e9;

    Telling() {
        super(NAME);
    }

    @Override
    int run(Workplace workplace, PrintWriter console) {
        KeptDatabase database = workplace.servers().database();
        return new StatusReport()
                .add(List.of(running(), disk()))
                .add(WriteSideStatus.of(
                        database.jdbcUrl(),
                        database.commitmentsApp().username(),
                        database.commitmentsApp().password()))
                .add(ReadSideStatus.of(
                        database.jdbcUrl(),
                        database.projectionsOwner().username(),
                        database.projectionsOwner().password(),
                        workplace.servers().kafka()))
                .add(SubscriptionsStatus.of(
                        database.jdbcUrl(),
                        database.subscriptionsOwner().username(),
                        database.subscriptionsOwner().password()))
                .add(AccountsStatus.of(
                        database.jdbcUrl(),
                        database.accountsOwner().username(),
                        database.accountsOwner().password()))
                .print(console);
    }

    private StatusLine running() {
        return StatusLine.fine(
                "Kept", DataFolder.running(home()).map(Running::url).orElse("does not run"));
    }

    private StatusLine disk() {
        try {
            FileStore disk = Files.getFileStore(home());
            long free = disk.getUsableSpace();
            String value = String.format(Locale.ROOT, "%.1f GB free", free / BYTES_IN_A_GIGABYTE);
            return free * 100 < disk.getTotalSpace() * LEAST_FREE
                    ? StatusLine.act("disk", value, "Make room: without it nothing more can be recorded.")
                    : StatusLine.fine("disk", value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
