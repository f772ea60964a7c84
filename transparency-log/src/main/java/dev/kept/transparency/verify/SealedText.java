package dev.kept.transparency.verify;

/** A text as a statement holds it: by its digest. */
final class SealedText {

    private final String digest;
    private boolean shown;

    /**
     * @param digest base64url of SHA-256 over the text's disclosure
     */
    SealedText(String digest) {
        this.digest = digest;
    }

    String digest() {
        return digest;
    }

    /** Whether the text itself was found. */
    boolean isShown() {
        return shown;
    }

    void show() {
        shown = true;
    }
}
