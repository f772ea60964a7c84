package dev.kept.commitments.kernel;

import java.util.Map;
import java.util.UUID;

/** A rule forbids the command. Carries a stable code, one sentence for people and the facts; never a text of the record. */
public final class Rejected extends RuntimeException {

    /** What reason of refusal it is; the web turns it into a status. */
    public enum Reason {
        /** The ledger or item does not exist, or the caller may not know that it does: 404. */
        UNKNOWN,
        /** A rule of the ledger forbids it: 409. */
        RULE,
        /** What the caller has seen is no longer the state: 412. */
        STALE
    }

    private final Reason reason;
    private final String code;
    private final Map<String, Object> facts;
    private final boolean outsiders;

    /**
     * @param code kebab-case, stable
     * @param sentence one human sentence
     * @param facts ids, numbers, instants and states that help to understand; JSON-serialisable
     */
    public Rejected(Reason reason, String code, String sentence, Map<String, Object> facts) {
        this(reason, code, sentence, facts, false);
    }

    private Rejected(Reason reason, String code, String sentence, Map<String, Object> facts, boolean outsiders) {
        super(sentence, null, false, false);
        this.reason = reason;
        this.code = code;
        this.facts = Map.copyOf(facts);
        this.outsiders = outsiders;
    }

    /** A rule of the ledger forbids it. */
    public static Rejected rule(String code, String sentence, Map<String, Object> facts) {
        return new Rejected(Reason.RULE, code, sentence, facts);
    }

    /** It does not exist, as far as the caller may know. */
    public static Rejected unknown(String code, String sentence, Map<String, Object> facts) {
        return new Rejected(Reason.UNKNOWN, code, sentence, facts);
    }

    /** An item of that id was recorded before: most likely the command is a repetition. */
    public static Rejected alreadyExists(UUID item) {
        return rule("already-exists", "This was already recorded.", Map.of("id", item));
    }

    /** The same refusal, of somebody who takes no part in the ledger. */
    public Rejected ofAnOutsider() {
        return new Rejected(reason, code, String.valueOf(getMessage()), facts, true);
    }

    /** Whether whoever asked takes no part in the ledger now. */
    public boolean isOfAnOutsider() {
        return outsiders;
    }

    public Reason reason() {
        return reason;
    }

    public String code() {
        return code;
    }

    public Map<String, Object> facts() {
        return facts;
    }
}
