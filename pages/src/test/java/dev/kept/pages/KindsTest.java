package dev.kept.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.events.ItemName;
import dev.kept.wording.Places;
import dev.kept.wording.Words;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** No kind of item is without a page, and pages call each as everybody else does. */
class KindsTest {

    private static final Words WORDS = new Words(Locale.UK);

    @ParameterizedTest
    @EnumSource
    void what_waits_leads_to_a_page_of_its_kind(ItemName name) {
        assertThat(WORDS.place(name.one(), UUID.randomUUID().toString())).isNotEqualTo("/timeline");
    }

    @ParameterizedTest
    @EnumSource
    void pages_are_where_words_lead_to(ItemKind kind) {
        assertThat(Places.of(kind.kind(), "x")).isEqualTo("/" + kind.place() + "/x");
        assertThat(ItemName.named(kind.kind())).isPresent();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DECISION")
    void the_shared_pages_are_reached(ItemKind kind) {
        assertThat(ItemPages.PLACES.split("[{:|}]")).contains(kind.place());
    }

    /** Those that one template shows; the others have pages of their own. */
    @ParameterizedTest
    @EnumSource
    void every_kind_has_a_page(ItemName name) {
        boolean shared = ItemKind.named(name.one()).isPresent();

        assertThat(shared)
                .isEqualTo(
                        switch (name) {
                            case DECISION, CONCERN, CHECKPOINT, CONVERSATION, WIN, LESSON, FEEDBACK, CHECK_IN -> true;
                            case CHARTER, COMMITMENT, QUESTION, FINDING, INTEREST, ERASURE -> false;
                        });
    }
}
