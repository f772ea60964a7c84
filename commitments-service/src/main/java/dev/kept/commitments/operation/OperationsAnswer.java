package dev.kept.commitments.operation;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.kept.commitments.kernel.Rejected;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the caller may do in a ledger.
 *
 * @param sequence the last entry that this takes into account
 * @param at the instant as of which it is answered: some operations are possible only until, or from, some instant
 * @param operations those that begin an item or are about the ledger as a whole; empty when items or an entry were named, and on later pages
 * @param refused with {@code operation} alone
 * @param items those about which something can be done, and those that were named
 * @param entry the entry that was named; absent when the ledger has none of that sequence
 * @param next the cursor of the next page; absent on the last one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record OperationsAnswer(
        UUID ledger,
        long sequence,
        Instant at,
        List<PossibleOperation> operations,
        @Nullable List<RefusedOperation> refused,
        List<ItemOperations> items,
        @Nullable EntryOperations entry,
        @Nullable String next) {

    /**
     * What may be done about one item.
     *
     * @param kind as entries name it; {@code member}, {@code invitation} and {@code mediation} for people
     * @param operations what is possible, in the order in which it comes to mind; empty when nothing is
     * @param refused with {@code operation} alone
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ItemOperations(
            String kind,
            UUID item,
            List<PossibleOperation> operations,
            @Nullable List<RefusedOperation> refused) {}

    /**
     * What may be done about the texts of an entry.
     *
     * @param operations with the texts that each may name as {@code choices}
     * @param refused with {@code operation} alone
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record EntryOperations(
            long sequence,
            List<PossibleOperation> operations,
            @Nullable List<RefusedOperation> refused) {}

    /**
     * An operation that no rule stands against.
     *
     * @param operation its id in this document, where its body is described
     * @param path where it is posted to
     * @param part what of the item it is about, e.g. a proposal; also in the path, unless the body names it
     * @param occurrences the {@code occurrence}s that the body may name; absent when it names none
     * @param choices by a field of the body, what it may name; about an item with {@code operation} alone, and only of fields where a rule
     *     says what they may name
     * @param records of an operation about an entry: the types of the entries that it would record
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record PossibleOperation(
            String operation,
            String path,
            @Nullable UUID part,
            @Nullable List<Integer> occurrences,
            @Nullable Map<String, List<String>> choices,
            @Nullable List<String> records) {}

    /**
     * An operation that would be refused.
     *
     * @param operation its id in this document
     * @param part as of a possible operation
     * @param code as the problem would have it
     * @param detail one sentence, as the problem would have it
     * @param facts ids, numbers, instants and states that help to understand, as the problem would have them
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record RefusedOperation(
            String operation,
            @Nullable UUID part,
            @Nullable Integer occurrence,
            String code,
            String detail,
            Map<String, Object> facts) {

        static RefusedOperation of(
                String operation, @Nullable UUID part, @Nullable Integer occurrence, @Nullable Rejected refusal) {
            Objects.requireNonNull(refusal, "it was refused");
            return new RefusedOperation(
                    operation, part, occurrence, refusal.code(), String.valueOf(refusal.getMessage()), refusal.facts());
        }
    }
}
