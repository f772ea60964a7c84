package dev.kept.projections.store.fields;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.kept.events.Text;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One field of an entry. Its {@code name} is the key of its label; several fields of an entry may have the same one. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = EntryField.Words.class, name = "text"),
    @JsonSubTypes.Type(value = EntryField.Day.class, name = "day"),
    @JsonSubTypes.Type(value = EntryField.Time.class, name = "instant"),
    @JsonSubTypes.Type(value = EntryField.Quantity.class, name = "number"),
    @JsonSubTypes.Type(value = EntryField.Link.class, name = "link"),
    @JsonSubTypes.Type(value = EntryField.Code.class, name = "code"),
    @JsonSubTypes.Type(value = EntryField.Rule.class, name = "recurrence"),
    @JsonSubTypes.Type(value = EntryField.Entries.class, name = "entries"),
    @JsonSubTypes.Type(value = EntryField.Reference.class, name = "reference")
})
public sealed interface EntryField {

    String name();

    /** What somebody wrote. */
    @Schema(name = "EntryText")
    record Words(String name, Text text) implements EntryField {}

    /**
     * A date without a time of day.
     *
     * @param zone the IANA zone in which it is that day
     * @param at its last millisecond
     */
    @Schema(name = "EntryDay")
    record Day(String name, LocalDate day, String zone, Instant at) implements EntryField {}

    /**
     * A moment.
     *
     * @param zone the IANA zone it was given in; absent where the service recorded it
     */
    @Schema(name = "EntryInstant")
    record Time(String name, Instant at, @Nullable String zone) implements EntryField {}

    /** @param unit what is counted */
    @Schema(name = "EntryNumber")
    record Quantity(String name, long number, Unit unit) implements EntryField {}

    /** What a number counts. */
    enum Unit {
        ONE,
        PERCENT,
        DAYS,
        MINUTES,
        CLAUSES;

        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What can be found elsewhere.
     *
     * @param text what it is
     * @param link where it is, as it was written; absent where nobody said
     * @param file a file that was handed in; absent where there is none
     */
    @Schema(name = "EntryLink")
    record Link(
            String name,
            Text text,
            @Nullable Text link,
            @Nullable LinkedFile file) implements EntryField {}

    /**
     * A file that was handed in with an entry; see {@code downloadFile}.
     *
     * @param number which piece of the entry's evidence it is, from 0
     * @param size in bytes
     * @param mediaType as whoever handed it in called it
     * @param name what it is called
     * @param sha256 of its bytes, hexadecimal; erased together with them
     */
    @Schema(name = "EntryFile")
    record LinkedFile(int number, long size, String mediaType, Text name, Text sha256) {}

    /**
     * A word out of a closed list.
     *
     * @param list which one
     * @param code the word, as the entry's data has it
     */
    @Schema(name = "EntryCode")
    record Code(String name, CodeList list, String code) implements EntryField {}

    /**
     * How often something takes place.
     *
     * @param rule an RFC 5545 RRULE value
     * @param zone the IANA zone it counts in
     * @param times how many times that is
     */
    @Schema(name = "EntryRecurrence")
    record Rule(String name, String rule, String zone, int times) implements EntryField {}

    /** Other entries, from one to another, both included. */
    @Schema(name = "EntryRange")
    record Entries(String name, long from, long to) implements EntryField {}

    /**
     * Something else in the ledger.
     *
     * @param kind what it is, e.g. {@code decision}; a person is a {@code person}; absent where the ledger does not know the id
     * @param title what it is called now; absent where it has no words of its own
     */
    @Schema(name = "EntryReference")
    record Reference(
            String name,
            @Nullable String kind,
            UUID id,
            @Nullable Text title) implements EntryField {}
}
