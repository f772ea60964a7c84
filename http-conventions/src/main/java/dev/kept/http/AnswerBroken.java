package dev.kept.http;

import java.io.IOException;

/** An answer that failed when a part of it was already sent. The connection is cut, so that nobody takes the part for the whole. */
public final class AnswerBroken extends IOException {

    private final transient Throwable failure;

    /** @param failure what happened; not a cause, whose message the container would log */
    public AnswerBroken(Throwable failure) {
        super("an answer broke off");
        this.failure = failure;
    }

    Throwable failure() {
        return failure;
    }

    @Override
    public Throwable fillInStackTrace() {
        return this;
    }
}
