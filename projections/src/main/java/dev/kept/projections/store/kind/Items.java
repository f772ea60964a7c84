package dev.kept.projections.store.kind;

import dev.kept.http.Asked;
import dev.kept.http.Caller;
import dev.kept.http.ETags;
import dev.kept.http.Page;
import dev.kept.projections.store.fold.Item;
import dev.kept.projections.store.kind.ItemKind.Changing;
import dev.kept.projections.store.reading.AsOf;
import dev.kept.projections.store.reading.LedgerReading;
import dev.kept.projections.store.reading.Ledgers;
import dev.kept.projections.store.reading.Listing;
import dev.kept.projections.store.reading.Moment;
import dev.kept.projections.store.reading.Texts;
import dev.kept.projections.store.reading.Texts.OfLedger;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.WebRequest;
import tools.jackson.databind.JsonNode;

/** Answers what is asked about the items of any kind, as the kind declares it. Null where the client has the answer already. */
@Component
public final class Items {

    private final Ledgers ledgers;
    private final Texts texts;
    private final Clock clock;

    Items(Ledgers ledgers, Texts texts, Clock clock) {
        this.ledgers = ledgers;
        this.texts = texts;
        this.clock = clock;
    }

    /** One page, in the order in which the items came about. */
    public <B> @Nullable Page<JsonNode> list(
            ItemKind<?, ?, B> kind, UUID ledger, Caller caller, Listing listing, WebRequest web) {
        return list(kind, ledger, caller, listing, brief -> true, web);
    }

    /** @param which what else an item must be */
    public <B> @Nullable Page<JsonNode> list(
            ItemKind<?, ?, B> kind, UUID ledger, Caller caller, Listing listing, Predicate<B> which, WebRequest web) {
        LedgerReading reading = ledgers.open(ledger, caller.member(), listing.asOf());
        if (isTagged(kind, listing.asOf()) && web.checkNotModified(ETags.of(reading.head()))) {
            return null;
        }
        Instant at = Moment.of(listing.asOf(), reading, clock);
        return listing.page(reading, kind.fold(), which, brief -> kind.listed(brief, at), texts);
    }

    /**
     * One page in an order of the kind's own.
     *
     * @param tagged whether the answer only changes with an entry
     * @param page what the answer shows of the items
     */
    public @Nullable Page<JsonNode> list(
            UUID ledger,
            Caller caller,
            @Nullable AsOf asOf,
            boolean tagged,
            WebRequest web,
            BiFunction<LedgerReading, Instant, Page<?>> page) {
        LedgerReading reading = ledgers.open(ledger, caller.member(), asOf);
        if (tagged && web.checkNotModified(ETags.of(reading.head()))) {
            return null;
        }
        Page<?> found = page.apply(reading, Moment.of(asOf, reading, clock));
        List<OfLedger> items = new ArrayList<>();
        found.items().forEach(item -> items.add(new OfLedger(reading, item)));
        return new Page<>(texts.render(items), found.next());
    }

    /** @throws dev.kept.http.Problem 404 when the ledger has no such item */
    public <V> @Nullable JsonNode get(
            ItemKind<?, V, ?> kind, UUID ledger, UUID id, Asked<OneItem> asked, WebRequest web) {
        AsOf asOf = asked.query().asOf();
        LedgerReading reading = ledgers.open(ledger, asked.caller().member(), asOf);
        Item<V> item = reading.item(kind.fold(), id).orElseThrow(kind::notFound);
        long tag = kind.changing() == Changing.ANY_ENTRY ? reading.head() : item.lastSequence();
        if (isTagged(kind, asOf) && web.checkNotModified(ETags.of(tag))) {
            return null;
        }
        return texts.render(reading, kind.answer(reading, item.view(), Moment.of(asOf, reading, clock)));
    }

    private static boolean isTagged(ItemKind<?, ?, ?> kind, @Nullable AsOf asOf) {
        return kind.changing() != Changing.TIME || asOf != null;
    }
}
