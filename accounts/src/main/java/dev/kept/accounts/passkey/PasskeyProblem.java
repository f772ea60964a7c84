package dev.kept.accounts.passkey;

/** What may be wrong with a browser's answer. */
public enum PasskeyProblem {
    /** It answers nothing that was asked of this browser in the last minutes, or that was answered before. */
    EXPIRED("expired"),
    /** There is no such passkey, or it is not this person's. */
    UNKNOWN("unknown"),
    /** The device did not check who holds it. */
    NOT_VERIFIED("not-verified"),
    /** It is there already. */
    KNOWN_ALREADY("known-already"),
    /** The signature, the origin or something else is not what it has to be. */
    WRONG("wrong");

    private final String code;

    PasskeyProblem(String code) {
        this.code = code;
    }

    /** Stable, in kebab-case. */
    public String code() {
        return code;
    }
}
