package dev.kept.events;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/** The JSON of statements: strict, and with texts as objects in the tree, where they are taken out or put in. */
final class StatementJson {

    static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
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

    private StatementJson() {}

    /** Puts the text object itself into the tree, where the writer finds it. */
    private static final class EmbedText extends StdSerializer<Text> {
        EmbedText() {
            super(Text.class);
        }

        @Override
        public void serialize(Text text, JsonGenerator generator, SerializationContext context) {
            generator.writeEmbeddedObject(text);
        }
    }

    /** Takes the text object out of the tree, where the reader placed it. */
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
