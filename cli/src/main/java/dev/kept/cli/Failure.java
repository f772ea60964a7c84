package dev.kept.cli;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** Why a command ended early: sentences for people, a code for scripts. */
final class Failure extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    private final int exitCode;

    Failure(int exitCode, String sentences) {
        this(exitCode, sentences, null);
    }

    Failure(int exitCode, String sentences, @Nullable Throwable cause) {
        super(sentences, cause);
        this.exitCode = exitCode;
    }

    int exitCode() {
        return exitCode;
    }

    String sentences() {
        return String.valueOf(getMessage());
    }
}
