package dev.kept.projections.views.document;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.kept.events.Text;
import dev.kept.projections.kinds.charter.CharterVersion;
import dev.kept.projections.kinds.checkpoints.CheckpointView;
import dev.kept.projections.kinds.commitments.ListedCommitment;
import dev.kept.projections.kinds.concerns.ConcernBrief;
import dev.kept.projections.kinds.decisions.DecisionView;
import dev.kept.projections.kinds.lessons.LessonView;
import dev.kept.projections.kinds.wins.WinView;
import dev.kept.projections.store.fold.LedgerView.Person;
import dev.kept.projections.store.fold.Provenance;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A ledger as one document. Each list holds at most as many items as were asked for; the count beside it is whole. Each item names its
 * id and, in {@code entries}, all entries about it.
 *
 * @param head the last entry it knows
 * @param recorded when that was recorded
 * @param role in which the reader reads: A, B or mediator
 * @param closed the entry that closed the ledger; absent while it is open
 * @param mediator absent while none is admitted
 * @param charter in force; absent before there is one
 * @param concerns those that are not settled, in the order in which they were raised; when the list is full, the latest
 * @param decisions in force, in the order in which they were put forward; when the list is full, the latest
 * @param commitments those of which something is still owed or awaited, misses that were not made good included, the earliest due first
 * @param settled all others, the latest due first
 * @param checkpoints those ahead, the earliest first
 * @param wins in the order in which they were celebrated; when the list is full, the latest
 * @param lessons in the order in which they were recorded; when the list is full, the latest
 * @param changes since the point that was asked for; absent when none was
 */
@Schema(name = "LivingDocument")
record LivingDocument(
        UUID ledger,
        Text title,
        Instant opened,
        long head,
        Instant recorded,
        String role,
        @Nullable Provenance closed,
        DocumentParties parties,
        @Nullable DocumentMediator mediator,
        @Nullable DocumentCharter charter,
        int concernCount,
        List<DocumentConcern> concerns,
        int decisionCount,
        List<DocumentDecision> decisions,
        int commitmentCount,
        List<DocumentCommitment> commitments,
        int settledCount,
        List<DocumentCommitment> settled,
        int checkpointCount,
        List<DocumentCheckpoint> checkpoints,
        int winCount,
        List<DocumentWin> wins,
        int lessonCount,
        List<DocumentLesson> lessons,
        @Nullable DocumentChanges changes) {

    /** @param b absent until the other party joined */
    record DocumentParties(
            @JsonProperty("A") DocumentParty a,
            @JsonProperty("B") @Nullable DocumentParty b) {}

    /**
     * A side.
     *
     * @param since the entry with which it joined
     * @param members those who act for it
     */
    record DocumentParty(Text name, long since, List<Person> members) {}

    /**
     * The admitted mediator.
     *
     * @param mediator the mediation's id
     * @param since the entry of the admission
     */
    record DocumentMediator(
            UUID mediator,
            Person person,
            @Nullable Text interests,
            @Nullable Long since,
            List<Long> entries) {}

    record DocumentCharter(UUID charter, @JsonUnwrapped CharterVersion inForce, List<Long> entries) {}

    record DocumentConcern(@JsonUnwrapped ConcernBrief concern, List<Long> entries) {}

    /** @param replaced whose place it took, one after the other, the latest first; each gave way for the rationale of the one before it */
    record DocumentDecision(
            @JsonUnwrapped DecisionView decision, List<ReplacedDecision> replaced, List<Long> entries) {}

    /** A decision that another one took the place of. */
    record ReplacedDecision(
            UUID decision,
            Text statement,
            Text rationale,
            @Nullable Provenance agreed,
            @Nullable Provenance superseded,
            List<Long> entries) {}

    /** A commitment by its current occurrence. */
    record DocumentCommitment(@JsonUnwrapped ListedCommitment commitment, List<Long> entries) {}

    record DocumentCheckpoint(@JsonUnwrapped CheckpointView checkpoint, List<Long> entries) {}

    record DocumentWin(@JsonUnwrapped WinView win, List<Long> entries) {}

    record DocumentLesson(@JsonUnwrapped LessonView lesson, List<Long> entries) {}
}
