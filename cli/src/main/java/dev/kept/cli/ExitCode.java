package dev.kept.cli;

/** What scripts can rely on; docs/recipes.md lists them. */
final class ExitCode {

    static final int DONE = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;
    /** Kept, or the check of a file, refused it: the same again is refused again. */
    static final int REFUSED = 3;
    /** The credential is missing or not accepted. */
    static final int NOT_SIGNED_IN = 4;
    /** No answer, or none now: the same may be tried again. */
    static final int TRY_AGAIN = 5;

    private ExitCode() {}
}
