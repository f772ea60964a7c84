package dev.kept.commitments.commitment;

import dev.kept.commitments.closure.ClosureCommand.CloseLedger;
import dev.kept.commitments.closure.ClosureCommand.DeclineClosing;
import dev.kept.commitments.closure.ClosureCommand.DeclineReopening;
import dev.kept.commitments.closure.ClosureCommand.ReopenLedger;
import dev.kept.commitments.commitment.CommitmentCommand.AcceptRequest;
import dev.kept.commitments.commitment.CommitmentCommand.AcceptTerms;
import dev.kept.commitments.commitment.CommitmentCommand.ConfirmDelivery;
import dev.kept.commitments.commitment.CommitmentCommand.CounterRequest;
import dev.kept.commitments.commitment.CommitmentCommand.CounterTerms;
import dev.kept.commitments.commitment.CommitmentCommand.DeclineRequest;
import dev.kept.commitments.commitment.CommitmentCommand.DeclineTerms;
import dev.kept.commitments.commitment.CommitmentCommand.DeliverCommitment;
import dev.kept.commitments.commitment.CommitmentCommand.DeliverUpdate;
import dev.kept.commitments.commitment.CommitmentCommand.DisputeDelivery;
import dev.kept.commitments.commitment.CommitmentCommand.EscalateDispute;
import dev.kept.commitments.commitment.CommitmentCommand.ExcuseMiss;
import dev.kept.commitments.commitment.CommitmentCommand.GiveReason;
import dev.kept.commitments.commitment.CommitmentCommand.LetConfirmationLapse;
import dev.kept.commitments.commitment.CommitmentCommand.MakeCommitment;
import dev.kept.commitments.commitment.CommitmentCommand.MissDeadline;
import dev.kept.commitments.commitment.CommitmentCommand.ProposeTerms;
import dev.kept.commitments.commitment.CommitmentCommand.ReleaseCommitment;
import dev.kept.commitments.commitment.CommitmentCommand.RequestCommitment;
import dev.kept.commitments.commitment.CommitmentCommand.WithdrawCommitment;
import dev.kept.commitments.commitment.CommitmentCommand.WithdrawDispute;
import dev.kept.commitments.concern.ConcernCommand;
import dev.kept.commitments.concern.ConcernCommand.AcceptRemedy;
import dev.kept.commitments.concern.ConcernCommand.AcknowledgeConcern;
import dev.kept.commitments.concern.ConcernCommand.DeclareReadiness;
import dev.kept.commitments.concern.ConcernCommand.DeclineRemedy;
import dev.kept.commitments.concern.ConcernCommand.EscalateConcern;
import dev.kept.commitments.concern.ConcernCommand.NameCause;
import dev.kept.commitments.concern.ConcernCommand.ProposeRemedy;
import dev.kept.commitments.concern.ConcernCommand.RaiseConcern;
import dev.kept.commitments.concern.ConcernCommand.ReopenConcern;
import dev.kept.commitments.kernel.LedgerCommand;
import dev.kept.commitments.membership.MembershipCommand.AcceptInvitation;
import dev.kept.commitments.membership.MembershipCommand.InviteMember;
import dev.kept.commitments.membership.MembershipCommand.InviteParty;
import dev.kept.commitments.membership.MembershipCommand.OpenLedger;
import dev.kept.commitments.membership.MembershipCommand.RemoveMember;
import dev.kept.commitments.membership.MembershipCommand.WithdrawInvitation;
import dev.kept.events.Side;
import dev.kept.events.Terms;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A ledger as somebody would write it who knows the rules and nothing of events: maps that change. It holds what the aggregate decides about
 * members, commitments, concerns and closing against something that shares no code with it. No mediator is ever admitted here.
 */
final class PlainLedger {

    private static final Comparator<UUID> ORDER = Comparator.comparing(UUID::toString);

    final Map<UUID, Side> members = new TreeMap<>(ORDER);
    final Map<UUID, Invitation> invitations = new TreeMap<>(ORDER);
    final Map<UUID, Promise> promises = new TreeMap<>(ORDER);
    final Map<UUID, Grievance> grievances = new TreeMap<>(ORDER);
    final Map<UUID, Long> about = new TreeMap<>(ORDER);
    boolean joined;
    boolean closed;

    @Nullable
    Side closingBy;

    long last = -1;
    Instant recorded = Instant.EPOCH;

    /** Why something is not recorded. */
    static final class No extends RuntimeException {
        private final String code;

        No(String code) {
            super(code, null, false, false);
            this.code = code;
        }

        String code() {
            return code;
        }
    }

    static final class Invitation {
        final boolean ofParty;
        final Side by;
        final UUID inviter;
        final String secret;
        final Instant expires;
        boolean open = true;

        Invitation(boolean ofParty, Side by, UUID inviter, String secret, Instant expires) {
            this.ofParty = ofParty;
            this.by = by;
            this.inviter = inviter;
            this.secret = secret;
            this.expires = expires;
        }
    }

    enum Stage {
        REQUESTED,
        DECLINED,
        TAKEN_BACK,
        AGREED
    }

    static final class Promise {
        final Side promisor;
        Stage stage;
        Side turn;
        boolean repeats;
        boolean over;
        int days;
        final List<Date> dates = new ArrayList<>();

        Promise(Side promisor, Stage stage, Side turn, Terms terms) {
            this.promisor = promisor;
            this.stage = stage;
            this.turn = turn;
            are(terms);
        }

        void are(Terms terms) {
            repeats = terms.recurrence() != null;
            days = terms.confirmationDays();
            dates.clear();
            if (terms.recurrence() == null) {
                dates.add(new Date(terms.due().at()));
            } else {
                terms.recurrence().dues().forEach(due -> dates.add(new Date(due)));
            }
        }

        boolean unsettled() {
            return stage == Stage.REQUESTED
                    || stage == Stage.AGREED
                            && dates.stream()
                                    .anyMatch(date -> Set.of("open", "delivered", "disputed")
                                            .contains(date.is));
        }
    }

    /** One date of a promise, and what became of it. */
    static final class Date {
        Instant due;
        String is = "open";
        boolean missed;
        Instant delivered = Instant.EPOCH;

        @Nullable
        UUID offer;

        Side offeredBy = Side.A;
        Instant offered = Instant.EPOCH;

        Date(Instant due) {
            this.due = due;
        }

        boolean overdue(Instant at) {
            return is.equals("open") && at.isAfter(due);
        }

        void settle() {
            is = missed || delivered.isAfter(due) ? "kept-late" : "kept";
        }

        @Override
        public String toString() {
            String offers =
                    offer == null ? "" : ", " + offeredBy + " offers " + offered.toEpochMilli() + " by " + offer;
            return switch (is) {
                case "open" -> "open until " + due.toEpochMilli() + offers;
                case "missed" -> "missed, due " + due.toEpochMilli() + offers;
                case "delivered", "disputed" ->
                    is + " at " + delivered.toEpochMilli() + ", due " + due.toEpochMilli() + (missed ? ", missed" : "");
                default -> is + (missed ? ", missed" : "");
            };
        }
    }

    static final class Grievance {
        final Side by;
        boolean settled;
        boolean acknowledged;

        @Nullable
        Side ready;

        final Map<UUID, Side> remedies = new TreeMap<>(ORDER);
        final Set<UUID> answered = new HashSet<>();

        Grievance(Side by) {
            this.by = by;
        }
    }

    /**
     * What comes of asking.
     *
     * @return the types of the entries that are recorded
     * @throws No when it is refused
     */
    List<String> ask(@Nullable UUID person, LedgerCommand<?> command, Instant now, @Nullable Long seen) {
        Work work = decide(person, command, now, seen);
        work.todo.forEach(Runnable::run);
        if (!work.types.isEmpty()) {
            recorded = work.at;
        }
        return work.types;
    }

    /** Whether {@link #ask} would record it. */
    boolean allows(@Nullable UUID person, LedgerCommand<?> command, Instant now, @Nullable Long seen) {
        try {
            decide(person, command, now, seen);
            return true;
        } catch (No no) {
            return false;
        }
    }

    private Work decide(@Nullable UUID person, LedgerCommand<?> command, Instant now, @Nullable Long seen) {
        Instant at = now.isBefore(recorded) ? recorded : now;
        Side side = person == null ? null : members.get(person);
        boolean shut = closed
                && !(command instanceof ReopenLedger)
                && !(command instanceof DeclineReopening)
                && !(command instanceof RemoveMember removal && removal.member().equals(person));
        if (shut && side != null) {
            throw new No("ledger-closed");
        }
        requireMayAsk(person, side, command);
        Long known = command.item() == null ? null : about.get(command.item());
        if (known != null && seen != null && known > seen) {
            throw new No("stale");
        }
        Work work = new Work(person, side, at);
        work.check(command);
        if (known == null && seen != null && last > seen) {
            throw new No("stale");
        }
        if (shut && person != null) {
            throw new No("ledger-closed");
        }
        return work;
    }

    private void requireMayAsk(@Nullable UUID person, @Nullable Side side, LedgerCommand<?> command) {
        boolean systems = command instanceof LetConfirmationLapse;
        boolean anybodys = command instanceof MissDeadline;
        if (person == null ? !systems && !anybodys : systems) {
            throw new No("ledger-not-found");
        }
        if (person != null && side == null && !(command instanceof OpenLedger)) {
            if (!(command instanceof AcceptInvitation accept)) {
                throw new No("ledger-not-found");
            }
            waitingFor(accept);
        }
    }

    private Invitation waitingFor(AcceptInvitation accept) {
        Invitation invitation = invitations.get(accept.invitation());
        if (invitation == null || !invitation.secret.equals(accept.secretDigest())) {
            throw new No("invitation-not-found");
        }
        if (!invitation.open) {
            throw new No("invitation-not-open");
        }
        return invitation;
    }

    /** One command: what it would record, and what that changes. */
    private final class Work {
        private final @Nullable UUID person;
        private final @Nullable Side asking;
        private final Instant at;
        private final List<String> types = new ArrayList<>();
        private final List<Runnable> todo = new ArrayList<>();

        Work(@Nullable UUID person, @Nullable Side asking, Instant at) {
            this.person = person;
            this.asking = asking;
            this.at = at;
        }

        private Side side() {
            if (asking == null) {
                throw new IllegalStateException("only members come here");
            }
            return asking;
        }

        private UUID person() {
            if (person == null) {
                throw new IllegalStateException("only people come here");
            }
            return person;
        }

        private void record(String type, @Nullable UUID subject, Runnable change) {
            types.add(type);
            todo.add(() -> {
                change.run();
                last++;
                if (subject != null) {
                    about.put(subject, last);
                }
            });
        }

        void check(LedgerCommand<?> command) {
            switch (command) {
                case OpenLedger ignored -> record("LedgerOpened", null, () -> members.put(person(), Side.A));
                case InviteParty it -> inviteParty(it);
                case InviteMember it -> {
                    require(!invitations.containsKey(it.invitation()), "already-exists");
                    record(
                            "MemberInvited",
                            it.invitation(),
                            () -> invitations.put(
                                    it.invitation(),
                                    new Invitation(false, side(), person(), it.secretDigest(), it.expires())));
                }
                case WithdrawInvitation it -> {
                    Invitation invitation = present(invitations.get(it.invitation()), "invitation-not-found");
                    require(invitation.open, "invitation-not-open");
                    require(invitation.by == side(), "not-your-side");
                    require(invitation.expires.isAfter(at), "invitation-not-open");
                    record("InvitationWithdrawn", it.invitation(), () -> invitation.open = false);
                }
                case AcceptInvitation it -> accept(it);
                case RemoveMember it -> remove(it);
                case CommitmentCommand it -> commitment(it);
                case ConcernCommand it -> concern(it);
                case CloseLedger ignored -> close();
                case DeclineClosing ignored -> {
                    require(closingBy != null, "not-proposed");
                    record("ClosingDeclined", null, () -> closingBy = null);
                }
                case ReopenLedger ignored -> reopen();
                case DeclineReopening ignored -> {
                    require(closed, "ledger-open");
                    require(closingBy != null, "not-proposed");
                    record("ReopeningDeclined", null, () -> closingBy = null);
                }
                default -> throw new IllegalArgumentException("not in this model: " + command);
            }
        }

        private void inviteParty(InviteParty it) {
            require(side() == Side.A && !joined, "party-already-joined");
            require(
                    invitations.values().stream()
                            .noneMatch(each -> each.ofParty && each.open && each.expires.isAfter(at)),
                    "invitation-open");
            require(!invitations.containsKey(it.invitation()), "already-exists");
            record(
                    "PartyInvited",
                    it.invitation(),
                    () -> invitations.put(
                            it.invitation(), new Invitation(true, Side.A, person(), it.secretDigest(), it.expires())));
        }

        private void accept(AcceptInvitation it) {
            require(asking == null, "already-in-ledger");
            Invitation invitation = waitingFor(it);
            require(invitation.expires.isAfter(at), "invitation-not-open");
            require(!invitation.ofParty || it.partyName() != null, "party-name-required");
            record(invitation.ofParty ? "PartyJoined" : "MemberJoined", it.invitation(), () -> {
                invitation.open = false;
                members.put(person(), invitation.ofParty ? Side.B : invitation.by);
                joined |= invitation.ofParty;
            });
        }

        private void remove(RemoveMember it) {
            Side side = present(members.get(it.member()), "member-not-found");
            require(side == side(), "not-your-side");
            record("MemberRemoved", it.member(), () -> {
                members.remove(it.member());
                invitations.values().stream()
                        .filter(each -> each.inviter.equals(it.member()))
                        .forEach(each -> each.open = false);
            });
        }

        private void close() {
            require(closingBy != null || members.containsValue(side().other()), "other-party-missing");
            require(promises.values().stream().noneMatch(Promise::unsettled), "commitments-open");
            if (closingBy == null) {
                record("ClosingProposed", null, () -> closingBy = side());
                return;
            }
            require(closingBy != side(), "not-your-turn");
            record("LedgerClosed", null, () -> {
                closed = true;
                closingBy = null;
                invitations.values().forEach(each -> each.open = false);
            });
        }

        private void reopen() {
            require(closed, "ledger-open");
            if (closingBy == null) {
                require(members.containsValue(side().other()), "other-party-missing");
                record("ReopeningProposed", null, () -> closingBy = side());
                return;
            }
            require(closingBy != side(), "not-your-turn");
            record("LedgerReopened", null, () -> {
                closed = false;
                closingBy = null;
            });
        }

        private void commitment(CommitmentCommand command) {
            UUID id = command.commitment();
            Promise promise = promises.get(id);
            switch (command) {
                case MakeCommitment it -> {
                    require(promise == null, "already-exists");
                    requireAhead(it.terms().dueOf(1));
                    record(
                            "CommitmentMade",
                            id,
                            () -> promises.put(id, new Promise(side(), Stage.AGREED, side(), it.terms())));
                }
                case RequestCommitment it -> {
                    Side promisor = side().other();
                    require(promise == null, "already-exists");
                    require(members.containsValue(promisor), "other-party-missing");
                    requireAhead(it.terms().dueOf(1));
                    record(
                            "CommitmentRequested",
                            id,
                            () -> promises.put(id, new Promise(promisor, Stage.REQUESTED, promisor, it.terms())));
                }
                case AcceptRequest ignored -> {
                    Promise asked = requireTurn(promise);
                    requireAhead(asked.dates.getFirst().due);
                    record("RequestAccepted", id, () -> asked.stage = Stage.AGREED);
                }
                case DeclineRequest ignored -> {
                    Promise asked = requireTurn(promise);
                    record("RequestDeclined", id, () -> asked.stage = Stage.DECLINED);
                }
                case CounterRequest it -> {
                    Promise asked = requireTurn(promise);
                    requireAhead(it.terms().dueOf(1));
                    record("RequestCountered", id, () -> {
                        asked.turn = side().other();
                        asked.are(it.terms());
                    });
                }
                case WithdrawCommitment ignored -> withdraw(id, promise);
                case ReleaseCommitment ignored -> {
                    Promise agreed = agreed(promise);
                    require(side() != agreed.promisor, "only-promisee");
                    end(id, agreed, "CommitmentReleased", "released");
                }
                case DeliverUpdate it -> {
                    Promise agreed = agreed(promise);
                    Date date = date(agreed, it.occurrence());
                    require(side() == agreed.promisor, "only-promisor");
                    require(date.is.equals("open"), "not-open");
                    record("UpdateDelivered", id, () -> {});
                }
                case DeliverCommitment it -> {
                    Promise agreed = agreed(promise);
                    Date date = date(agreed, it.occurrence());
                    require(side() == agreed.promisor, "only-promisor");
                    require(!date.is.equals("delivered"), "already-delivered");
                    require(Set.of("open", "missed", "disputed").contains(date.is), "already-settled");
                    record("CommitmentDelivered", id, () -> {
                        date.is = "delivered";
                        date.delivered = at;
                        date.offer = null;
                    });
                }
                case ConfirmDelivery it -> {
                    Date date = answerable(promise, it.occurrence());
                    record("DeliveryConfirmed", id, date::settle);
                }
                case DisputeDelivery it -> {
                    Date date = answerable(promise, it.occurrence());
                    record("DeliveryDisputed", id, () -> date.is = "disputed");
                }
                case WithdrawDispute it -> {
                    Promise agreed = agreed(promise);
                    Date date = date(agreed, it.occurrence());
                    require(side() != agreed.promisor, "only-promisee");
                    require(date.is.equals("disputed"), "not-disputed");
                    record("DisputeWithdrawn", id, date::settle);
                }
                case EscalateDispute it -> {
                    Date date = date(agreed(promise), it.occurrence());
                    require(date.is.equals("disputed"), "not-disputed");
                    throw new No("no-mediator");
                }
                case MissDeadline it -> miss(id, promise, it);
                case GiveReason it -> {
                    Promise agreed = agreed(promise);
                    Date date = date(agreed, it.occurrence());
                    require(side() == agreed.promisor, "only-promisor");
                    require(date.missed, "not-missed");
                    record("ReasonGiven", id, () -> {});
                }
                case ExcuseMiss it -> {
                    Promise agreed = agreed(promise);
                    Date date = date(agreed, it.occurrence());
                    require(side() != agreed.promisor, "only-promisee");
                    require(!date.is.equals("excused"), "already-excused");
                    require(date.is.equals("missed"), "not-missed");
                    record("MissExcused", id, () -> {
                        date.is = "excused";
                        date.offer = null;
                    });
                }
                case LetConfirmationLapse it -> {
                    Promise agreed = agreed(promise);
                    Date date = date(agreed, it.occurrence());
                    requireDelivered(date);
                    require(at.isAfter(date.delivered.plus(Duration.ofDays(agreed.days))), "confirmation-window-open");
                    record("DeliveryUncontested", id, () -> date.is = "not-contested");
                }
                case ProposeTerms it -> proposeTerms(id, promise, it);
                case AcceptTerms it -> {
                    Date date = offered(promise, it.proposal());
                    requireAhead(date.offered);
                    if (date.overdue(at)) {
                        missed(id, date);
                    }
                    record("TermsAccepted", id, () -> {
                        date.due = date.offered;
                        date.offer = null;
                    });
                }
                case DeclineTerms it -> {
                    Date date = offered(promise, it.proposal());
                    record("TermsDeclined", id, () -> date.offer = null);
                }
                case CounterTerms it -> {
                    Date date = offered(promise, it.proposal());
                    requireAhead(it.terms().due().at());
                    record(
                            "TermsCountered",
                            id,
                            () -> offer(date, it.counter(), it.terms().due().at()));
                }
            }
        }

        private void withdraw(UUID id, @Nullable Promise promise) {
            if (promise != null && promise.stage == Stage.REQUESTED) {
                require(side() != promise.promisor, "not-accepted-yet");
                record("CommitmentWithdrawn", id, () -> promise.stage = Stage.TAKEN_BACK);
                return;
            }
            Promise agreed = agreed(promise);
            require(side() == agreed.promisor, "only-promisor");
            end(id, agreed, "CommitmentWithdrawn", "withdrawn");
        }

        private void end(UUID id, Promise agreed, String type, String how) {
            List<Date> open =
                    agreed.dates.stream().filter(date -> date.is.equals("open")).toList();
            require(!open.isEmpty(), agreed.over ? "commitment-ended" : "nothing-open");
            require(!open.stream().allMatch(date -> date.overdue(at)), "due-passed");
            open.stream().filter(date -> date.overdue(at)).forEach(date -> missed(id, date));
            record(type, id, () -> {
                agreed.over = true;
                agreed.dates.forEach(date -> {
                    date.offer = null;
                    if (date.is.equals("open")) {
                        date.is = how;
                    }
                });
            });
        }

        private void missed(UUID id, Date date) {
            record("DeadlineMissed", id, () -> {
                date.is = "missed";
                date.missed = true;
            });
        }

        private void miss(UUID id, @Nullable Promise promise, MissDeadline it) {
            Promise agreed = agreed(promise);
            Date date = date(agreed, it.occurrence());
            if (person != null) {
                require(side() == agreed.promisor, "only-promisor");
            }
            require(date.is.equals("open"), "not-open");
            require(person != null || date.overdue(at), "not-due");
            missed(id, date);
        }

        private void proposeTerms(UUID id, @Nullable Promise promise, ProposeTerms it) {
            Promise agreed = agreed(promise);
            Date date = date(agreed, it.occurrence());
            require(!agreed.over, "commitment-ended");
            require(!Set.of("delivered", "disputed").contains(date.is), "not-negotiable");
            require(Set.of("open", "missed").contains(date.is), "already-settled");
            require(date.offer == null, "proposal-open");
            require(agreed.dates.stream().noneMatch(each -> it.proposal().equals(each.offer)), "already-exists");
            requireAhead(it.terms().due().at());
            record(
                    "TermsProposed",
                    id,
                    () -> offer(date, it.proposal(), it.terms().due().at()));
        }

        private void offer(Date date, UUID proposal, Instant due) {
            date.offer = proposal;
            date.offeredBy = side();
            date.offered = due;
        }

        /** The date for which the other side has offered other terms. */
        private Date offered(@Nullable Promise promise, UUID proposal) {
            Date date = agreed(promise).dates.stream()
                    .filter(each -> proposal.equals(each.offer))
                    .findFirst()
                    .orElseThrow(() -> new No("proposal-not-open"));
            require(date.offeredBy != side(), "not-your-turn");
            return date;
        }

        private Date answerable(@Nullable Promise promise, @Nullable Integer number) {
            Promise agreed = agreed(promise);
            Date date = date(agreed, number);
            require(side() != agreed.promisor, "only-promisee");
            requireDelivered(date);
            return date;
        }

        private void requireDelivered(Date date) {
            require(!date.is.equals("not-contested"), "confirmation-window-over");
            require(date.is.equals("delivered"), "not-awaiting-confirmation");
        }

        private Promise requireTurn(@Nullable Promise known) {
            Promise promise = present(known, "commitment-not-found");
            require(promise.stage != Stage.AGREED, "already-agreed");
            require(promise.stage == Stage.REQUESTED, "request-closed");
            require(promise.turn == side(), "not-your-turn");
            return promise;
        }

        private Promise agreed(@Nullable Promise known) {
            Promise promise = present(known, "commitment-not-found");
            require(promise.stage != Stage.REQUESTED, "not-accepted-yet");
            require(promise.stage == Stage.AGREED, "request-closed");
            return promise;
        }

        private Date date(Promise agreed, @Nullable Integer number) {
            require(number != null || !agreed.repeats, "occurrence-required");
            int index = number == null ? 0 : number - 1;
            require(index >= 0 && index < agreed.dates.size(), "occurrence-unknown");
            return agreed.dates.get(index);
        }

        private void requireAhead(Instant due) {
            require(due.isAfter(at), "due-in-past");
        }

        private void concern(ConcernCommand command) {
            UUID id = command.concern();
            Grievance grievance = grievances.get(id);
            switch (command) {
                case RaiseConcern it -> {
                    require(grievance == null, "already-exists");
                    require(it.repeats() == null || grievances.containsKey(it.repeats()), "linked-item-not-found");
                    require(about.keySet().containsAll(it.about()), "linked-item-not-found");
                    record("ConcernRaised", id, () -> grievances.put(id, new Grievance(side())));
                }
                case AcknowledgeConcern ignored -> {
                    Grievance open = unsettled(grievance);
                    require(open.by != side(), "only-other-side");
                    require(!open.acknowledged, "already-acknowledged");
                    record("ConcernAcknowledged", id, () -> open.acknowledged = true);
                }
                case NameCause ignored -> {
                    unsettled(grievance);
                    record("CauseNamed", id, () -> {});
                }
                case ProposeRemedy it -> {
                    Grievance open = unsettled(grievance);
                    require(!open.remedies.containsKey(it.remedy()), "already-exists");
                    require(it.commitment() == null || promises.containsKey(it.commitment()), "linked-item-not-found");
                    record("RemedyProposed", id, () -> open.remedies.put(it.remedy(), side()));
                }
                case AcceptRemedy it -> answer(id, grievance, it.remedy(), "RemedyAccepted");
                case DeclineRemedy it -> answer(id, grievance, it.remedy(), "RemedyDeclined");
                case DeclareReadiness it -> {
                    Grievance open = unsettled(grievance);
                    require(!it.ready() || open.ready != side(), "already-declared");
                    require(it.ready() || open.ready == side(), "not-declared");
                    boolean both = it.ready() && open.ready != null;
                    record("ReadinessDeclared", id, () -> open.ready = it.ready() ? side() : null);
                    if (both) {
                        record("ConcernSettled", id, () -> open.settled = true);
                    }
                }
                case ReopenConcern ignored -> {
                    Grievance settled = present(grievance, "concern-not-found");
                    require(settled.settled, "concern-not-settled");
                    record("ConcernReopened", id, () -> {
                        settled.settled = false;
                        settled.acknowledged = false;
                        settled.ready = null;
                    });
                }
                case EscalateConcern ignored -> {
                    unsettled(grievance);
                    throw new No("no-mediator");
                }
                default -> throw new IllegalArgumentException("not in this model: " + command);
            }
        }

        private void answer(UUID id, @Nullable Grievance grievance, UUID remedy, String type) {
            Grievance open = unsettled(grievance);
            Side by = present(open.remedies.get(remedy), "remedy-not-found");
            require(!open.answered.contains(remedy), "remedy-answered");
            require(by != side(), "not-your-turn");
            record(type, id, () -> open.answered.add(remedy));
        }

        private Grievance unsettled(@Nullable Grievance known) {
            Grievance grievance = present(known, "concern-not-found");
            require(!grievance.settled, "concern-settled");
            return grievance;
        }
    }

    private static <T> T present(@Nullable T value, String code) {
        if (value == null) {
            throw new No(code);
        }
        return value;
    }

    private static void require(boolean holds, String code) {
        if (!holds) {
            throw new No(code);
        }
    }
}
