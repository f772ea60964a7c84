package dev.kept.transparency.verify;

import dev.kept.transparency.Malformed;
import dev.kept.transparency.Strict;
import dev.kept.transparency.json.JsonReader;
import dev.kept.transparency.keys.KeyChange;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the verifier needs of a statement, a CloudEvents JSON object.
 *
 * @param ofLedger whether it names the ledger that was expected
 * @param sequence the number of its entry
 * @param sealed its texts, by their places in the entry's data
 * @param erased when the entry says that texts were erased: which; otherwise null
 * @param keyChange when the entry changes the record's key: from which to which; otherwise null
 */
record Statement(
        boolean ofLedger,
        long sequence,
        Map<String, SealedText> sealed,
        @Nullable Erased erased,
        @Nullable KeyChange keyChange) {

    private static final byte[] ERASURE = "dev.kept.erasure.erased.v1".getBytes(StandardCharsets.UTF_8);

    /**
     * Texts that are gone.
     *
     * @param sequence of the entry that held them
     */
    record Erased(long sequence, List<String> fields) {}

    /**
     * @param json reads it
     * @param expected the ledger that it should name, in UTF-8
     * @throws Malformed when it is not JSON, or lacks one of these values
     */
    static Statement parse(byte[] bytes, JsonReader json, byte[] expected) {
        json.open(bytes);
        boolean named = false;
        boolean ofLedger = false;
        boolean typed = false;
        boolean erasing = false;
        boolean changingKey = false;
        long sequence = -1;
        Map<String, SealedText> sealed = Map.of();
        Erased place = null;
        json.beginObject();
        while (json.nextMember()) {
            if (json.nameIs("ledger")) {
                json.passString();
                named = true;
                ofLedger = json.passedIs(expected);
            } else if (json.nameIs("type")) {
                json.passString();
                typed = true;
                erasing = json.passedIs(ERASURE);
                changingKey = KeyChange.isTypeOfOnePassed(json);
            } else if (json.nameIs("sequence")) {
                sequence = json.atString() ? number(json.string()) : json.natural();
            } else if (json.nameIs("data")) {
                json.beginObject();
                while (json.nextMember()) {
                    // The type stands before the data in every statement.
                    if (json.nameIs("sealed")) {
                        sealed = digests(json);
                    } else if (erasing && json.nameIs("place")) {
                        place = place(json);
                    } else {
                        json.skip();
                    }
                }
            } else {
                json.skip();
            }
        }
        json.end();
        if (!named || !typed || sequence < 0) {
            throw new Malformed("the statement names no ledger, no type or no number");
        }
        KeyChange keyChange = changingKey ? KeyChange.in(bytes).orElse(null) : null;
        return new Statement(ofLedger, sequence, sealed, place, keyChange);
    }

    /** CloudEvents' extension is a string of digits; the first version wrote a number. */
    private static long number(String digits) {
        if (digits.isEmpty() || digits.length() > 18 || !Strict.areDigits(digits)) {
            throw new Malformed("the statement's number is not one");
        }
        return Long.parseLong(digits);
    }

    private static Map<String, SealedText> digests(JsonReader json) {
        json.beginObject();
        if (!json.nextMember()) {
            return Map.of();
        }
        String field = json.name();
        SealedText text = new SealedText(json.stringBytes());
        if (!json.nextMember()) {
            // Most entries have one.
            return Map.of(field, text);
        }
        Map<String, SealedText> digests = new LinkedHashMap<>();
        digests.put(field, text);
        do {
            digests.put(json.name(), new SealedText(json.stringBytes()));
        } while (json.nextMember());
        return digests;
    }

    /** Of an erasure: {@code {"sequence": 3, "fields": [...]}}. */
    private static Erased place(JsonReader json) {
        long sequence = -1;
        List<String> fields = new ArrayList<>();
        json.beginObject();
        while (json.nextMember()) {
            if (json.nameIs("sequence")) {
                sequence = json.natural();
            } else if (json.nameIs("fields")) {
                json.beginArray();
                while (json.nextElement()) {
                    fields.add(json.string());
                }
            } else {
                json.skip();
            }
        }
        return new Erased(sequence, fields);
    }
}
