package dev.kept.projections.views.document;

import dev.kept.projections.views.document.DocumentChanges.ChangedHow;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** New terms may say again what the terms before them said: only the words tell, and those come last. */
final class UnchangedTexts {

    private static final List<String> CHANGES = List.of("from", "due", "clauses", "replacedBy");

    private UnchangedTexts() {}

    /** Takes texts that are the same as before out of an answer's changed items. */
    static void remove(JsonNode items) {
        items.forEach(item -> {
            if (item instanceof ObjectNode changed && changed.path("texts") instanceof ArrayNode texts) {
                boolean any = !texts.isEmpty();
                texts.removeIf(
                        text -> text.path("from").isString() && Objects.equals(text.path("from"), text.path("to")));
                if (any && isNoChange(changed)) {
                    changed.put("what", ChangedHow.NOTED.wireName());
                }
            }
        });
    }

    private static boolean isNoChange(ObjectNode item) {
        return item.path("what").asString("").equals(ChangedHow.CHANGED.wireName())
                && CHANGES.stream().noneMatch(item::has)
                && Stream.of("texts", "occurrences")
                        .allMatch(list -> item.path(list).isEmpty());
    }
}
