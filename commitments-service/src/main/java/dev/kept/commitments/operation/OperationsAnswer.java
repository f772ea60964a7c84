package dev.kept.commitments.operation;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the caller may do in a ledger.
 *
 * @param sequence the last entry that this takes into account
 * @param at the instant as of which it is answered: some operations are possible only until, or from, some instant
 * @param operations those that begin an item or are about the ledger as a whole; empty when items were named, and on later pages
 * @param refused with {@code operation} alone
 * @param items those about which something can be done, and those that were named
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
     * An operation that no rule stands against.
     *
     * @param operation its id in this document, where its body is described
     * @param path where it is posted to
     * @param part what of the item it is about, e.g. a proposal; also in the path, unless the body names it
     * @param occurrences the {@code occurrence}s that the body may name; absent when it names none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record PossibleOperation(
            String operation,
            String path,
            @Nullable UUID part,
            @Nullable List<Integer> occurrences) {}

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
            Map<String, Object> facts) {}
}
