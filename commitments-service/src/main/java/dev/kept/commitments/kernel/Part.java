package dev.kept.commitments.kernel;

import dev.kept.events.LedgerEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * A command within another one, of the same issuer: it keeps all its own rules.
 *
 * @param <S> what its rules read of the ledger
 * @param place where it stands in what was asked, e.g. {@code commitments/0}; a refusal names it as the fact {@code part}
 */
public record Part<S extends LedgerSlice>(String place, LedgerCommand<S> command) {

    /** A state as it will be once events are recorded. */
    @FunctionalInterface
    public interface After<S> {
        S of(S state, List<LedgerEvent> events, Issue issue);
    }

    /** The item that it creates. */
    public UUID item() {
        return Objects.requireNonNull(command.item());
    }

    /**
     * What is recorded when a command begins with events of its own and goes on with parts: each part is decided as if everything
     * before it had been recorded, and all of it is, or nothing.
     *
     * @throws Rejected when a part is
     */
    public static <S extends LedgerSlice> List<LedgerEvent> decide(
            LedgerEvent first, List<Part<? super S>> parts, S state, After<S> after, Issue issue) {
        List<LedgerEvent> events = new ArrayList<>(List.of(first));
        S soFar = after.of(state, events, issue);
        for (Part<? super S> part : parts) {
            List<LedgerEvent> more = part.decide(soFar, issue);
            soFar = after.of(soFar, more, issue);
            events.addAll(more);
        }
        return events;
    }

    private List<LedgerEvent> decide(S state, Issue issue) {
        try {
            return command.decide(state, issue);
        } catch (Rejected rejected) {
            Map<String, Object> facts = new HashMap<>(rejected.facts());
            facts.put("part", place);
            throw new Rejected(rejected.reason(), rejected.code(), String.valueOf(rejected.getMessage()), facts);
        }
    }
}
