package dev.kept.wording;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** A part of an answer of the API, as templates read it: whatever is not there is null, empty or false. Paths are like {@code terms/title}. */
public final class Doc {

    public static final Doc NONE = new Doc(MissingNode.getInstance());

    private static final JsonMapper JSON = JsonMapper.shared();

    private final JsonNode node;

    public Doc(JsonNode node) {
        this.node = node;
    }

    public static Doc read(String json) {
        return new Doc(JSON.readTree(json));
    }

    public JsonNode node() {
        return node;
    }

    public Doc at(String path) {
        return path.isEmpty() ? this : new Doc(node.at("/" + path));
    }

    public boolean has(String path) {
        JsonNode found = node.at("/" + path);
        return !found.isMissingNode() && !found.isNull();
    }

    /** A string, as it can stand among other words, a number or a boolean as a string; null when absent or erased. */
    public @Nullable String text(String path) {
        JsonNode found = path.isEmpty() ? node : node.at("/" + path);
        return found.isValueNode() && !found.isNull() && !found.isMissingNode()
                ? ShownText.contained(found.asString())
                : null;
    }

    /** A string just as it was written, to be changed in a form; empty when absent or erased. */
    public String letters(String path) {
        JsonNode found = node.at("/" + path);
        return found.isString() ? found.stringValue() : "";
    }

    /** As {@link #text}, for what every answer has. */
    public String string(String path) {
        String found = text(path);
        return found == null ? "" : found;
    }

    /** Whether a text stood there that was erased. */
    public boolean erased(String path) {
        JsonNode found = path.isEmpty() ? node : node.at("/" + path);
        return found.isObject() && found.path("erased").asBoolean(false);
    }

    /** Whether a text stands there that an export leaves out. */
    public boolean leftOut(String path) {
        JsonNode found = path.isEmpty() ? node : node.at("/" + path);
        return found.isObject() && found.path("leftOut").asBoolean(false);
    }

    /** Whether anything is to be shown of a text, be it that it was erased or is left out. */
    public boolean written(String path) {
        return text(path) != null || erased(path) || leftOut(path);
    }

    public long number(String path) {
        return node.at("/" + path).asLong(0);
    }

    public boolean flag(String path) {
        return node.at("/" + path).asBoolean(false);
    }

    public List<Doc> list(String path) {
        List<Doc> docs = new ArrayList<>();
        JsonNode found = path.isEmpty() ? node : node.at("/" + path);
        if (found.isArray()) {
            found.forEach(each -> docs.add(new Doc(each)));
        }
        return docs;
    }

    /** A text must not reach a log by way of the string form. */
    @Override
    public String toString() {
        return "Doc[" + node.getNodeType() + "]";
    }
}
