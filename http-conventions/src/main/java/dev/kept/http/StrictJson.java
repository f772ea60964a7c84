package dev.kept.http;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads a body as RFC 8259 has it and not a bit more: UTF-8 without BOM, no key twice, one object, shallow, short numbers. */
final class StrictJson {

    private static final int MAX_DEPTH = 32;
    private static final int MAX_NUMBER_LENGTH = 50;
    private static final int MAX_KEY_LENGTH = 1_000;
    private static final char BOM = '\uFEFF';

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxNumberLength(MAX_NUMBER_LENGTH)
                            .maxNameLength(MAX_KEY_LENGTH)
                            .maxDocumentLength(Boundary.MAX_BODY_BYTES)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private StrictJson() {}

    /**
     * The body's object; an empty body counts as an empty object.
     *
     * @throws Problem {@code malformed-json}
     */
    static ObjectNode object(byte[] body) {
        if (body.length == 0) {
            return JsonNodeFactory.instance.objectNode();
        }
        try {
            // Decoded first: given bytes, the parser would guess UTF-16 and UTF-32 as well.
            CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
            if (text.get(0) == BOM) {
                throw Problem.malformedJson("The body must be UTF-8 without a byte order mark.");
            }
            JsonNode node = JSON.readTree(text.toString());
            if (node instanceof ObjectNode object) {
                return object;
            }
            throw Problem.malformedJson("The body must be a JSON object.");
        } catch (CharacterCodingException e) {
            throw Problem.malformedJson("The body is not valid UTF-8.");
        } catch (JacksonException e) {
            throw malformed(e);
        }
    }

    /** Says what and where, without what the parser quotes from the body. */
    private static Problem malformed(JacksonException e) {
        String what;
        if (e instanceof StreamConstraintsException) {
            what = "The body is nested deeper than " + MAX_DEPTH
                    + " levels, or holds a number or a key that is too long.";
        } else if (String.valueOf(e.getOriginalMessage()).startsWith("Duplicate")) {
            what = "The body holds a key twice.";
        } else {
            what = "The body is not valid JSON.";
        }
        Problem problem = Problem.malformedJson(what);
        TokenStreamLocation where = e.getLocation();
        return where == null || where.getLineNr() < 1
                ? problem
                : problem.withFact("line", where.getLineNr()).withFact("column", where.getColumnNr());
    }
}
