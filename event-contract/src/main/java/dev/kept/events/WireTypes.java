package dev.kept.events;

import static java.util.Map.entry;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The one registry of wire names. A name, once written, is never given another meaning; a changed shape gets the next revision. */
public final class WireTypes {

    private static final Map<Class<? extends LedgerEvent>, String> NAMES = Map.ofEntries(
            entry(MembershipEvent.LedgerOpened.class, "dev.kept.ledger.opened.v1"),
            entry(MembershipEvent.PartyInvited.class, "dev.kept.party.invited.v1"),
            entry(MembershipEvent.MemberInvited.class, "dev.kept.member.invited.v1"),
            entry(MembershipEvent.InvitationWithdrawn.class, "dev.kept.invitation.withdrawn.v1"),
            entry(MembershipEvent.PartyJoined.class, "dev.kept.party.joined.v1"),
            entry(MembershipEvent.MemberJoined.class, "dev.kept.member.joined.v1"),
            entry(MembershipEvent.MemberRemoved.class, "dev.kept.member.removed.v1"),
            entry(MediationEvent.MediatorProposed.class, "dev.kept.mediator.proposed.v1"),
            entry(MediationEvent.MediatorAccepted.class, "dev.kept.mediator.accepted.v1"),
            entry(MediationEvent.MediatorAdmitted.class, "dev.kept.mediator.admitted.v1"),
            entry(MediationEvent.MediatorDeclined.class, "dev.kept.mediator.declined.v1"),
            entry(MediationEvent.MediatorStoodDown.class, "dev.kept.mediator.stood-down.v1"),
            entry(MediationEvent.MediatorDismissed.class, "dev.kept.mediator.dismissed.v1"),
            entry(CommitmentEvent.CommitmentMade.class, "dev.kept.commitment.made.v1"),
            entry(CommitmentEvent.CommitmentRequested.class, "dev.kept.commitment.requested.v1"),
            entry(CommitmentEvent.RequestAccepted.class, "dev.kept.commitment.request-accepted.v1"),
            entry(CommitmentEvent.RequestDeclined.class, "dev.kept.commitment.request-declined.v1"),
            entry(CommitmentEvent.RequestCountered.class, "dev.kept.commitment.request-countered.v1"),
            entry(CommitmentEvent.UpdateDelivered.class, "dev.kept.commitment.update-delivered.v1"),
            entry(CommitmentEvent.TermsProposed.class, "dev.kept.commitment.terms-proposed.v1"),
            entry(CommitmentEvent.TermsAccepted.class, "dev.kept.commitment.terms-accepted.v1"),
            entry(CommitmentEvent.TermsDeclined.class, "dev.kept.commitment.terms-declined.v1"),
            entry(CommitmentEvent.TermsCountered.class, "dev.kept.commitment.terms-countered.v1"),
            entry(CommitmentEvent.CommitmentDelivered.class, "dev.kept.commitment.delivered.v1"),
            entry(CommitmentEvent.DeliveryConfirmed.class, "dev.kept.commitment.delivery-confirmed.v1"),
            entry(CommitmentEvent.DeliveryDisputed.class, "dev.kept.commitment.delivery-disputed.v1"),
            entry(CommitmentEvent.DisputeWithdrawn.class, "dev.kept.commitment.dispute-withdrawn.v1"),
            entry(CommitmentEvent.DeliveryUncontested.class, "dev.kept.commitment.delivery-uncontested.v1"),
            entry(CommitmentEvent.DeadlineMissed.class, "dev.kept.commitment.deadline-missed.v1"),
            entry(CommitmentEvent.ReasonGiven.class, "dev.kept.commitment.reason-given.v1"),
            entry(CommitmentEvent.MissExcused.class, "dev.kept.commitment.miss-excused.v1"),
            entry(CommitmentEvent.CommitmentReleased.class, "dev.kept.commitment.released.v1"),
            entry(CommitmentEvent.CommitmentWithdrawn.class, "dev.kept.commitment.withdrawn.v1"));

    private static final Map<String, Class<? extends LedgerEvent>> TYPES =
            NAMES.entrySet().stream().collect(Collectors.toUnmodifiableMap(Map.Entry::getValue, Map.Entry::getKey));

    private WireTypes() {}

    /**
     * The wire name of an event, e.g. {@code dev.kept.commitment.made.v1}.
     *
     * @throws IllegalStateException when the registry misses it; a test walks the sealed types so that it never does
     */
    public static String nameOf(LedgerEvent event) {
        return nameOf(event.getClass());
    }

    /** As {@link #nameOf(LedgerEvent)}, by type. */
    public static String nameOf(Class<? extends LedgerEvent> type) {
        String name = NAMES.get(type);
        if (name == null) {
            throw new IllegalStateException("no wire name for " + type.getSimpleName());
        }
        return name;
    }

    /**
     * The event type behind a wire name.
     *
     * @throws UnreadableStatement when this contract does not know the name
     */
    public static Class<? extends LedgerEvent> typeOf(String name) {
        Class<? extends LedgerEvent> type = TYPES.get(name);
        if (type == null) {
            throw new UnreadableStatement("unknown wire type");
        }
        return type;
    }

    /**
     * The kind of thing a wire name is about: its third part, e.g. {@code commitment}.
     *
     * @param name a name of this registry
     */
    public static String kindOf(String name) {
        return name.split("\\.", 4)[2];
    }

    /** Every wire name that can be read. */
    public static Set<String> names() {
        return TYPES.keySet();
    }
}
