package dev.kept.projections.kinds.concerns;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.kept.events.Evidence;
import dev.kept.events.Side;
import dev.kept.events.Text;
import dev.kept.projections.store.fold.Provenance;
import dev.kept.projections.store.fold.Turn;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A concern with its whole history. Each piece names the entry it comes from.
 *
 * @param by the side that raised it; the other side is the one that answers
 * @param escalated whether it was taken to the mediator since it was raised or last reopened
 * @param purpose what both want
 * @param repeats the earlier concern that shows again
 * @param about items it is about
 * @param answered the other side's first answer; null while there is none
 * @param ready the sides that are ready to move forward, as declared since it was raised or last reopened
 * @param declarations all that was ever declared about readiness, taken back included
 * @param settled by which entries it was; {@code reopened} by which it was open again
 * @param waiting what is whose turn; readiness is never waited for: it takes the time it takes
 * @param lastSequence the last entry about it
 */
public record ConcernView(
        UUID concern,
        Side by,
        ConcernState state,
        boolean escalated,
        Text title,
        Text purpose,
        Text behaviour,
        Text impact,
        List<Evidence> evidence,
        Text invitation,
        @Nullable UUID repeats,
        List<UUID> about,
        Provenance raised,
        @Nullable FirstAnswer answered,
        List<ConcernAcknowledgement> acknowledgements,
        List<Cause> causes,
        List<Apology> apologies,
        List<Remedy> remedies,
        List<Side> ready,
        List<ReadinessDeclaration> declarations,
        List<Provenance> settled,
        List<ConcernReopening> reopened,
        List<ConcernEscalation> escalations,
        List<Turn> waiting,
        long lastSequence) {

    public ConcernView {
        evidence = List.copyOf(evidence);
        about = List.copyOf(about);
        acknowledgements = List.copyOf(acknowledgements);
        causes = List.copyOf(causes);
        apologies = List.copyOf(apologies);
        remedies = List.copyOf(remedies);
        ready = List.copyOf(ready);
        declarations = List.copyOf(declarations);
        settled = List.copyOf(settled);
        reopened = List.copyOf(reopened);
        escalations = List.copyOf(escalations);
        waiting = List.copyOf(waiting);
    }

    /**
     * The first that the other side said to it: an acknowledgement, a cause, an apology, a remedy or the answer to one.
     *
     * @param afterSeconds whole seconds since it was raised
     */
    public record FirstAnswer(Provenance answered, long afterSeconds) {}

    public record ConcernAcknowledgement(Provenance acknowledged, Text text) {}

    /** Something that led to it, as a side sees it. */
    public record Cause(UUID cause, Side by, Provenance named, Text text) {}

    /**
     * An apology of the other side.
     *
     * @param impact what it did to the side that raised the concern
     * @param repair the commitment that repairs
     */
    public record Apology(UUID apology, Provenance offered, Text impact, Text wrong, Text regret, UUID repair) {}

    /**
     * What would put it right.
     *
     * @param commitment one that carries it out
     * @param answered by which entry it was accepted or declined
     * @param reason why it was declined
     */
    public record Remedy(
            UUID remedy,
            Side by,
            Provenance proposed,
            Text text,
            @Nullable UUID commitment,
            RemedyState state,
            @Nullable Provenance answered,
            @Nullable Text reason) {

        Remedy answered(RemedyState how, Provenance at, @Nullable Text why) {
            return new Remedy(remedy, by, proposed, text, commitment, how, at, why);
        }
    }

    /** What became of a remedy. */
    public enum RemedyState {
        PROPOSED,
        ACCEPTED,
        DECLINED;

        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A side's readiness to move forward.
     *
     * @param ready false where an earlier declaration was taken back
     */
    public record ReadinessDeclaration(
            Side by,
            boolean ready,
            Provenance declared,
            @Nullable Text comment) {}

    public record ConcernReopening(Side by, Provenance reopened, Text reason) {}

    /** A side took it to the mediator. */
    public record ConcernEscalation(
            Side by, Provenance escalated, @Nullable Text reason) {}
}
