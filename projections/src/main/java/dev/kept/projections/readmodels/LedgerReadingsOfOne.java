package dev.kept.projections.readmodels;

import dev.kept.projections.kinds.checkins.CheckInFold;
import dev.kept.projections.kinds.checkpoints.CheckpointFold;
import dev.kept.projections.kinds.commitments.CommitmentFold;
import dev.kept.projections.store.fold.ItemFold;
import dev.kept.projections.store.fold.LedgerView;
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
import java.util.function.BiFunction;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

final class LedgerReadingsOfOne implements Reading {

    private static final CommitmentFold COMMITMENTS = new CommitmentFold();
    private static final CheckpointFold CHECKPOINTS = new CheckpointFold();
    private static final CheckInFold CHECK_INS = new CheckInFold();

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
            each(reading, COMMITMENTS, ItemDates::of, taker);
            each(reading, CHECKPOINTS, ItemDates::of, taker);
            each(reading, CHECK_INS, ItemDates::of, taker);
        }
    }

    private static <B> void each(
            LedgerReading reading,
            ItemFold<?, B> fold,
            BiFunction<UUID, B, List<ItemDate>> datesOf,
            Consumer<ItemDate> taker) {
        reading.each(
                fold,
                ItemFilter.ALL,
                brief -> datesOf.apply(reading.ledger(), brief).forEach(taker));
    }

    @Override
    public Optional<List<ItemDate>> datesOf(UUID ledger, DatedKind kind, UUID item) {
        LedgerReading reading = reading(ledger);
        return switch (kind) {
            case COMMITMENT -> dates(reading, COMMITMENTS, item, ItemDates::of);
            case CHECKPOINT -> dates(reading, CHECKPOINTS, item, ItemDates::of);
            case CHECK_INS -> dates(reading, CHECK_INS, item, ItemDates::of);
        };
    }

    private static <V, B> Optional<List<ItemDate>> dates(
            LedgerReading reading, ItemFold<V, B> fold, UUID item, BiFunction<UUID, B, List<ItemDate>> datesOf) {
        return reading.item(fold, item).map(found -> datesOf.apply(reading.ledger(), fold.brief(found.view())));
    }

    @Override
    public List<JsonNode> render(List<Answer> answers) {
        return texts.render(answers.stream()
                .map(answer -> new OfLedger(reading(answer.ledger()), answer.content()))
                .toList());
    }
}
