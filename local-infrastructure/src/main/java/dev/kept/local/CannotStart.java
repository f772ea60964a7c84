package dev.kept.local;

/** PostgreSQL or Kafka cannot be started or stopped; the message says in a sentence why and what to do. */
public final class CannotStart extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CannotStart(String message) {
        super(message);
    }

    CannotStart(String message, Throwable cause) {
        super(message, cause);
    }
}
