package dev.kept.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.pages.EntryView.Piece;
import dev.kept.wording.Doc;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class PieceTest {

    private static boolean isLong(@Nullable String text) {
        ObjectNode field =
                JsonNodeFactory.instance.objectNode().put("type", "text").put("text", text);
        return new Piece(new Doc(field)).isLong();
    }

    @Test
    void a_text_of_more_than_six_lines_is_folded() {
        assertThat(isLong("1\n2\n3\n4\n5\n6")).isFalse();
        assertThat(isLong("1\n2\n3\n4\n5\n6\n7")).isTrue();
        assertThat(isLong("word ".repeat(70))).isFalse();
        assertThat(isLong("word ".repeat(80))).isTrue();
        assertThat(isLong(null)).isFalse();
    }
}
