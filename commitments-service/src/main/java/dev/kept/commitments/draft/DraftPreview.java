package dev.kept.commitments.draft;

import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** By what somebody knows a draft again in a list. */
final class DraftPreview {

    private static final int LENGTH = 120;
    private static final JsonMapper JSON = JsonMapper.shared();

    private DraftPreview() {}

    /** One line of up to 120 characters; null when nothing is written yet. */
    static @Nullable String of(String body) {
        JsonNode command = JSON.readTree(body);
        String title = command.path("title").asString("");
        String text = title.isBlank()
                ? texts(command).max(Comparator.comparingInt(String::length)).orElse("")
                : title;
        String line = text.strip().replaceAll("\\s+", " ");
        if (line.isEmpty()) {
            return null;
        }
        int end = line.offsetByCodePoints(0, Math.min(LENGTH, line.codePointCount(0, line.length())));
        return end == line.length() ? line : line.substring(0, end) + "…";
    }

    /** What has more words than one: an id, a day or the name of a choice has not. */
    private static Stream<String> texts(JsonNode node) {
        if (node.isString()) {
            return Stream.of(node.stringValue()).filter(text -> text.strip().indexOf(' ') > 0);
        }
        return node.valueStream().flatMap(DraftPreview::texts);
    }
}
