package dev.kept.projections.readmodels;

import dev.kept.events.Text;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A ledger as its reader sees it.
 *
 * @param role the reader's: {@code A}, {@code B} or {@code mediator}
 * @param nameOfB null until the other party joined
 * @param head the last entry
 * @param recorded when that entry was recorded
 * @param lastErasure the last entry that erased a text; null when none did
 */
public record ReadableLedger(
        UUID ledger,
        String role,
        Text title,
        Text nameOfA,
        @Nullable Text nameOfB,
        long head,
        Instant recorded,
        @Nullable Long lastErasure) {}
