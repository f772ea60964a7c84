package dev.kept.projections.views.overview;

import dev.kept.events.Side;
import dev.kept.projections.kinds.Kinds;
import dev.kept.projections.kinds.commitments.CommitmentKind;
import dev.kept.projections.kinds.commitments.Standing;
import dev.kept.projections.store.fold.LedgerView;
import dev.kept.projections.store.kind.OpenItem;
import dev.kept.projections.store.reading.LedgerReading;
import dev.kept.projections.views.dashboard.Numbers;
import dev.kept.projections.views.dashboard.Tally;
import dev.kept.projections.views.overview.OpenItems.Open;
import dev.kept.projections.views.overview.OverviewAnswer.AheadItem;
import dev.kept.projections.views.overview.OverviewAnswer.DueItem;
import dev.kept.projections.views.overview.OverviewAnswer.OverviewLedger;
import dev.kept.projections.views.overview.OverviewAnswer.OverviewNumbers;
import dev.kept.projections.views.overview.OverviewAnswer.OverviewParties;
import dev.kept.projections.views.overview.OverviewAnswer.WaitingItem;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Puts together what several ledgers put on a reader's desk. */
final class Overview {

    static final int MAX_ITEMS = 100;

    private static final CommitmentKind COMMITMENTS = Kinds.COMMITMENT;

    private static final Comparator<@Nullable Instant> SOONEST =
            Comparator.nullsLast(Comparator.<Instant>naturalOrder());
    private static final Comparator<WaitingItem> BY_URGENCY =
            Comparator.comparing(WaitingItem::until, SOONEST).thenComparing(WaitingItem::sinceWhen, SOONEST);
    private static final Comparator<DueItem> BY_DUE =
            Comparator.comparing(item -> item.due().at());

    /** Gives a ledger's commitments one after the other. */
    interface Commitments {
        void of(LedgerReading reading, Consumer<Standing> taker);
    }

    private final Instant at;
    private final List<LedgerReading> readings;
    private final List<Desk> desks = new ArrayList<>();
    private final Tally byMe = new Tally();
    private final Tally forMe = new Tally();
    private final List<Numbers> numbers = new ArrayList<>();

    Overview(
            List<LedgerReading> readings,
            Commitments commitments,
            Function<LedgerReading, List<Open>> others,
            Instant at) {
        this.readings = List.copyOf(readings);
        this.at = at;
        for (LedgerReading reading : readings) {
            Side own = reading.role().equals("mediator") ? null : Side.valueOf(reading.role());
            Tally all = new Tally();
            List<Open> open = new ArrayList<>();
            commitments.of(reading, commitment -> {
                all.add(commitment, at);
                if (own != null) {
                    (commitment.promisor() == own ? byMe : forMe).add(commitment, at);
                }
                OpenItem item = COMMITMENTS.opening().reader().open(commitment, at);
                if (!item.waits().isEmpty() || item.owed() != null) {
                    open.add(new Open(COMMITMENTS.name().one(), item));
                }
            });
            open.addAll(others.apply(reading));
            desks.add(new Desk(reading.ledger(), own, reading.view(), open, at));
            numbers.add(all.numbers());
        }
    }

    /** The whole answer; at most {@link #MAX_ITEMS} of each list. */
    OverviewAnswer answer() {
        List<WaitingItem> waiting = desks.stream()
                .flatMap(desk -> desk.waiting().stream())
                .sorted(BY_URGENCY)
                .toList();
        List<DueItem> dueByMe = due(true);
        List<DueItem> dueForMe = due(false);
        List<AheadItem> ahead = desks.stream()
                .flatMap(desk -> desk.ahead().stream())
                .sorted(Comparator.comparing(item -> item.due().at()))
                .toList();
        List<OverviewLedger> ledgers = new ArrayList<>();
        for (int i = 0; i < desks.size(); i++) {
            ledgers.add(head(readings.get(i), desks.get(i), numbers.get(i)));
        }
        return new OverviewAnswer(
                at,
                waiting.size(),
                first(waiting),
                dueByMe.size(),
                first(dueByMe),
                dueForMe.size(),
                first(dueForMe),
                ahead.size(),
                first(ahead),
                first(desks.stream()
                        .flatMap(desk -> desk.invitations().stream())
                        .toList()),
                sums(),
                ledgers);
    }

    private OverviewNumbers sums() {
        Tally both = new Tally();
        both.add(byMe);
        both.add(forMe);
        return new OverviewNumbers(byMe.numbers(), forMe.numbers(), both.numbers());
    }

    private List<DueItem> due(boolean byReader) {
        return desks.stream()
                .flatMap(desk -> desk.next(byReader).stream())
                .sorted(BY_DUE)
                .toList();
    }

    private static OverviewLedger head(LedgerReading reading, Desk desk, Numbers numbers) {
        LedgerView view = reading.view();
        return new OverviewLedger(
                reading.ledger(),
                view.title(),
                reading.role(),
                new OverviewParties(
                        view.a().name(), view.b() == null ? null : view.b().name()),
                reading.head(),
                reading.recorded(),
                desk.waiting().size(),
                numbers);
    }

    private static <T> List<T> first(List<T> items) {
        return items.subList(0, Math.min(items.size(), MAX_ITEMS));
    }

    /**
     * Changes with any entry in any of the ledgers, with the ledgers, and as time passes: when a due or a date comes or an
     * invitation expires.
     */
    String tag() {
        StringBuilder seen = new StringBuilder();
        for (LedgerReading reading : readings) {
            seen.append(reading.ledger())
                    .append(reading.role())
                    .append(reading.head())
                    .append(';');
        }
        numbers.forEach(each -> seen.append(each.keptOnAgreedDates().of())
                .append(',')
                .append(each.keptOnOriginalDates().of())
                .append(';'));
        for (Desk desk : desks) {
            seen.append(desk.invitations().size()).append(',');
            seen.append(desk.waiting().size()).append(',');
            desk.ahead().forEach(date -> seen.append(date.due().at()).append(','));
            seen.append(';');
        }
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(seen.toString().getBytes(StandardCharsets.US_ASCII));
            return "\"" + Base64.getUrlEncoder().withoutPadding().encodeToString(hash) + "\"";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
