package dev.kept.events;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * One text in the form of an SD-JWT disclosure (RFC 9901): base64url of the JSON array {@code [salt, field, value]}, unpadded.
 *
 * @param encoded the disclosure as it is stored and sent
 * @param field the text's place in the entry's data, e.g. {@code terms/title}
 * @param value the text
 */
public record Disclosure(String encoded, String field, String value) {

    /** Separates the disclosures of one entry in a Kafka record. */
    public static final char SEPARATOR = '~';

    /**
     * The key of records in {@code ledger.disclosures} that hold nothing and belong to no entry: readers pass over them. They make Kafka
     * begin a new segment, so that it compacts the one before.
     */
    public static final String MARKER_KEY = "segment";

    private static final int SALT_BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** A new disclosure under a fresh salt of 128 random bits. */
    static Disclosure seal(String field, String value) {
        byte[] salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        byte[] json = JSON.writeValueAsBytes(List.of(ENCODER.encodeToString(salt), field, value));
        return new Disclosure(ENCODER.encodeToString(json), field, value);
    }

    /**
     * Reads what was stored or sent.
     *
     * @throws UnreadableStatement when it is not a disclosure
     */
    public static Disclosure parse(String encoded) {
        try {
            byte[] json = Base64.getUrlDecoder().decode(encoded);
            List<String> parts = JSON.readValue(json, new TypeReference<>() {});
            if (parts.size() != 3) {
                throw new UnreadableStatement("a disclosure has three parts");
            }
            return new Disclosure(encoded, parts.get(1), parts.get(2));
        } catch (JacksonException | IllegalArgumentException e) {
            throw new UnreadableStatement("not a disclosure");
        }
    }

    /** base64url of SHA-256 over the encoded form, unpadded: what the statement holds in the text's stead. */
    public String digest() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(encoded.getBytes(StandardCharsets.US_ASCII));
            return ENCODER.encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** The text must not reach a log by way of the string form. */
    @Override
    public String toString() {
        return "Disclosure[" + field + "]";
    }
}
