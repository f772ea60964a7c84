package dev.kept.commitments.deadline;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Ledgers whose commands failed: each rests for a while, twice as long after each further failure. For one thread. */
final class FailingLedgers {

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final Map<UUID, Rest> rests = new HashMap<>();

    private record Rest(Duration duration, long endNanos) {
        static Rest of(Duration duration) {
            return new Rest(duration, System.nanoTime() + duration.toNanos());
        }
    }

    void failed(UUID ledger) {
        Rest before = rests.get(ledger);
        Duration next = before == null ? FIRST : before.duration().multipliedBy(2);
        rests.put(ledger, Rest.of(next.compareTo(LONGEST) > 0 ? LONGEST : next));
    }

    void succeeded(UUID ledger) {
        rests.remove(ledger);
    }

    /** Those that get no command now. */
    Set<UUID> resting() {
        long now = System.nanoTime();
        return rests.entrySet().stream()
                .filter(each -> each.getValue().endNanos() - now > 0)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }
}
