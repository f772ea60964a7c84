package dev.kept.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TokenBucketsTest {

    private final AtomicLong now = new AtomicLong();
    private final TokenBuckets buckets = new TokenBuckets(0.5, 3, now::get);

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    private int takenAtOnce(String who) {
        return (int) IntStream.range(0, 10).filter(i -> buckets.take(who)).count();
    }

    @Test
    void as_many_as_the_burst_are_taken_at_once_by_each() {
        assertThat(takenAtOnce("ada")).isEqualTo(3);
        assertThat(takenAtOnce("bea")).isEqualTo(3);
    }

    @Test
    void they_come_back_one_by_one_and_never_more_than_the_burst() {
        takenAtOnce("ada");

        pass(Duration.ofMillis(1_999));
        assertThat(buckets.isEmpty("ada")).isTrue();
        pass(Duration.ofMillis(1));
        assertThat(buckets.isEmpty("ada")).isFalse();
        assertThat(takenAtOnce("ada")).isEqualTo(1);
        pass(Duration.ofHours(1));
        assertThat(takenAtOnce("ada")).isEqualTo(3);
        assertThat(buckets.secondsToWait()).isEqualTo(2);
    }

    @Test
    void looking_whether_there_are_any_takes_none() {
        assertThat(buckets.isEmpty("ada")).isFalse();
        assertThat(takenAtOnce("ada")).isEqualTo(3);
    }

    @Test
    void what_refuses_does_not_begin_the_waiting_anew() {
        takenAtOnce("ada");
        pass(Duration.ofMillis(1_500));
        assertThat(buckets.take("ada")).isFalse();
        pass(Duration.ofMillis(500));

        assertThat(buckets.take("ada")).isTrue();
    }

    @Test
    void however_many_there_are_only_so_many_are_remembered() {
        IntStream.range(0, 3 * TokenBuckets.MAX_BUCKETS).forEach(i -> buckets.take("n" + i));

        assertThat(buckets.size()).isLessThanOrEqualTo(TokenBuckets.MAX_BUCKETS);
        pass(Duration.ofSeconds(7));
        assertThat(buckets.size()).isZero();
    }

    @Test
    void many_others_do_not_fill_the_bucket_of_one_who_goes_on_asking() {
        takenAtOnce("ada");
        for (int i = 0; i < 3 * TokenBuckets.MAX_BUCKETS; i++) {
            buckets.take("n" + i);
            if (i % 100 == 0) {
                assertThat(buckets.take("ada")).isFalse();
            }
        }
    }
}
