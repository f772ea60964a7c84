package dev.kept.events;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.POJONode;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * Writes an entry as a statement, once, and reads statements back. A statement is a CloudEvents 1.0 structured-mode JSON object in
 * UTF-8; its bytes are what is stored, sent and hashed, so nothing ever serialises one again.
 */
public final class Statements {

    /** The longest statement, in bytes. */
    public static final int MAX_BYTES = 65_535;

    /** The value of a Kafka record's {@code content-type} header. */
    public static final String CONTENT_TYPE = "application/cloudevents+json; charset=UTF-8";

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .changeDefaultPropertyInclusion(included ->
                    included.withValueInclusion(com.fasterxml.jackson.annotation.JsonInclude.Include.NON_NULL))
            .addModule(Times.module())
            .addModule(new SimpleModule().addSerializer(new EmbedText()).addDeserializer(Text.class, new ExtractText()))
            .build();

    private Statements() {}

    /**
     * A statement and the texts it seals.
     *
     * @param bytes the immutable bytes, at most {@link #MAX_BYTES}
     * @param disclosures one for each text, in the order of the fields
     */
    public record Written(byte[] bytes, List<Disclosure> disclosures) {}

    /**
     * Writes an entry whose texts are all disclosed. Each call salts anew: two calls give different bytes.
     *
     * @throws IllegalArgumentException when the statement would be longer than {@link #MAX_BYTES}
     */
    public static Written write(Entry entry) {
        ObjectNode data = JSON.valueToTree(entry.event());
        List<Disclosure> disclosures = new ArrayList<>();
        ObjectNode digests = JSON.createObjectNode();
        seal(data, "", disclosures, digests);
        if (!disclosures.isEmpty()) {
            data.set("sealed", digests);
        }
        ObjectNode statement = JSON.createObjectNode();
        statement.put("specversion", "1.0");
        statement.put("id", entry.id().toString());
        statement.put("source", "/ledgers/" + entry.ledger());
        statement.put("type", WireTypes.nameOf(entry.event()));
        UUID subject = entry.event().subject();
        if (subject != null) {
            statement.put("subject", subject.toString());
        }
        statement.put("time", Times.written(entry.recorded()));
        statement.put("datacontenttype", "application/json");
        statement.put("ledger", entry.ledger().toString());
        statement.put("sequence", entry.sequence());
        statement.put("actor", entry.actor().wireId());
        statement.put("role", entry.actor().wireRole());
        writeMeans(statement, entry.means());
        statement.set("data", data);
        byte[] bytes = JSON.writeValueAsBytes(statement);
        if (bytes.length > MAX_BYTES) {
            throw new IllegalArgumentException("a statement of " + bytes.length + " bytes is longer than " + MAX_BYTES);
        }
        return new Written(bytes, List.copyOf(disclosures));
    }

    /**
     * Reads a statement without its disclosures: every text is {@link Text.Sealed}.
     *
     * @throws UnreadableStatement when the bytes are not a statement of this contract
     */
    public static Entry read(byte[] statement) {
        return read(statement, List.of());
    }

    /**
     * Reads a statement with some of its disclosures; a text without one stays {@link Text.Sealed}.
     *
     * @throws UnreadableStatement when the bytes are not a statement of this contract, or a disclosure is not one of its own
     */
    public static Entry read(byte[] statement, Collection<Disclosure> disclosures) {
        try {
            return read(JSON.readTree(statement), disclosures);
        } catch (JacksonException e) {
            // Without the cause: a parser quotes what it read.
            throw new UnreadableStatement("not a statement: " + e.getClass().getSimpleName());
        }
    }

    /**
     * The places of the texts that a statement seals, whether or not they were erased.
     *
     * @return as {@link Text.Sealed#field()}, in the order of the statement
     * @throws UnreadableStatement when the bytes are not JSON
     */
    public static Set<String> sealedFields(byte[] statement) {
        try {
            JsonNode digests = JSON.readTree(statement).at("/data/sealed");
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
        JsonNode number = statement.get("sequence");
        if (number == null || !number.isIntegralNumber() || !number.canConvertToLong() || number.longValue() < 0) {
            throw new UnreadableStatement("the sequence is not a number from 0 on");
        }
        if (!(statement.get("data") instanceof ObjectNode data)) {
            throw new UnreadableStatement("the statement has no data");
        }
        long sequence = number.longValue();
        Map<String, Disclosure> open = new LinkedHashMap<>();
        disclosures.forEach(disclosure -> open.put(disclosure.field(), disclosure));
        if (data.remove("sealed") instanceof ObjectNode digests) {
            digests.forEachEntry((field, digest) ->
                    put(data, field, textOf(sequence, field, digest.stringValue(), open.remove(field))));
        }
        if (!open.isEmpty()) {
            throw new UnreadableStatement("a disclosure belongs to no text of the statement");
        }
        LedgerEvent event = JSON.treeToValue(data, WireTypes.typeOf(text(statement, "type")));
        return new Entry(
                uuid(statement, "ledger"),
                sequence,
                uuid(statement, "id"),
                instant(statement),
                Actor.of(text(statement, "actor"), text(statement, "role")),
                event,
                means(statement));
    }

    /** Extensions of CloudEvents, absent where nothing is known. */
    private static void writeMeans(ObjectNode statement, @Nullable Means means) {
        if (means != null) {
            statement.put("means", means.kind().wire());
            if (means.client() != null) {
                statement.put("client", means.client().toString());
            }
            if (means.instructedBy() != null) {
                statement.put("instructedby", means.instructedBy().toString());
            }
        }
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

    /** Takes the texts out of the tree; in an array an empty place stays, so that positions keep their meaning. */
    private static void seal(JsonNode node, String path, List<Disclosure> disclosures, ObjectNode digests) {
        if (node instanceof ObjectNode object) {
            for (String name : List.copyOf(object.propertyNames())) {
                JsonNode child = object.get(name);
                if (child instanceof POJONode) {
                    object.remove(name);
                }
                seal(child, path.isEmpty() ? name : path + "/" + name, disclosures, digests);
            }
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                JsonNode child = array.get(i);
                if (child instanceof POJONode) {
                    array.setNull(i);
                }
                seal(child, path + "/" + i, disclosures, digests);
            }
        } else if (node instanceof POJONode embedded && embedded.getPojo() instanceof Text text) {
            if (!(text instanceof Text.Disclosed(String value))) {
                throw new IllegalArgumentException("only disclosed texts can be written");
            }
            Disclosure disclosure = Disclosure.seal(path, value);
            disclosures.add(disclosure);
            digests.put(path, disclosure.digest());
        }
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
            return Instant.parse(text(statement, "time"));
        } catch (java.time.DateTimeException e) {
            throw new UnreadableStatement("time is not an instant");
        }
    }

    /** Puts the text object itself into the tree, where {@link #seal} finds it. */
    private static final class EmbedText extends StdSerializer<Text> {
        EmbedText() {
            super(Text.class);
        }

        @Override
        public void serialize(Text text, JsonGenerator generator, SerializationContext context) {
            generator.writeEmbeddedObject(text);
        }
    }

    /** Takes the text object out of the tree, where {@link #put} placed it. */
    private static final class ExtractText extends StdDeserializer<Text> {
        ExtractText() {
            super(Text.class);
        }

        @Override
        public Text deserialize(JsonParser parser, DeserializationContext context) {
            if (parser.currentToken() == JsonToken.VALUE_EMBEDDED_OBJECT
                    && parser.getEmbeddedObject() instanceof Text text) {
                return text;
            }
            throw new UnreadableStatement("a text stands in the open where a digest belongs");
        }
    }
}
