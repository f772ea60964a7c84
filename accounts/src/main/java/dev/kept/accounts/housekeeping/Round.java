package dev.kept.accounts.housekeeping;

/** Something to be done every few seconds, also on several machines at once. */
public interface Round {

    void run() throws InterruptedException;
}
