package dev.kept.events;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads statements back, with as many of their texts as there are disclosures. */
final class StatementReader {

    private StatementReader() {}

    static Entry read(byte[] statement, Collection<Disclosure> disclosures) {
        try {
            return read(StatementJson.MAPPER.readTree(statement), disclosures);
        } catch (JacksonException e) {
            // Without the cause: a parser quotes what it read.
            throw new UnreadableStatement("not a statement: " + e.getClass().getSimpleName());
        }
    }

    static Set<String> sealedFields(byte[] statement) {
        try {
            JsonNode digests = StatementJson.MAPPER.readTree(statement).at("/data/sealed");
            return Collections.unmodifiableSet(new LinkedHashSet<>(digests.propertyNames()));
        } catch (JacksonException e) {
            throw new UnreadableStatement("not a statement: " + e.getClass().getSimpleName());
        }
    }

    private static Entry read(JsonNode statement, Collection<Disclosure> disclosures) {
        if (!(statement instanceof ObjectNode)
                || !text(statement, "specversion").equals("1.0")) {
            throw new UnreadableStatement("not a CloudEvents 1.0 object");
        }
        long sequence = StatementSequence.read(statement.get("sequence"));
        if (!(statement.get("data") instanceof ObjectNode data)) {
            throw new UnreadableStatement("the statement has no data");
        }
        Map<String, Disclosure> open = new LinkedHashMap<>();
        disclosures.forEach(disclosure -> open.put(disclosure.field(), disclosure));
        if (data.remove("sealed") instanceof ObjectNode digests) {
            digests.forEachEntry((field, digest) ->
                    put(data, field, textOf(sequence, field, digest.stringValue(), open.remove(field))));
        }
        if (!open.isEmpty()) {
            throw new UnreadableStatement("a disclosure belongs to no text of the statement");
        }
        LedgerEvent event = StatementJson.MAPPER.treeToValue(data, WireTypes.typeOf(text(statement, "type")));
        return new Entry(
                uuid(statement, "ledger"),
                sequence,
                uuid(statement, "id"),
                instant(statement),
                Actor.of(text(statement, "actor"), text(statement, "role")),
                event,
                means(statement));
    }

    private static @Nullable Means means(JsonNode statement) {
        return statement.has("means")
                ? Means.of(
                        text(statement, "means"),
                        statement.has("client") ? uuid(statement, "client") : null,
                        statement.has("instructedby") ? uuid(statement, "instructedby") : null)
                : null;
    }

    private static Text textOf(long sequence, String field, String digest, @Nullable Disclosure disclosure) {
        if (disclosure == null) {
            return new Text.Sealed(sequence, field, digest);
        }
        if (!disclosure.digest().equals(digest)) {
            throw new UnreadableStatement("a disclosure does not match its digest");
        }
        return new Text.Disclosed(disclosure.value());
    }

    private static void put(ObjectNode data, String field, Text text) {
        JsonNode parent = data;
        String[] steps = field.split("/");
        for (int i = 0; i < steps.length - 1; i++) {
            JsonNode next = parent instanceof ArrayNode ? parent.get(index(steps[i])) : parent.get(steps[i]);
            if (next == null) {
                throw new UnreadableStatement("a digest stands for a field that is not there");
            }
            parent = next;
        }
        String last = steps[steps.length - 1];
        switch (parent) {
            case ObjectNode object -> object.putPOJO(last, text);
            case ArrayNode array when index(last) < array.size() -> array.setPOJO(index(last), text);
            default -> throw new UnreadableStatement("a digest stands for a field that is not there");
        }
    }

    private static int index(String step) {
        try {
            return Integer.parseInt(step);
        } catch (NumberFormatException e) {
            throw new UnreadableStatement("a digest stands for a field that is not there");
        }
    }

    private static String text(JsonNode statement, String name) {
        JsonNode value = statement.get(name);
        if (value == null || !value.isString()) {
            throw new UnreadableStatement("the statement has no " + name);
        }
        return value.stringValue();
    }

    private static UUID uuid(JsonNode statement, String name) {
        try {
            return UUID.fromString(text(statement, name));
        } catch (IllegalArgumentException e) {
            throw new UnreadableStatement(name + " is not a UUID");
        }
    }

    private static Instant instant(JsonNode statement) {
        try {
            return Times.read(text(statement, "time"));
        } catch (java.time.DateTimeException e) {
            throw new UnreadableStatement("time is not an instant");
        }
    }
}
