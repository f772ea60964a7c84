package dev.kept.projections.views.review;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.kept.events.Actor;
import dev.kept.events.Due;
import dev.kept.events.Evidence;
import dev.kept.events.Side;
import dev.kept.events.Text;
import dev.kept.projections.kinds.commitments.Occurrence.Escalation;
import dev.kept.projections.kinds.findings.FindingView;
import dev.kept.projections.kinds.questions.QuestionView;
import dev.kept.projections.store.fold.Provenance;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A ledger's review: the same for both sides and the mediator. Every list holds 100 items at most, the latest ones, in order; the counts
 * beside them are whole.
 *
 * @param head the last entry it knows
 * @param disputes those that are open
 * @param unanswered what one side said and the other has not answered; what has waited longest comes first, and stays when the list is full
 * @param questions what mediators asked
 * @param findings what mediators found
 */
@Schema(name = "Review")
record ReviewAnswer(
        UUID ledger,
        long head,
        ReviewParties parties,
        int disputeCount,
        List<OpenDispute> disputes,
        Misses misses,
        Renegotiations renegotiations,
        int unansweredCount,
        List<Unanswered> unanswered,
        ResponseTimes responseTimes,
        int questionCount,
        List<QuestionView> questions,
        int findingCount,
        List<FindingView> findings) {

    /** @param b absent until the other party joined */
    @Schema(name = "ReviewParties")
    record ReviewParties(
            @JsonProperty("A") Text a,
            @JsonProperty("B") @Nullable Text b) {}

    /**
     * A disputed delivery.
     *
     * @param occurrence of a recurring commitment
     * @param due the one the delivery counts against
     * @param promise what was promised, in the terms that hold for it
     * @param since the entry that disputes it
     * @param escalated how a side took it to the mediator; absent when none did
     * @param claims both sides' words side by side
     * @param findings on this dispute
     * @param chain every entry behind it, in order
     */
    @Schema(name = "OpenDispute")
    record OpenDispute(
            UUID commitment,
            @Nullable Integer occurrence,
            Side promisor,
            Due due,
            Promise promise,
            Provenance since,
            @Nullable Escalation escalated,
            Claims claims,
            List<UUID> findings,
            List<ChainEntry> chain) {}

    /** What was promised. */
    @Schema(name = "DisputedPromise")
    record Promise(
            Text title,
            @Nullable Text details,
            @Nullable Text conditions,
            @Nullable Text evaluation) {}

    /** What each side says, its first word first; the last one of each side is what is disputed now. */
    @Schema(name = "DisputeClaims")
    record Claims(
            @JsonProperty("A") List<Claim> a,
            @JsonProperty("B") List<Claim> b) {}

    /** A delivery, or why it is disputed. */
    @Schema(name = "DisputeClaim")
    record Claim(ClaimKind what, Provenance said, @Nullable Text text, List<Evidence> evidence) {}

    /** What a side says of a delivery. */
    enum ClaimKind {
        DELIVERED,
        DISPUTED;

        @JsonValue
        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** An entry in short; the whole of it is to be had by its sequence. */
    @Schema(name = "ChainEntry")
    record ChainEntry(long sequence, String type, Instant recorded, Actor by) {}

    /** A number for each side and for both together. */
    @Schema(name = "SideCounts")
    record SideCounts(
            @JsonProperty("A") int a, @JsonProperty("B") int b, int both) {}

    /**
     * What was missed, excused misses too, by the side that owed it.
     *
     * @param withoutNotice of all, those of which nobody was told before the due instant
     */
    @Schema(name = "ReviewMisses")
    record Misses(SideCounts all, SideCounts withoutNotice, List<MissedDue> items) {}

    /**
     * A missed due.
     *
     * @param entry that recorded it
     * @param notice the entry that first gave notice before the due; absent when none did
     */
    @Schema(name = "ReviewMiss")
    record MissedDue(
            UUID commitment,
            Text title,
            @Nullable Integer occurrence,
            Side promisor,
            Due due,
            long entry,
            @Nullable Long notice) {}

    /**
     * Terms that were agreed anew.
     *
     * @param all by the side that owes, as the dashboard counts them
     * @param withoutNotice of these, those of which no notice was given before the due they replaced
     * @param proposed all of them by the side that proposed
     * @param proposedAfterDue of these, those that were proposed at the due they replaced or after it
     */
    @Schema(name = "ReviewRenegotiations")
    record Renegotiations(
            SideCounts all,
            SideCounts withoutNotice,
            SideCounts proposed,
            SideCounts proposedAfterDue,
            List<Renegotiation> items) {}

    /**
     * A renegotiation.
     *
     * @param due the one it replaced
     * @param entry that accepted it
     * @param proposal the entry that proposed it
     * @param afterDue whether it was proposed at that due or later
     * @param notice the entry that first gave notice before the due; absent when none did
     */
    @Schema(name = "ReviewRenegotiation")
    record Renegotiation(
            UUID commitment,
            Text title,
            @Nullable Integer occurrence,
            Side promisor,
            Side proposedBy,
            Due due,
            long entry,
            @Nullable Long proposal,
            boolean afterDue,
            @Nullable Long notice) {}

    /**
     * Something that waits for a side's answer.
     *
     * @param item the concern, commitment or question
     * @param text what it is called, or what is asked
     * @param side whose answer it waits for
     * @param occurrence of a recurring commitment
     * @param proposal the terms to answer
     * @param since the entry to answer
     */
    @Schema(name = "Unanswered")
    record Unanswered(
            AnsweredKind what,
            UUID item,
            Text text,
            Side side,
            @Nullable Integer occurrence,
            @Nullable UUID proposal,
            long since,
            Instant sinceWhen) {}

    /** What one side says and the other one answers. */
    enum AnsweredKind {
        REQUEST,
        TERMS,
        DELIVERY,
        CONCERN,
        QUESTION;

        @JsonValue
        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * How long each side took to answer the other one, or the mediator: from what was said to the first answer. What was never answered
     * is not in it.
     */
    @Schema(name = "ResponseTimes")
    record ResponseTimes(
            @JsonProperty("A") ResponseTime a,
            @JsonProperty("B") ResponseTime b,
            List<ResponseTimesOfKind> byKind) {}

    @Schema(name = "ResponseTimesOfKind")
    record ResponseTimesOfKind(
            AnsweredKind what,
            @JsonProperty("A") ResponseTime a,
            @JsonProperty("B") ResponseTime b) {}

    /**
     * @param n how many answers
     * @param medianHours with two decimals; absent when there are none
     */
    @Schema(name = "ResponseTime")
    record ResponseTime(int n, @Nullable Double medianHours) {}
}
