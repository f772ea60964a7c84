package dev.kept.commitments.seen;

import dev.kept.commitments.kernel.Issue;
import dev.kept.commitments.kernel.LedgerCommand;
import dev.kept.commitments.kernel.Rejected;
import dev.kept.events.Actor;
import dev.kept.events.LedgerEvent;
import dev.kept.events.SeenEvent.EntriesSeen;
import dev.kept.events.SeenEvent.Range;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Somebody looked at entries. What was seen before is not recorded again, and of a mediator nothing is. */
public record RecordSeen(UUID ledger, List<Range> ranges) implements LedgerCommand<SeenSlice> {

    public RecordSeen {
        ranges = List.copyOf(ranges);
    }

    @Override
    public @Nullable UUID item() {
        return null;
    }

    @Override
    public boolean allowedWhileClosed() {
        return true;
    }

    @Override
    public Optional<Actor> issuer(SeenSlice state, @Nullable UUID person) {
        return person == null ? Optional.empty() : state.roleOf(person);
    }

    @Override
    public List<LedgerEvent> decide(SeenSlice state, Issue issue) {
        long last = ranges.stream().mapToLong(Range::to).max().orElse(-1);
        if (last > state.sequence()) {
            throw Rejected.rule(
                    "beyond-the-head",
                    "The ledger does not have that many entries.",
                    Map.of("to", last, "sequence", state.sequence()));
        }
        return switch (issue.actor()) {
            case Actor.Member member -> {
                List<Range> unseen = state.seen().unseen(member.id(), ranges);
                yield unseen.isEmpty() ? List.of() : List.of(new EntriesSeen(member.id(), unseen));
            }
            case Actor.Mediator ignored -> List.of();
            case Actor.System ignored -> List.of();
        };
    }
}
