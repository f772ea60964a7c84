package dev.kept.pages;

import dev.kept.http.Problem;
import dev.kept.wording.Doc;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What leads somebody new to a ledger that is in use. Where each step stands follows from what the API answers, so that the steps go by
 * themselves once they are done.
 *
 * @param steps in their order; empty when there is nothing to lead to
 */
record FirstSteps(List<Step> steps) {

    private static final FirstSteps NONE = new FirstSteps(List.of());

    /** Where a step stands. */
    enum State {
        DONE,
        NOW,
        LATER;

        /** By which messages name it. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One step.
     *
     * @param key by which messages name it
     * @param href where it is done; null unless it is the next one
     * @param waits whether the other side is asked already
     */
    public record Step(String key, State state, @Nullable String href, boolean waits) {}

    /**
     * Those of whoever asks; none when it cannot be read where they stand.
     *
     * @param overview as the API answers it
     * @param ledgers of it, in which the reader is a party
     */
    static FirstSteps of(Visit visit, Doc overview, List<Doc> ledgers) {
        if (ledgers.isEmpty()) {
            return new FirstSteps(List.of(
                    new Step("open", State.NOW, "/ledgers/new", false),
                    new Step("invite", State.LATER, null, false),
                    new Step("talk", State.LATER, null, false)));
        }
        if (ledgers.size() > 1) {
            return NONE;
        }
        Doc ledger = ledgers.getFirst();
        boolean joined = ledger.has("parties/B");
        boolean begun;
        try {
            begun = isBegun(visit, ledger);
        } catch (Refused | Problem away) {
            // The page says the rest.
            return NONE;
        }
        if (joined && begun) {
            return NONE;
        }
        String path = "/ledgers/" + ledger.string("ledger");
        boolean waits = overview.list("invitations").stream()
                .anyMatch(each -> each.string("ledger").equals(ledger.string("ledger"))
                        && each.string("kind").equals("party"));
        return new FirstSteps(List.of(
                new Step("open", State.DONE, null, false),
                new Step("invite", joined ? State.DONE : State.NOW, joined ? null : path + "/settings", waits),
                new Step(
                        "talk",
                        begun ? State.DONE : joined || waits ? State.NOW : State.LATER,
                        begun || !joined && !waits ? null : path + "/first-conversation",
                        false)));
    }

    /** Whether a conversation or a promise is on record. */
    private static boolean isBegun(Visit visit, Doc ledger) {
        Doc numbers = ledger.at("numbers");
        return numbers.number("open") + numbers.number("awaitingConfirmation") > 0
                || numbers.number("keptOnAgreedDates/of") > 0
                || has(visit, ledger, "conversations")
                || has(visit, ledger, "commitments");
    }

    private static boolean has(Visit visit, Doc ledger, String list) {
        UUID id = UUID.fromString(ledger.string("ledger"));
        return !visit.get(id, "/" + list + "?limit=1").list("items").isEmpty();
    }
}
