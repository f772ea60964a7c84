package dev.kept.projections.store.fold;

import com.fasterxml.jackson.annotation.JsonFormat;
import dev.kept.events.Text;
import dev.kept.events.Times;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * Views as they are stored, see ADR 85: the number of the form, then JSON in which a record is the array of its components, an instant its
 * milliseconds and a text a reference, {@code [3,"terms/title","digest"]}. What older versions stored bears names and no number, and is
 * read as well.
 */
public final class ViewJson {

    /**
     * The form. A component that is added to the end of a record is absent in what was stored before, like one that is null. Any other
     * change of a stored record needs another number here; what bears this one can then not be read any more and is rebuilt.
     */
    private static final char FORM = '1';

    private static final JsonMapper ARRAYS = JsonMapper.builder()
            .annotationIntrospector(new RecordsAreArrays())
            .addModule(new SimpleModule()
                    .addSerializer(Instant.class, new WriteMillis())
                    .addDeserializer(Instant.class, new ReadMillis())
                    .addSerializer(new WriteReference())
                    .addDeserializer(Text.class, new ReadReference()))
            .build();

    private static final JsonMapper NAMES = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .addModule(Times.module())
            .addModule(new SimpleModule().addDeserializer(Text.class, new ReadReference()))
            .build();

    private ViewJson() {}

    public static String write(Object view) {
        return FORM + ARRAYS.writeValueAsString(view);
    }

    /** @throws UnreadableView when it is stored in a form that this version does not know */
    public static <V> V read(String stored, Class<V> type) {
        try {
            boolean current = stored.charAt(0) == FORM;
            V view = current ? ARRAYS.readValue(stored.substring(1), type) : NAMES.readValue(stored, type);
            if (view == null) {
                throw new IllegalStateException("nothing is stored");
            }
            return view;
        } catch (RuntimeException e) {
            throw new UnreadableView(type, e);
        }
    }

    /** Names would be half of what is stored, written and read. */
    private static final class RecordsAreArrays extends JacksonAnnotationIntrospector {
        @Override
        public JsonFormat.@Nullable Value findFormat(MapperConfig<?> config, Annotated annotated) {
            return annotated instanceof AnnotatedClass && annotated.getRawType().isRecord()
                    ? JsonFormat.Value.forShape(JsonFormat.Shape.ARRAY)
                    : super.findFormat(config, annotated);
        }
    }

    private static final class WriteMillis extends StdSerializer<Instant> {
        WriteMillis() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant instant, JsonGenerator generator, SerializationContext context) {
            generator.writeNumber(instant.toEpochMilli());
        }
    }

    private static final class ReadMillis extends StdDeserializer<Instant> {
        ReadMillis() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser parser, DeserializationContext context) {
            return Instant.ofEpochMilli(parser.getLongValue());
        }
    }

    private static final class WriteReference extends StdSerializer<Text> {
        WriteReference() {
            super(Text.class);
        }

        @Override
        public void serialize(Text text, JsonGenerator generator, SerializationContext context) {
            switch (text) {
                case Text.Sealed(long sequence, String field, String digest) -> {
                    generator.writeStartArray();
                    generator.writeNumber(sequence);
                    generator.writeString(field);
                    generator.writeString(digest);
                    generator.writeEndArray();
                }
                case Text.Disclosed ignored -> throw new IllegalStateException("a view refers to texts, it holds none");
            }
        }
    }

    private static final class ReadReference extends StdDeserializer<Text> {
        ReadReference() {
            super(Text.class);
        }

        @Override
        public Text deserialize(JsonParser parser, DeserializationContext context) {
            return parser.readValueAs(Text.Sealed.class);
        }
    }
}
