package dev.kept.projections.store.fold;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.kept.events.Text;
import dev.kept.events.Times;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/** Views as they are stored: JSON in which a text is a reference, {@code {"sequence":3,"field":"terms/title","digest":"..."}}. */
public final class ViewJson {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .changeDefaultPropertyInclusion(included -> included.withValueInclusion(JsonInclude.Include.NON_NULL))
            .addModule(Times.module())
            .addModule(new SimpleModule()
                    .addSerializer(new WriteReference())
                    .addDeserializer(Text.class, new ReadReference()))
            .build();

    private ViewJson() {}

    public static String write(Object view) {
        return JSON.writeValueAsString(view);
    }

    /** @throws UnreadableView when it is stored in a form that this version does not know */
    public static <V> V read(String json, Class<V> type) {
        try {
            V view = JSON.readValue(json, type);
            if (view == null) {
                throw new IllegalStateException("nothing is stored");
            }
            return view;
        } catch (RuntimeException e) {
            throw new UnreadableView(type, e);
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
                    generator.writeStartObject();
                    generator.writeNumberProperty("sequence", sequence);
                    generator.writeStringProperty("field", field);
                    generator.writeStringProperty("digest", digest);
                    generator.writeEndObject();
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
