package dev.kept.projections.views.entries;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.events.CommitmentEvent.CommitmentMade;
import dev.kept.events.Due;
import dev.kept.events.LedgerEvent;
import dev.kept.events.Side;
import dev.kept.events.Terms;
import dev.kept.events.Text;
import dev.kept.events.WireTypes;
import dev.kept.projections.store.fields.EntryField;
import dev.kept.projections.store.fields.EntryField.Day;
import dev.kept.projections.store.fields.EntryField.Link;
import dev.kept.projections.store.fields.EntryField.Time;
import dev.kept.projections.store.fields.EntryField.Words;
import dev.kept.projections.store.fields.ReferenceTitles;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EntryFieldsTest {

    private static final ReferenceTitles NOBODY_KNOWN = new ReferenceTitles() {
        @Override
        public @Nullable Named named(UUID item) {
            return null;
        }

        @Override
        public @Nullable Text person(UUID member) {
            return null;
        }
    };

    /** The written texts of an event with its fields. */
    private record Told(LedgerEvent event, List<String> written) {
        @Override
        public String toString() {
            return WireTypes.nameOf(event);
        }
    }

    static Stream<Told> events() {
        List<String> all = new ArrayList<>();
        List<Told> told = new ArrayList<>();
        int[] before = {0};
        EveryEvent.of(() -> {
                    all.add("text " + all.size());
                    return all.getLast();
                })
                .forEach(event -> {
                    told.add(new Told(event, List.copyOf(all.subList(before[0], all.size()))));
                    before[0] = all.size();
                });
        return told.stream();
    }

    @ParameterizedTest
    @MethodSource("events")
    void every_text_of_an_event_is_in_its_fields_once(Told told) {
        List<String> shown = new ArrayList<>();
        for (EntryField field : EntryFields.of(told.event(), NOBODY_KNOWN)) {
            if (field instanceof Words words) {
                shown.add(value(words.text()));
            } else if (field instanceof Link link) {
                shown.add(value(link.text()));
                shown.add(value(link.link()));
                if (link.file() != null) {
                    shown.add(value(link.file().name()));
                    shown.add(value(link.file().sha256()));
                }
            }
        }

        assertThat(shown).containsExactlyInAnyOrderElementsOf(told.written());
    }

    private static String value(@Nullable Text text) {
        return text instanceof Text.Disclosed(String value) ? value : "not disclosed";
    }

    @Test
    void a_plain_date_is_a_day_and_anything_else_an_instant() {
        assertThat(due(EveryEvent.DAY))
                .isEqualTo(new Day("due", LocalDate.parse("2026-03-31"), "Europe/Berlin", EveryEvent.DAY.at()));
        Instant minute = Instant.parse("2026-03-31T21:59:00Z");
        assertThat(due(new Due(minute, "Europe/Berlin"))).isEqualTo(new Time("due", minute, "Europe/Berlin"));
    }

    private static EntryField due(Due due) {
        Terms terms = new Terms(Text.of("x"), null, null, null, Terms.Monitor.BOTH, due, 7, null);
        LedgerEvent made = new CommitmentMade(UUID.randomUUID(), Side.A, terms);
        return EntryFields.of(made, NOBODY_KNOWN).stream()
                .filter(field -> field.name().equals("due"))
                .findFirst()
                .orElseThrow();
    }
}
