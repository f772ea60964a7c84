package dev.kept.projections.overview;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.kept.events.Due;
import dev.kept.events.Side;
import dev.kept.events.Text;
import dev.kept.projections.dashboard.Numbers;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A person's overview: the shape of the answer, for the document. Lists hold at most 100 items; the counts beside them are whole.
 *
 * @param at the instant it speaks of
 * @param waitingCount how much waits in all
 * @param waiting what is the reader's turn: what ends first comes first, then what has waited longest; to a mediator, what is disputed
 * @param dueByMe the next due of each commitment the reader's sides owe, by due
 * @param dueForMe the same of what is owed to them
 * @param invitations that can still be accepted
 * @param numbers over all ledgers in which the reader is a party
 * @param ledgers the one with the latest entry first
 */
@Schema(name = "Overview")
record OverviewAnswer(
        Instant at,
        int waitingCount,
        List<WaitingItem> waiting,
        int dueByMeCount,
        List<DueItem> dueByMe,
        int dueForMeCount,
        List<DueItem> dueForMe,
        List<InvitationItem> invitations,
        OverviewNumbers numbers,
        List<OverviewLedger> ledgers) {

    /** What can be waited for. */
    enum WaitingKind {
        ANSWER_REQUEST,
        ANSWER_TERMS,
        CONFIRM_DELIVERY,
        SETTLE_DISPUTE,
        GIVE_REASON,
        ADMIT_MEDIATOR;

        @JsonValue
        String wireName() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * Something that is the reader's turn.
     *
     * @param occurrence of a recurring commitment
     * @param mediator the mediation to answer
     * @param name of the mediator, as proposed
     * @param since the entry that made it the reader's turn
     * @param until the due or the end of the confirmation window, where there is one
     */
    @Schema(name = "WaitingForMe")
    record WaitingItem(
            UUID ledger,
            WaitingKind what,
            @Nullable UUID commitment,
            @Nullable Text title,
            @Nullable Integer occurrence,
            @Nullable UUID proposal,
            @Nullable UUID mediator,
            @Nullable Text name,
            @Nullable Long since,
            @Nullable Instant sinceWhen,
            @Nullable Instant until) {

        static WaitingItem mediator(UUID ledger, UUID mediator, Text name) {
            return new WaitingItem(
                    ledger, WaitingKind.ADMIT_MEDIATOR, null, null, null, null, mediator, name, null, null, null);
        }
    }

    /**
     * What is due next.
     *
     * @param occurrence of a recurring commitment
     * @param progress percent, as last told
     * @param atRisk whether the promisor last told so
     */
    @Schema(name = "DueNext")
    record DueItem(
            UUID ledger,
            UUID commitment,
            Text title,
            @Nullable Integer occurrence,
            Due due,
            @Nullable Integer progress,
            boolean atRisk) {}

    /** Whom an invitation is for. */
    enum InvitationKind {
        PARTY,
        MEMBER,
        MEDIATOR;

        @JsonValue
        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * An invitation nobody has answered yet.
     *
     * @param side whose member it makes; of a mediator, who proposed
     * @param name proposed for the party or of the mediator
     */
    @Schema(name = "InvitationOpen")
    record InvitationItem(
            UUID ledger,
            UUID invitation,
            InvitationKind kind,
            Side side,
            @Nullable Text name,
            Instant expires) {}

    /** What the reader's sides owe, what is owed to them, and both. */
    @Schema(name = "OverviewNumbers")
    record OverviewNumbers(Numbers byMe, Numbers forMe, Numbers both) {}

    /**
     * A ledger's head.
     *
     * @param role the reader's: {@code A}, {@code B} or {@code mediator}
     * @param recorded when the last entry was
     * @param waiting how much waits for the reader in it
     */
    @Schema(name = "OverviewLedger")
    record OverviewLedger(
            UUID ledger,
            Text title,
            String role,
            OverviewParties parties,
            long head,
            Instant recorded,
            int waiting,
            Numbers numbers) {}

    /** @param b absent until the other party joined */
    @Schema(name = "OverviewParties")
    record OverviewParties(
            @JsonProperty("A") Text a,
            @JsonProperty("B") @Nullable Text b) {}
}
