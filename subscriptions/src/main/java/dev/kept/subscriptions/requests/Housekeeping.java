package dev.kept.subscriptions.requests;

/** Deletes what is kept for a time only. It is called every few seconds, whatever is sent or asked for. */
public interface Housekeeping {

    /** Deletes all whose time is over. */
    void forget();
}
