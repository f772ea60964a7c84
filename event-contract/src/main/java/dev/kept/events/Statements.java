package dev.kept.events;

import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Writes an entry as a statement, once, and reads statements back. A statement is a CloudEvents 1.0 structured-mode JSON object in
 * UTF-8; its bytes are what is stored, sent and hashed, so nothing ever serialises one again.
 */
public final class Statements {

    /** The longest statement, in bytes. */
    public static final int MAX_BYTES = 65_535;

    /** The value of a Kafka record's {@code content-type} header. */
    public static final String CONTENT_TYPE = "application/cloudevents+json; charset=UTF-8";

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
        return StatementWriter.write(entry);
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
        return StatementReader.read(statement, disclosures);
    }

    /**
     * The places of the texts that a statement seals, whether or not they were erased.
     *
     * @return as {@link Text.Sealed#field()}, in the order of the statement
     * @throws UnreadableStatement when the bytes are not JSON
     */
    public static Set<String> sealedFields(byte[] statement) {
        return StatementReader.sealedFields(statement);
    }
}
