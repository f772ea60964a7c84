package dev.kept.projections.views.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.events.CommitmentEvent.CommitmentMade;
import dev.kept.events.Due;
import dev.kept.events.Side;
import dev.kept.events.Terms;
import dev.kept.events.Text;
import dev.kept.projections.ReadSide;
import dev.kept.projections.Story;
import dev.kept.projections.kinds.commitments.CommitmentFold;
import dev.kept.projections.kinds.commitments.CommitmentView;
import dev.kept.projections.store.fold.Item;
import dev.kept.projections.store.fold.ViewJson;
import dev.kept.projections.store.reading.AsOf;
import dev.kept.projections.store.reading.LedgerReading;
import dev.kept.projections.store.reading.Ledgers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An export holds a small part of a ledger at once, whatever the ledger holds. */
class ExportMemoryTest {

    private static final int DATES = 1_000;
    private static ReadSide side;

    @BeforeAll
    static void share() {
        side = ReadSide.shared();
    }

    @Test
    void portions_are_bounded_by_their_size_and_leave_nothing_out() throws IOException {
        LedgerReading reading = ledgerOf(12);
        List<UUID> exported = new ArrayList<>();
        List<Long> sizes = new ArrayList<>();
        long[] greatest = {0};

        side.bean(JdbcExport.class).items(reading, new CommitmentFold(), portion -> {
            long size = 0;
            for (Item<CommitmentView> item : portion) {
                long own = ViewJson.write(item.view()).length();
                exported.add(item.id());
                greatest[0] = Math.max(greatest[0], own);
                size += own;
            }
            sizes.add(size);
        });

        assertThat(exported).hasSize(12).doesNotHaveDuplicates();
        assertThat(sizes).allMatch(size -> size <= JdbcExport.PORTION + greatest[0]);
        assertThat(sizes.stream().mapToLong(size -> size).sum()).isGreaterThan(8L * JdbcExport.PORTION);
    }

    @Test
    @Tag("long")
    void six_at_once_of_a_hundred_promises_of_a_thousand_dates_need_little_memory() throws Exception {
        LedgerReading reading = ledgerOf(100);

        Process exports = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx160m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ParallelExports.class.getName(),
                        side.database.jdbcUrl(),
                        side.database.projectionsOwner().username(),
                        side.database.projectionsOwner().password(),
                        reading.ledger().toString(),
                        reading.view().accesses().getFirst().member().toString(),
                        "6")
                .redirectErrorStream(true)
                .start();
        try (InputStream said = exports.getInputStream()) {
            String output = new String(said.readAllBytes());
            assertThat(exports.waitFor(5, TimeUnit.MINUTES)).isTrue();
            assertThat(exports.exitValue()).as(output).isZero();
        } finally {
            exports.destroyForcibly();
        }
    }

    private static LedgerReading ledgerOf(int promises) {
        Story story = Story.opened();
        List<Instant> dues = Stream.iterate(Story.BEGIN, due -> due.plus(Duration.ofDays(1)))
                .skip(30)
                .limit(DATES)
                .toList();
        for (int i = 0; i < promises; i++) {
            story.a(new CommitmentMade(
                    UUID.randomUUID(),
                    Side.A,
                    new Terms(
                            Text.of("The daily report " + i),
                            null,
                            null,
                            null,
                            Terms.Monitor.BOTH,
                            new Due(dues.getFirst(), "Europe/Berlin"),
                            7,
                            new Terms.Recurrence("FREQ=DAILY;COUNT=" + DATES, dues))));
        }
        side.send(story);
        // Views of this size take their time to be stored.
        Instant patience = Instant.now().plus(Duration.ofMinutes(3));
        while (side.fresh(story, "").statusCode() == 503 && Instant.now().isBefore(patience)) {
            Thread.onSpinWait();
        }
        return side.bean(Ledgers.class).open(story.ledger, story.anna, new AsOf.Sequence(story.head()));
    }
}
