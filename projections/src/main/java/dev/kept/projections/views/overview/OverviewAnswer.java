package dev.kept.projections.views.overview;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.kept.events.Due;
import dev.kept.events.Side;
import dev.kept.events.Text;
import dev.kept.projections.store.fold.WaitingKind;
import dev.kept.projections.views.dashboard.Numbers;
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
 *     and what was brought to a mediator
 * @param dueByMe the next due of each commitment the reader's sides owe, by due
 * @param dueForMe the same of what is owed to them
 * @param ahead the next date of whatever both sides keep together, by date
 * @param invitations that can still be accepted
 * @param numbers over all ledgers in which the reader is a party
 * @param ledgers the one with the latest entry first
 */
@Schema(name = "Overview")
public record OverviewAnswer(
        Instant at,
        int waitingCount,
        List<WaitingItem> waiting,
        int dueByMeCount,
        List<DueItem> dueByMe,
        int dueForMeCount,
        List<DueItem> dueForMe,
        int aheadCount,
        List<AheadItem> ahead,
        List<InvitationItem> invitations,
        OverviewNumbers numbers,
        List<OverviewLedger> ledgers) {

    /**
     * Something that is the reader's turn.
     *
     * @param kind of the item it is about: {@code commitment}, {@code decision} and so on; {@code mediator}; {@code ledger}
     * @param item the item's id, a mediator's mediation; absent for the ledger as a whole
     * @param title what the item is called, a mediator's name as proposed; absent where it has no words of its own
     * @param occurrence of a recurring commitment
     * @param part of the item to answer, e.g. a proposal of terms
     * @param since the entry that made it the reader's turn
     * @param until the due or the end of the time to answer, where there is one
     * @param due the same with its zone and its day, where it is a date that somebody gave
     */
    @Schema(name = "WaitingForMe")
    public record WaitingItem(
            UUID ledger,
            WaitingKind what,
            String kind,
            @Nullable UUID item,
            @Nullable Text title,
            @Nullable Integer occurrence,
            @Nullable UUID part,
            @Nullable Long since,
            @Nullable Instant sinceWhen,
            @Nullable Instant until,
            @Nullable Due due) {}

    /**
     * A date that both sides keep.
     *
     * @param kind {@code checkpoint} or {@code check-in}
     * @param title what it is called; absent where it has no words of its own
     * @param occurrence of a series
     */
    @Schema(name = "AheadForBoth")
    public record AheadItem(
            UUID ledger,
            String kind,
            UUID item,
            @Nullable Text title,
            @Nullable Integer occurrence,
            Due due) {}

    /**
     * What is due next.
     *
     * @param occurrence of a recurring commitment
     * @param progress percent, as last told
     * @param atRisk whether the promisor last told so
     */
    @Schema(name = "DueNext")
    public record DueItem(
            UUID ledger,
            UUID commitment,
            Text title,
            @Nullable Integer occurrence,
            Due due,
            @Nullable Integer progress,
            boolean atRisk) {}

    /** Whom an invitation is for. */
    public enum InvitationKind {
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
    public record InvitationItem(
            UUID ledger,
            UUID invitation,
            InvitationKind kind,
            Side side,
            @Nullable Text name,
            Instant expires) {}

    /** What the reader's sides owe, what is owed to them, and both. */
    @Schema(name = "OverviewNumbers")
    public record OverviewNumbers(Numbers byMe, Numbers forMe, Numbers both) {}

    /**
     * A ledger's head.
     *
     * @param role the reader's: {@code A}, {@code B} or {@code mediator}
     * @param recorded when the last entry was
     * @param waiting how much waits for the reader in it
     */
    @Schema(name = "OverviewLedger")
    public record OverviewLedger(
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
    public record OverviewParties(
            @JsonProperty("A") Text a,
            @JsonProperty("B") @Nullable Text b) {}
}
