package dev.kept.projections.store.kind;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The table of a kind in an export. The names of columns are promised to whoever reads the files: add, never rename.
 *
 * @param each the path to what has a row of its own; empty for the item itself
 * @param columns written {@code name=path}, the path leading into the item's view; {@code *} stands for every element
 */
public record Sheet(String each, List<String> columns) {

    /** What stands where a text was erased. */
    public static final String ERASED = "(erased)";

    /** The columns of every kind: which item, where it stands, whose it is, when it is next due. */
    private static final List<String> OF_EVERY_ITEM =
            List.of("id", "state", "side", "due", "first_entry", "last_entry");

    public Sheet {
        columns = List.copyOf(columns);
    }

    /** A row for each item. */
    public static Sheet of(String... columns) {
        return new Sheet("", List.of(columns));
    }

    /** A row for each element of a list in the item's view. */
    public static Sheet ofEach(String each, String... columns) {
        return new Sheet(each, List.of(columns));
    }

    /** The names of all columns. */
    public List<String> head() {
        return Stream.concat(
                        OF_EVERY_ITEM.stream(),
                        columns.stream().map(column -> column.substring(0, column.indexOf('='))))
                .toList();
    }

    /** Where each column's values stand in the view. */
    public List<String> paths() {
        String before = each.isEmpty() ? "" : each + "/*/";
        return columns.stream()
                .map(column -> before + column.substring(column.indexOf('=') + 1))
                .toList();
    }

    /** The cells of the view's own columns, for each row. */
    public List<List<String>> rows(JsonNode view) {
        return (each.isEmpty() ? List.of(view) : view.path(each).valueStream().toList())
                .stream().map(this::cells).toList();
    }

    private List<String> cells(JsonNode row) {
        return columns.stream()
                .map(column -> {
                    List<String> values = new ArrayList<>();
                    collect(row, column.substring(column.indexOf('=') + 1), values);
                    return String.join("\n", values);
                })
                .toList();
    }

    private static void collect(@Nullable JsonNode node, String path, List<String> values) {
        if (node == null || node.isNull()) {
            return;
        }
        if (path.isEmpty()) {
            values.add(cell(node));
            return;
        }
        int slash = path.indexOf('/');
        String step = slash < 0 ? path : path.substring(0, slash);
        String rest = slash < 0 ? "" : path.substring(slash + 1);
        if (step.equals("*")) {
            node.forEach(element -> collect(element, rest, values));
        } else {
            collect(node.get(step), rest, values);
        }
    }

    /** A value as it stands in a cell. */
    public static String cell(JsonNode node) {
        return node instanceof ObjectNode object && object.path("erased").asBoolean(false) ? ERASED : node.asString();
    }
}
