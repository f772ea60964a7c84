package dev.kept.wording;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where items are read, in the API and on pages. */
public final class Places {

    /** By kind of entry, the step below its ledger. */
    private static final Map<String, String> STEPS = Map.ofEntries(
            Map.entry("commitment", "commitments"),
            Map.entry("question", "questions"),
            Map.entry("finding", "findings"),
            Map.entry("interest", "interests"),
            Map.entry("decision", "decisions"),
            Map.entry("concern", "concerns"),
            Map.entry("checkpoint", "checkpoints"),
            Map.entry("conversation", "conversations"),
            Map.entry("win", "wins"),
            Map.entry("lesson", "lessons"),
            Map.entry("feedback", "feedback"),
            Map.entry("check-in", "check-ins"));

    private Places() {}

    /** An item's address below its ledger; null when its kind has no page. */
    public static @Nullable String of(String kind, String id) {
        String step = STEPS.get(kind);
        return step == null ? null : "/" + step + "/" + id;
    }
}
