package dev.kept.commitments.recurrence;

/** A recurrence rule that nothing can follow. The message is a sentence for people and quotes nothing. */
public final class UnusableRecurrence extends RuntimeException {

    /** What is wrong with the rule. */
    public enum Problem {
        /** It is no RFC 5545 rule, or one that asks for too much. */
        INVALID("invalid-rrule"),
        /** It has neither UNTIL nor COUNT. */
        ENDLESS("endless-rrule"),
        TOO_MANY("too-many-occurrences"),
        /** No date follows from it. */
        NONE("no-occurrence");

        private final String code;

        Problem(String code) {
            this.code = code;
        }

        /** Kebab-case, stable. */
        public String code() {
            return code;
        }
    }

    private final Problem problem;

    UnusableRecurrence(Problem problem, String sentence) {
        super(sentence, null, false, false);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
