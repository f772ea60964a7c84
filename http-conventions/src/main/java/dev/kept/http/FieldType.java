package dev.kept.http;

import io.swagger.v3.oas.models.media.Schema;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a field may hold: how it is read, and how it is documented. */
public final class FieldType<T> {

    private static final int UUID_LENGTH = 36;
    private static final int INSTANT_LENGTH = 40;
    private static final UUID NIL = new UUID(0, 0);
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant TOO_LATE = Instant.parse("+10000-01-01T00:00:00Z");

    private final Supplier<Schema<?>> schema;
    private final Supplier<T> standIn;
    private final Reading<T> reading;
    private final Function<T, @Nullable Object> writing;

    private FieldType(
            Supplier<Schema<?>> schema,
            Supplier<T> standIn,
            Reading<T> reading,
            Function<T, @Nullable Object> writing) {
        this.schema = schema;
        this.standIn = standIn;
        this.reading = reading;
        this.writing = writing;
    }

    /** Of what JSON can hold as it is. */
    private FieldType(Supplier<Schema<?>> schema, Supplier<T> standIn, Reading<T> reading) {
        this(schema, standIn, reading, value -> value);
    }

    @FunctionalInterface
    private interface Reading<T> {
        /** Null when the node is refused; the place has been told why. */
        @Nullable
        T read(JsonNode node, FieldErrors.Pointer place);
    }

    /** What people write, on one line: 1 to {@code max} characters, one of them visible, no control characters, none that reorder. */
    public static FieldType<String> line(int max) {
        return text(max, true);
    }

    /** What people write, on many lines: 1 to {@code max} characters, one of them visible. */
    public static FieldType<String> text(int max) {
        return text(max, false);
    }

    private static FieldType<String> text(int max, boolean oneLine) {
        return new FieldType<>(() -> typed("string").minLength(1).maxLength(max), () -> "", (node, place) -> {
            String text = string(node, place);
            return text != null && isFit(text, max, oneLine, place) ? text : null;
        });
    }

    /** A UUID in its usual form of 36 characters. */
    public static FieldType<UUID> uuid() {
        return parsed("uuid", "A UUID.", UUID_LENGTH, NIL, FieldType::parseUuid);
    }

    /** A whole number. */
    public static FieldType<Integer> integer(int min, int max) {
        return whole(min, max, "int32", () -> min, node -> node.intValue());
    }

    /** A whole number of 64 bits. */
    public static FieldType<Long> longInteger(long min, long max) {
        return whole(min, max, "int64", () -> min, node -> node.longValue());
    }

    private static <N> FieldType<N> whole(
            long min, long max, String format, Supplier<N> standIn, Function<JsonNode, N> value) {
        return new FieldType<>(
                () -> typed("integer")
                        .format(format)
                        .minimum(BigDecimal.valueOf(min))
                        .maximum(BigDecimal.valueOf(max)),
                standIn,
                (node, place) -> {
                    if (!node.isIntegralNumber()) {
                        place.refuse("wrong-type", "It must be a whole number.");
                    } else if (!node.canConvertToLong() || node.longValue() < min || node.longValue() > max) {
                        place.refuse("out-of-range", "It must be between " + min + " and " + max + ".");
                    } else {
                        return value.apply(node);
                    }
                    return null;
                });
    }

    /** True or false. */
    public static FieldType<Boolean> flag() {
        return new FieldType<>(() -> typed("boolean"), () -> false, (node, place) -> {
            if (!node.isBoolean()) {
                place.refuse("wrong-type", "It must be true or false.");
                return null;
            }
            return node.booleanValue();
        });
    }

    /** One of an enum's names, or of what {@code spelling} makes of them. */
    public static <E extends Enum<E>> FieldType<E> choice(Class<E> type, Function<E, String> spelling) {
        return choice(List.of(type.getEnumConstants()), spelling);
    }

    /** One of some values, each spelled in its own way. */
    public static <E> FieldType<E> choice(List<E> values, Function<E, String> spelling) {
        String names = values.stream().map(spelling).collect(Collectors.joining(", "));
        return new FieldType<>(
                () -> {
                    Schema<Object> schema = typed("string");
                    schema.setEnum(values.stream()
                            .map(spelling)
                            .map(Object.class::cast)
                            .toList());
                    return schema;
                },
                values::getFirst,
                (node, place) -> {
                    String text = string(node, place);
                    if (text == null) {
                        return null;
                    }
                    for (E value : values) {
                        if (spelling.apply(value).equals(text)) {
                            return value;
                        }
                    }
                    place.refuse("invalid-value", "It must be one of: " + names + ".");
                    return null;
                },
                spelling::apply);
    }

    /** One of an enum's names. */
    public static <E extends Enum<E>> FieldType<E> choice(Class<E> type) {
        return choice(type, Enum::name);
    }

    /**
     * A string of up to {@code max} characters that means something.
     *
     * @param format the schema's {@code format}, if there is one for it
     * @param description the schema's description: what it is, in a sentence
     * @param standIn any value
     * @param parse throws {@link Invalid} when it means nothing
     */
    public static <T> FieldType<T> parsed(
            @Nullable String format, String description, int max, T standIn, Function<String, T> parse) {
        return new FieldType<>(
                () -> typed("string").format(format).minLength(1).maxLength(max).description(description),
                () -> standIn,
                (node, place) -> {
                    String text = string(node, place);
                    if (text == null || !isFit(text, max, true, place)) {
                        return null;
                    }
                    try {
                        return parse.apply(text);
                    } catch (Invalid invalid) {
                        place.refuse(invalid.code(), invalid.sentence());
                        return null;
                    }
                },
                value -> null);
    }

    /**
     * An instant with its offset, in whole milliseconds, in the years 1 to 9999: every store here can hold it.
     *
     * @param description the schema's description: what it is, in a sentence
     */
    public static FieldType<Instant> instant(String description) {
        return parsed("date-time", description, INSTANT_LENGTH, Instant.EPOCH, FieldType::parseInstant);
    }

    /**
     * Reads such an instant.
     *
     * @throws Invalid when it is none, or out of that range
     */
    public static Instant parseInstant(String text) {
        try {
            Instant instant = OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MILLIS);
            if (isWithinRange(instant)) {
                return instant;
            }
        } catch (DateTimeException e) {
            throw new Invalid("invalid-value", "It must be an instant such as 2026-03-01T12:00:00Z.");
        }
        throw new Invalid("out-of-range", "It must be in the years 1 to 9999.");
    }

    /** Whether an instant is in the years 1 to 9999, in UTC. */
    public static boolean isWithinRange(Instant instant) {
        return !instant.isBefore(EARLIEST) && instant.isBefore(TOO_LATE);
    }

    /**
     * A nested object.
     *
     * @param name what the document calls its schema; one shape has one name
     */
    public static <T> FieldType<T> object(String name, Shape<T> shape) {
        return new FieldType<>(
                () -> DescribedFields.schemaOf(shape).name(name),
                () -> DescribedFields.standInOf(shape),
                (node, place) -> {
                    if (!(node instanceof ObjectNode object)) {
                        place.refuse("wrong-type", "It must be an object.");
                        return null;
                    }
                    int before = place.faults();
                    T value = JsonFields.read(object, place, shape);
                    return place.faults() == before ? value : null;
                });
    }

    /** An array of up to {@code max} items. */
    public static <T> FieldType<List<T>> list(int max, FieldType<T> item) {
        return new FieldType<>(() -> typed("array").items(item.schema()).maxItems(max), List::of, (node, place) -> {
            if (!node.isArray()) {
                place.refuse("wrong-type", "It must be an array.");
                return null;
            }
            if (node.size() > max) {
                place.refuse("too-many", "It must hold at most " + max + " items.");
                return null;
            }
            List<T> items = new ArrayList<>();
            for (int i = 0; i < node.size(); i++) {
                T read = item.read(node.get(i), place.child(Integer.toString(i)));
                if (read != null) {
                    items.add(read);
                }
            }
            return items.size() == node.size() ? List.copyOf(items) : null;
        });
    }

    /**
     * Any JSON object, read as its JSON text of up to {@code max} characters: for what is judged later, by somebody else. That it is
     * well-formed Unicode without NUL is judged at once.
     */
    public static FieldType<String> anyObject(int max) {
        return new FieldType<>(() -> typed("object").additionalProperties(true), () -> "{}", (node, place) -> {
            if (!(node instanceof ObjectNode object)) {
                place.refuse("wrong-type", "It must be an object.");
                return null;
            }
            String text = object.toString();
            if (text.length() > max) {
                place.refuse("too-long", "It must have at most " + max + " characters of JSON.");
                return null;
            }
            return hasFitTexts(object, place) ? text : null;
        });
    }

    private static boolean hasFitTexts(JsonNode node, FieldErrors.Pointer place) {
        int before = place.faults();
        if (node.isString() && isIllFormed(node.stringValue())) {
            place.refuse("invalid-text", "It must be well-formed Unicode without NUL.");
        } else if (node instanceof ObjectNode object) {
            object.properties().forEach(property -> {
                FieldErrors.Pointer child = place.child(property.getKey());
                if (isIllFormed(property.getKey())) {
                    child.refuse("invalid-text", "Its name must be well-formed Unicode without NUL.");
                }
                hasFitTexts(property.getValue(), child);
            });
        } else {
            for (int i = 0; i < node.size(); i++) {
                hasFitTexts(node.get(i), place.child(Integer.toString(i)));
            }
        }
        return place.faults() == before;
    }

    /** The same, with a sentence on what it means. */
    public FieldType<T> describedAs(String description) {
        return new FieldType<>(() -> schema().description(description), standIn, reading, writing);
    }

    /** The same, turned into something else: a total function. */
    public <U> FieldType<U> as(Function<T, U> function) {
        return new FieldType<>(
                schema,
                () -> function.apply(standIn.get()),
                (node, place) -> {
                    T read = reading.read(node, place);
                    return read == null ? null : function.apply(read);
                },
                value -> null);
    }

    Schema<?> schema() {
        return schema.get();
    }

    T standIn() {
        return standIn.get();
    }

    @Nullable
    T read(JsonNode node, FieldErrors.Pointer place) {
        return reading.read(node, place);
    }

    /** The value as a request would have it, for the document; null where that is not known. */
    @Nullable
    Object written(T value) {
        return writing.apply(value);
    }

    static UUID parseUuid(String text) {
        try {
            UUID id = UUID.fromString(text);
            // The JDK takes groups of other lengths, too, and cuts them off.
            if (id.toString().equalsIgnoreCase(text)) {
                return id;
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw new Invalid("invalid-value", "It must be a UUID.");
    }

    private static Schema<Object> typed(String type) {
        Schema<Object> schema = new Schema<>();
        schema.types(Set.of(type));
        return schema;
    }

    private static @Nullable String string(JsonNode node, FieldErrors.Pointer place) {
        if (!node.isString()) {
            place.refuse("wrong-type", "It must be a string.");
            return null;
        }
        return node.stringValue();
    }

    private static boolean isIllFormed(String text) {
        return text.codePoints().anyMatch(point -> point == 0 || Character.getType(point) == Character.SURROGATE);
    }

    private static boolean isFit(String text, int max, boolean oneLine, FieldErrors.Pointer place) {
        int before = place.faults();
        if (VisibleText.isBlank(text)) {
            place.refuse("blank", "It must not be blank: at least one character must be visible.");
        } else if (text.codePointCount(0, text.length()) > max) {
            place.refuse("too-long", "It must have at most " + max + " characters.");
        }
        if (isIllFormed(text)) {
            place.refuse("invalid-text", "It must be well-formed Unicode without NUL.");
        } else if (oneLine && text.codePoints().anyMatch(Character::isISOControl)) {
            place.refuse("invalid-text", "It must be on one line, without control characters.");
        } else if (oneLine && VisibleText.reorders(text)) {
            place.refuse(
                    "invalid-text",
                    "It must not hold marks that change the order of characters (U+202A to U+202E, U+2066 to U+2069).");
        }
        return place.faults() == before;
    }
}
