package dev.kept.commitments.ledger;

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
 * @param place where it stands in what was asked, e.g. {@code commitments/0}; a refusal names it as the fact {@code part}
 */
public record Part(String place, LedgerCommand command) {

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
    public static List<LedgerEvent> decide(LedgerEvent first, List<Part> parts, LedgerState state, Issue issue) {
        List<LedgerEvent> events = new ArrayList<>(List.of(first));
        LedgerState soFar = state.after(events, issue);
        for (Part part : parts) {
            List<LedgerEvent> more = part.decide(soFar, issue);
            soFar = soFar.after(more, issue);
            events.addAll(more);
        }
        return events;
    }

    private List<LedgerEvent> decide(LedgerState state, Issue issue) {
        try {
            return command.decide(state, issue);
        } catch (Rejected rejected) {
            Map<String, Object> facts = new HashMap<>(rejected.facts());
            facts.put("part", place);
            throw new Rejected(rejected.kind(), rejected.code(), String.valueOf(rejected.getMessage()), facts);
        }
    }
}
