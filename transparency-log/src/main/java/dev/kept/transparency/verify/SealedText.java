package dev.kept.transparency.verify;

/** A text as a statement holds it: by its digest. */
final class SealedText {

    private final byte[] digest;
    private boolean shown;

    /**
     * @param digest base64url of SHA-256 over the text's disclosure, in UTF-8
     */
    SealedText(byte[] digest) {
        this.digest = digest;
    }

    byte[] digest() {
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
