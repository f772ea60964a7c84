package dev.kept.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.events.WireTypes;
import dev.kept.projections.kinds.Kinds;
import dev.kept.projections.store.fold.ItemFold;
import dev.kept.wording.Places;
import dev.kept.wording.Words;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A kind has one name: in entries, among items, in what waits, and on pages. */
class KindsTest {

    private static final Words WORDS = new Words(Locale.UK);
    private static final Set<String> OF_ENTRIES =
            WireTypes.names().stream().map(WireTypes::kindOf).collect(Collectors.toSet());

    static Stream<String> ofItems() {
        return Kinds.FOLDS.stream().map(ItemFold::kind);
    }

    @ParameterizedTest
    @MethodSource("ofItems")
    void items_are_of_a_kind_of_entries(String kind) {
        assertThat(OF_ENTRIES).contains(kind);
    }

    @ParameterizedTest
    @MethodSource("ofItems")
    void what_waits_leads_to_a_page_of_its_kind(String kind) {
        assertThat(WORDS.place(kind, UUID.randomUUID().toString())).isNotEqualTo("/timeline");
    }

    @ParameterizedTest
    @EnumSource
    void pages_are_where_words_lead_to(ItemKind kind) {
        assertThat(Places.of(kind.kind(), "x")).isEqualTo("/" + kind.place() + "/x");
    }

    @Test
    void pages_name_kinds_as_items_do() {
        assertThat(ofItems())
                .containsAll(
                        Arrays.stream(ItemKind.values()).map(ItemKind::kind).toList());
    }
}
