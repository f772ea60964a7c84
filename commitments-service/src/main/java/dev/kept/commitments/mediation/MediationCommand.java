package dev.kept.commitments.mediation;

import dev.kept.commitments.kernel.Issue;
import dev.kept.commitments.kernel.LedgerCommand;
import dev.kept.commitments.kernel.Rejected;
import dev.kept.events.Actor;
import dev.kept.events.LedgerEvent;
import dev.kept.events.MediationEvent.MediatorAdmitted;
import dev.kept.events.MediationEvent.MediatorDeclined;
import dev.kept.events.MediationEvent.MediatorDismissed;
import dev.kept.events.MediationEvent.MediatorProposed;
import dev.kept.events.MediationEvent.MediatorStoodDown;
import dev.kept.events.Side;
import dev.kept.events.Text;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What people ask for about a neutral third person. The candidate accepts as any invited person does. */
public sealed interface MediationCommand extends LedgerCommand<MediationSlice> {

    UUID mediation();

    @Override
    default UUID item() {
        return mediation();
    }

    /** A side proposes a mediator; it still has to admit the candidate once interests are disclosed. */
    record ProposeMediator(
            UUID ledger,
            UUID mediation,
            String secretDigest,
            Instant expires,
            Text mediatorName,
            @Nullable Text reason) implements MediationCommand {
        @Override
        public List<LedgerEvent> decide(MediationSlice state, Issue issue) {
            Side side = issue.side();
            if (state.mediations().knows(mediation) || state.knowsInvitation(mediation)) {
                throw Rejected.alreadyExists(mediation);
            }
            return List.of(new MediatorProposed(mediation, side, secretDigest, expires, mediatorName, reason));
        }
    }

    /** A side admits the candidate. */
    record AdmitMediator(UUID ledger, UUID mediation) implements MediationCommand {
        @Override
        public List<LedgerEvent> decide(MediationSlice state, Issue issue) {
            Side side = issue.side();
            return switch (state.mediations().require(mediation)) {
                case Mediation.Proposed ignored ->
                    throw refused(
                            mediation,
                            "interests-not-disclosed",
                            "The candidate has not accepted and disclosed interests yet.",
                            "proposed");
                case Mediation.Candidate candidate
                when candidate.admittedBy() == side ->
                    throw refused(
                            mediation,
                            "already-admitted",
                            "Your side has already admitted this mediator.",
                            "candidate");
                case Mediation.Candidate ignored -> List.of(new MediatorAdmitted(mediation, side));
                case Mediation.InForce ignored ->
                    throw refused(
                            mediation, "already-admitted", "Your side has already admitted this mediator.", "in-force");
                case Mediation.Ended ignored -> throw ended(mediation);
            };
        }
    }

    /** A side declines the candidate before admission. */
    record DeclineMediator(
            UUID ledger, UUID mediation, @Nullable Text reason) implements MediationCommand {
        @Override
        public List<LedgerEvent> decide(MediationSlice state, Issue issue) {
            Side side = issue.side();
            return switch (state.mediations().require(mediation)) {
                case Mediation.Proposed ignored -> List.of(new MediatorDeclined(mediation, side, reason));
                case Mediation.Candidate ignored -> List.of(new MediatorDeclined(mediation, side, reason));
                case Mediation.InForce ignored ->
                    throw refused(
                            mediation,
                            "already-admitted",
                            "Both sides admitted this mediator. To end the mediation, dismiss the mediator.",
                            "in-force");
                case Mediation.Ended ignored -> throw ended(mediation);
            };
        }
    }

    /** The mediator, or the candidate, withdraws. */
    record StandDown(UUID ledger, UUID mediation, @Nullable Text reason) implements MediationCommand {
        @Override
        public boolean endsTheRightsOf(UUID issuer) {
            return true;
        }

        @Override
        public boolean allowedWhileClosed() {
            return true;
        }

        @Override
        public Optional<Actor> issuer(MediationSlice state, @Nullable UUID person) {
            return person != null && state.mediations().concern(person)
                    ? Optional.of(new Actor.Mediator(person))
                    : MediationCommand.super.issuer(state, person);
        }

        @Override
        public List<LedgerEvent> decide(MediationSlice state, Issue issue) {
            Mediation current = state.mediations().require(mediation);
            if (current instanceof Mediation.Ended) {
                throw ended(mediation);
            }
            if (!issue.person().equals(Mediations.personOf(current))) {
                throw Rejected.rule(
                        "only-mediator",
                        "Only the mediator can stand down. A side declines or dismisses.",
                        Map.of("mediation", mediation));
            }
            return List.of(new MediatorStoodDown(mediation, reason));
        }
    }

    /** A side ends the mediation. */
    record DismissMediator(
            UUID ledger, UUID mediation, @Nullable Text reason) implements MediationCommand {
        @Override
        public boolean allowedWhileClosed() {
            return true;
        }

        @Override
        public List<LedgerEvent> decide(MediationSlice state, Issue issue) {
            Side side = issue.side();
            return switch (state.mediations().require(mediation)) {
                case Mediation.Proposed ignored -> throw notInForce("proposed");
                case Mediation.Candidate ignored -> throw notInForce("candidate");
                case Mediation.InForce ignored -> List.of(new MediatorDismissed(mediation, side, reason));
                case Mediation.Ended ignored -> throw ended(mediation);
            };
        }

        private Rejected notInForce(String stage) {
            return refused(
                    mediation,
                    "not-in-force",
                    "This mediator is not admitted by both sides. To refuse the candidate, decline.",
                    stage);
        }
    }

    private static Rejected ended(UUID mediation) {
        return refused(mediation, "mediation-ended", "This mediation has ended.", "ended");
    }

    private static Rejected refused(UUID mediation, String code, String sentence, String stage) {
        return Rejected.rule(code, sentence, Map.of("mediation", mediation, "state", stage));
    }
}
