package dev.kept.commitments.kernel;

import dev.kept.events.Actor;
import dev.kept.events.Side;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * The circumstances of a command.
 *
 * @param actor who issues it, in the role the ledger gives to that person
 * @param at the instant it will be recorded at
 */
public record Issue(Actor actor, Instant at) {

    /**
     * The side the issuer acts for.
     *
     * @throws Rejected when the issuer acts for neither
     */
    public Side side() {
        return switch (actor) {
            case Actor.Member member -> member.side();
            case Actor.Mediator ignored -> throw notAParty();
            case Actor.System ignored -> throw notAParty();
        };
    }

    /** The person who issues the command. */
    public UUID person() {
        return actor.person().orElseThrow(() -> new IllegalStateException("the system issues no such command"));
    }

    static Rejected notAParty() {
        return Rejected.rule("not-a-party", "Only a member of one of the two parties can do this.", Map.of());
    }
}
