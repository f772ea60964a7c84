package dev.kept.projections.kinds.charter;

import dev.kept.projections.kinds.charter.CharterView.CharterClause;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * What changed from some clauses to others.
 *
 * @param from the version before; 0 when there was none
 * @param to the version after; null when it is a proposal
 * @param reworded clauses of which the text, the section or the side is another
 */
public record CharterChanges(
        int from,
        @Nullable Integer to,
        List<CharterClause> added,
        List<CharterClause> removed,
        List<RewordedClause> reworded) {

    public CharterChanges {
        added = List.copyOf(added);
        removed = List.copyOf(removed);
        reworded = List.copyOf(reworded);
    }

    public record RewordedClause(CharterClause before, CharterClause after) {}

    /** Whether a clause stands in another entry, not whether its words are others, decides: whoever shows this compares the words. */
    public static CharterChanges between(
            int from, List<CharterClause> before, @Nullable Integer to, List<CharterClause> after) {
        Map<UUID, CharterClause> earlier = byId(before);
        Map<UUID, CharterClause> later = byId(after);
        return new CharterChanges(
                from,
                to,
                after.stream().filter(it -> !earlier.containsKey(it.clause())).toList(),
                before.stream().filter(it -> !later.containsKey(it.clause())).toList(),
                after.stream()
                        .flatMap(it -> before.stream()
                                .filter(old -> old.clause().equals(it.clause()) && !old.equals(it))
                                .map(old -> new RewordedClause(old, it)))
                        .toList());
    }

    /** The answer, with its texts, less what is no change: a whole new charter words every clause anew, some of them as before. */
    public static JsonNode withoutRepetitions(JsonNode answer) {
        answer.findValues("reworded").forEach(reworded -> {
            if (reworded instanceof ArrayNode changes) {
                changes.removeIf(change -> isRepeated(change.at("/before"), change.at("/after")));
            }
        });
        return answer;
    }

    private static boolean isRepeated(JsonNode before, JsonNode after) {
        return before.at("/text").isString()
                && before.at("/text").equals(after.at("/text"))
                && before.at("/section").equals(after.at("/section"))
                && before.at("/side").equals(after.at("/side"));
    }

    private static Map<UUID, CharterClause> byId(List<CharterClause> clauses) {
        return clauses.stream().collect(Collectors.toMap(CharterClause::clause, Function.identity()));
    }
}
