package dev.kept.commitments.kernel;

import dev.kept.events.Actor;
import dev.kept.events.LedgerEvent;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * What someone asks a ledger to record. Each feature has one sealed file of them.
 *
 * @param <S> what its rules read of the ledger
 */
public interface LedgerCommand<S extends LedgerSlice> {

    @TargetAggregateIdentifier
    UUID ledger();

    /** The item the command addresses or creates: what {@code If-Match} is about. Null when it is the ledger as a whole. */
    @Nullable
    UUID item();

    /** The last entry that {@code If-Match} is held against; null when it is the ledger's last. */
    default @Nullable Long lastAbout(S state) {
        return state.lastAbout(item());
    }

    /**
     * The role in which the ledger lets someone issue this. Empty when the issuer must not even learn that the ledger exists.
     *
     * @param person null when the system issues it
     * @throws Rejected when the issuer takes part in the ledger, but not as somebody who may issue this
     */
    default Optional<Actor> issuer(S state, @Nullable UUID person) {
        return person == null ? Optional.empty() : state.roleOf(person).map(LedgerCommand::party);
    }

    /** Whether it opens the ledger that it names, which is not there before. */
    default boolean opensLedger() {
        return false;
    }

    /** Whether its issuer proves by a secret that they may. Whoever is refused learns only that it was not the right one. */
    default boolean bringsSecret() {
        return false;
    }

    /**
     * Whether people may ask for this while the ledger is closed. Whoever leaves by it may in any case, and the system records what it must
     * at any time.
     */
    default boolean allowedWhileClosed() {
        return false;
    }

    /** Whether its issuer takes no part in the ledger any more once it is recorded. */
    default boolean endsTheRightsOf(UUID issuer) {
        return false;
    }

    /**
     * Decides, from the ledger's state alone, what is to be recorded.
     *
     * @return most often one event or more; none when there is nothing to record, which is not an error
     * @throws Rejected when a rule forbids it
     */
    List<LedgerEvent> decide(S state, Issue issue);

    private static Actor party(Actor actor) {
        return switch (actor) {
            case Actor.Member member -> member;
            case Actor.Mediator ignored -> throw Issue.notAParty();
            case Actor.System ignored -> throw Issue.notAParty();
        };
    }
}
