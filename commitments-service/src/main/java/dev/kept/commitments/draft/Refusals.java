package dev.kept.commitments.draft;

import dev.kept.http.FieldError;
import dev.kept.http.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** What becomes of a request about a draft that cannot be met. */
final class Refusals {

    private static final String RULE = "Against the rules of drafts";

    private Refusals() {}

    /** The same whether there is no such draft, or the caller may not know of it. */
    static Problem notFound() {
        return Problem.of(404, "draft-not-found", "No such draft", "There is no such draft among yours.");
    }

    /** For its reader, who knows that it is there. */
    static Problem notItsAuthor() {
        return rule("not-its-author", "Only who wrote a draft can do this.");
    }

    static Problem field(String name, String code, String sentence) {
        return Problem.invalidFields(List.of(new FieldError("#/" + name, code, sentence)));
    }

    static Problem tooMany(String code, String what, int most) {
        return rule(code, "There are " + most + " " + what + " already, which is as many as there may be.")
                .withFact("most", most);
    }

    static Problem keyReused() {
        return Problem.of(
                422,
                "idempotency-key-reused",
                "Idempotency-Key reused",
                "This Idempotency-Key was used for another request before. Take a new one.");
    }

    static Problem stale(Draft draft, long seen) {
        return Problem.of(
                        412, "stale", "Stale", "The draft was changed since you last looked. Look again, then decide.")
                .withFact("seen", seen)
                .withFact("version", draft.version());
    }

    static Problem cooling(Draft draft) {
        return rule("draft-cooling", "The draft is still cooling. It can be released later, or another time be chosen.")
                .withFact("coolsUntil", Objects.requireNonNull(draft.coolsUntil()));
    }

    static Problem releasing() {
        return rule(
                "draft-releasing",
                "Its release was begun, and whether it was recorded is not known. Release it again: it is recorded once.");
    }

    static Problem releasedBefore() {
        return rule(
                "draft-released-before",
                "This draft was recorded before, in other words. What stands in it now is not recorded; discard it.");
    }

    static Problem recordedButThere() {
        return Problem.temporarilyUnavailable(
                        "It was recorded, but the draft could not be deleted yet. Releasing it again is harmless.",
                        Duration.ofSeconds(2))
                .withFact("recorded", "yes");
    }

    static Problem ownDraft() {
        return rule("own-draft", "Who wrote a draft cannot be its second reader.");
    }

    static Problem hasReader(Draft draft) {
        Problem problem = rule("has-reader", "The draft has a second reader. Take that back first.");
        return draft.reader() == null
                ? problem
                : problem.withFact("reader", draft.reader().member().toString());
    }

    /** @param state why: {@code expired}, or {@code ended} when its author takes part in the ledger no more */
    static Problem invitationNotOpen(String state) {
        return rule("invitation-not-open", "This link can no longer be used. Ask for a new one.")
                .withFact("state", state);
    }

    static Problem busy() {
        return Problem.temporarilyUnavailable("The draft is being changed at this moment.", Duration.ofSeconds(1));
    }

    private static Problem rule(String code, String sentence) {
        return Problem.of(409, code, RULE, sentence);
    }
}
