package dev.kept.projections.views.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.projections.kinds.Kinds;
import dev.kept.projections.store.kind.DocumentPart;
import java.lang.reflect.RecordComponent;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LivingDocumentTest {

    static Stream<String> lists() {
        return Kinds.ALL.stream()
                .map(kind -> kind.document())
                .filter(Objects::nonNull)
                .flatMap(part -> part.sections().stream())
                .map(DocumentPart.Section::list);
    }

    @ParameterizedTest
    @MethodSource("lists")
    void has_every_section_that_a_kind_declares(String list) {
        assertThat(LivingDocument.class.getRecordComponents())
                .extracting(RecordComponent::getName)
                .contains(list);
    }
}
