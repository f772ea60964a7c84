package dev.kept.projections.views.document.pdf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.kept.http.Problem;
import dev.kept.projections.ReadSide;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PdfTest {

    private static final String PAPER = """
        <html lang="en"><head><title>A paper</title>
        <style>body { font-family: "Kept Serif", "Kept Sans", "Kept Shaped"; }</style></head>
        <body><h1>A heading</h1>%s</body></html>
        """;
    private static final String SHORT = PAPER.formatted("<p>Text</p>");
    private static final String LONG = PAPER.formatted("<p>We release on Tuesdays, हम हर मंगलवार.</p>".repeat(400));

    private final Pdf pdf = new Pdf();
    private final CountDownLatch finish = new CountDownLatch(1);
    private final ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void end() {
        finish.countDown();
        requests.close();
    }

    /** Text that is there only when the test says so. */
    private Supplier<String> held(CountDownLatch begun) {
        return () -> {
            begun.countDown();
            try {
                finish.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return SHORT;
        };
    }

    @Test
    void a_person_who_has_two_under_way_is_told_when_to_ask_again_and_others_wait_their_turn() throws Exception {
        UUID person = UUID.randomUUID();
        CountDownLatch begun = new CountDownLatch(1);
        Future<byte[]> first = requests.submit(() -> pdf.printed(person, held(begun)));
        begun.await();
        Future<byte[]> second = requests.submit(() -> pdf.printed(person, held(new CountDownLatch(1))));
        ReadSide.until(() -> pdf.underWay(person) == Pdf.OF_ONE_PERSON);
        Future<byte[]> ofAnother = requests.submit(() -> pdf.printed(UUID.randomUUID(), () -> SHORT));

        assertThatThrownBy(() -> pdf.printed(person, () -> SHORT))
                .asInstanceOf(type(Problem.class))
                .satisfies(problem -> {
                    assertThat(problem.status()).isEqualTo(429);
                    assertThat(problem.code()).isEqualTo("too-many-requests");
                    assertThat(problem.headers()).containsEntry("Retry-After", "5");
                });

        finish.countDown();
        assertThat(List.of(first.get(), second.get(), ofAnother.get()))
                .allSatisfy(printed -> assertThat(printed).startsWith("%PDF-".getBytes(StandardCharsets.US_ASCII)));
        assertThat(pdf.printed(person, () -> SHORT)).isNotEmpty();
    }

    @Test
    void a_document_that_cannot_be_made_leaves_room_for_the_next() {
        UUID person = UUID.randomUUID();

        for (int attempt = 0; attempt < 3; attempt++) {
            assertThatThrownBy(() -> pdf.printed(person, () -> {
                        throw Problem.ledgerNotFound();
                    }))
                    .isInstanceOf(Problem.class);
        }

        assertThat(pdf.printed(person, () -> SHORT)).isNotEmpty();
    }

    /** As many as would take every processor from the threads that answer other requests. */
    @Test
    void eight_people_at_once_each_get_theirs_and_nobody_else_waits() throws Exception {
        CountDownLatch done = new CountDownLatch(8);
        List<Future<byte[]>> printed = new ArrayList<>();
        for (int person = 0; person < 8; person++) {
            printed.add(requests.submit(() -> {
                try {
                    return pdf.printed(UUID.randomUUID(), () -> LONG);
                } finally {
                    done.countDown();
                }
            }));
        }
        Future<Duration> longestWait = requests.submit(() -> {
            long longest = 0;
            long before = System.nanoTime();
            while (!done.await(1, TimeUnit.MILLISECONDS)) {
                long now = System.nanoTime();
                longest = Math.max(longest, now - before);
                before = now;
            }
            return Duration.ofNanos(longest);
        });

        assertThat(longestWait.get()).isLessThan(Duration.ofSeconds(2));
        for (Future<byte[]> each : printed) {
            assertThat(each.get()).isNotEmpty();
        }
    }
}
