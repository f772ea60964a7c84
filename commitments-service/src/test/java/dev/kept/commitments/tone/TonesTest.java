package dev.kept.commitments.tone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kept.commitments.tone.CheckToneBody.Sent;
import dev.kept.http.Problem;
import dev.kept.tone.ToneCheck;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TonesTest {

    private static final CheckToneBody BODY = new CheckToneBody("en", List.of(new Sent("a", "You are lazy.")));

    @Test
    void has_loaded_nothing_before_the_first_text() {
        Tones tones = new Tones("");

        assertThat(tones.isLoaded()).isFalse();
        assertThat(tones.check(BODY).texts().getFirst().marks()).hasSize(1);
        assertThat(tones.isLoaded()).isTrue();
        tones.destroy();
    }

    @Test
    void refuses_more_text_than_can_be_checked_quickly() {
        Tones tones = new Tones("");
        Sent half = new Sent("a", "a".repeat(10_000));
        CheckToneBody tooMuch = new CheckToneBody("en", List.of(half, half, new Sent("b", "!")));

        assertThatThrownBy(() -> tones.check(tooMuch))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.status()).isEqualTo(400));
        assertThat(tones.isLoaded()).isFalse();
        assertThat(tones.check(new CheckToneBody("en", List.of(half, half))).texts())
                .hasSize(2);
        tones.destroy();
    }

    @Test
    void sends_away_who_comes_while_all_places_are_taken() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        ThreadPoolExecutor one = new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new SynchronousQueue<>());
        Tones tones = new Tones(new ToneCheck(null, fault -> {}), one);
        one.execute(() -> {
            try {
                held.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });

        assertThatThrownBy(() -> tones.check(BODY)).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.status()).isEqualTo(503);
            assertThat(problem.headers()).containsKey("Retry-After");
        });
        held.countDown();
        tones.destroy();
    }
}
