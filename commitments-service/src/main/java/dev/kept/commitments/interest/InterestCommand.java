package dev.kept.commitments.interest;

import dev.kept.commitments.kernel.Issue;
import dev.kept.commitments.kernel.LedgerCommand;
import dev.kept.commitments.kernel.LedgerSlice;
import dev.kept.commitments.kernel.Rejected;
import dev.kept.events.Actor;
import dev.kept.events.InterestEvent.InterestDisclosed;
import dev.kept.events.LedgerEvent;
import dev.kept.events.Text;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What people say of themselves. */
public sealed interface InterestCommand extends LedgerCommand<LedgerSlice> {

    UUID interest();

    @Override
    default UUID item() {
        return interest();
    }

    /** A member of either side, or a mediator in force, discloses an interest of their own. */
    record DiscloseInterest(UUID ledger, UUID interest, Text text) implements InterestCommand {
        @Override
        public Optional<Actor> issuer(LedgerSlice state, @Nullable UUID person) {
            return person == null ? Optional.empty() : state.roleOf(person);
        }

        @Override
        public List<LedgerEvent> decide(LedgerSlice state, Issue issue) {
            if (state.knows(interest)) {
                throw Rejected.alreadyExists(interest);
            }
            return List.of(new InterestDisclosed(interest, text));
        }
    }
}
