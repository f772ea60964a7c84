package dev.kept.commitments.mediation;

import dev.kept.commitments.kernel.LedgerSlice;
import dev.kept.commitments.kernel.Rejected;
import dev.kept.events.Actor;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who issues what is a mediator's alone: one in force, whom both sides admitted. */
final class Mediators {

    private Mediators() {}

    /** As {@link dev.kept.commitments.kernel.LedgerCommand#issuer}. */
    static Optional<Actor> issuer(LedgerSlice state, @Nullable UUID person) {
        return person == null ? Optional.empty() : state.roleOf(person).map(Mediators::mediator);
    }

    private static Actor mediator(Actor actor) {
        return switch (actor) {
            case Actor.Mediator mediator -> mediator;
            case Actor.Member ignored -> throw onlyMediator();
            case Actor.System ignored -> throw onlyMediator();
        };
    }

    private static Rejected onlyMediator() {
        return Rejected.rule("only-mediator", "Only a mediator admitted by both sides can do this.", Map.of());
    }
}
