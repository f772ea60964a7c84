package dev.kept.projections.readmodels;

import dev.kept.events.ItemName;
import dev.kept.projections.kinds.Kinds;
import dev.kept.projections.readmodels.dates.ItemDate;
import dev.kept.projections.store.fold.LedgerView;
import dev.kept.projections.store.kind.ItemDates;
import dev.kept.projections.store.kind.ItemKind;
import dev.kept.projections.store.reading.ItemFilter;
import dev.kept.projections.store.reading.LedgerReading;
import dev.kept.projections.store.reading.Ledgers;
import dev.kept.projections.store.reading.Texts;
import dev.kept.projections.store.reading.Texts.OfLedger;
import dev.kept.projections.views.overview.Desks;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

final class LedgerReadingsOfOne implements Reading {

    private final Ledgers ledgers;
    private final Texts texts;
    private final Map<UUID, LedgerReading> readings = new LinkedHashMap<>();

    LedgerReadingsOfOne(Ledgers ledgers, Texts texts, List<LedgerReading> readings) {
        this.ledgers = ledgers;
        this.texts = texts;
        readings.forEach(reading -> this.readings.putIfAbsent(reading.ledger(), reading));
    }

    @Override
    public List<ReadableLedger> ledgers() {
        return readings.values().stream().map(LedgerReadingsOfOne::readable).toList();
    }

    @Override
    public ReadableLedger ledger(UUID ledger) {
        return readable(reading(ledger));
    }

    @Override
    public Reading only(UUID ledger) {
        LedgerReading one = readings.get(ledger);
        return new LedgerReadingsOfOne(ledgers, texts, one == null ? List.of() : List.of(one));
    }

    private LedgerReading reading(UUID ledger) {
        LedgerReading reading = readings.get(ledger);
        if (reading == null) {
            throw new NoSuchElementException("not among these ledgers: " + ledger);
        }
        return reading;
    }

    private static ReadableLedger readable(LedgerReading reading) {
        LedgerView view = reading.view();
        return new ReadableLedger(
                reading.ledger(),
                reading.role(),
                view.title(),
                view.a().name(),
                view.b() == null ? null : view.b().name(),
                reading.head(),
                reading.recorded(),
                view.erasure());
    }

    @Override
    public List<Agenda> agendas(Instant at) {
        return Desks.of(ledgers, List.copyOf(readings.values()), at).stream()
                .map(LedgerReadingsOfOne::agenda)
                .toList();
    }

    private static Agenda agenda(Desks.Seen desk) {
        return new Agenda(
                desk.reading().ledger(),
                desk.waiting().stream()
                        .map(item -> new Agenda.WaitingItem(
                                item.what().wireName(),
                                item.kind(),
                                item.item(),
                                item.title(),
                                item.occurrence(),
                                item.part(),
                                item.since(),
                                item.sinceWhen(),
                                item.until(),
                                item.due()))
                        .toList(),
                desk.owed().stream()
                        .map(item -> new Agenda.Owed(item.commitment(), item.title(), item.occurrence(), item.due()))
                        .toList(),
                desk.ahead().stream()
                        .map(item -> new Agenda.Ahead(
                                item.kind(),
                                item.item(),
                                item.title(),
                                item.occurrence(),
                                item.due(),
                                desk.reviews().get(item.item())))
                        .toList());
    }

    @Override
    public void eachDate(Consumer<ItemDate> taker) {
        for (LedgerReading reading : readings.values()) {
            Kinds.ALL.forEach(kind -> each(reading, kind, taker));
        }
    }

    private static <B> void each(LedgerReading reading, ItemKind<?, ?, B> kind, Consumer<ItemDate> taker) {
        ItemDates<B> dates = kind.dates();
        if (dates != null) {
            reading.each(
                    kind.fold(),
                    ItemFilter.ALL,
                    brief -> dates.of(reading.ledger(), brief).forEach(taker));
        }
    }

    @Override
    public Optional<List<ItemDate>> datesOf(UUID ledger, ItemName kind, UUID item) {
        return dates(reading(ledger), Kinds.of(kind), item);
    }

    private static <V, B> Optional<List<ItemDate>> dates(LedgerReading reading, ItemKind<?, V, B> kind, UUID item) {
        ItemDates<B> dates = kind.dates();
        return dates == null
                ? Optional.empty()
                : reading.item(kind.fold(), item)
                        .map(found -> dates.of(reading.ledger(), kind.fold().brief(found.view())));
    }

    @Override
    public List<JsonNode> render(List<Answer> answers) {
        return texts.render(answers.stream()
                .map(answer -> new OfLedger(reading(answer.ledger()), answer.content()))
                .toList());
    }
}
