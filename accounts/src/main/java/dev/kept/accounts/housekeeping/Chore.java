package dev.kept.accounts.housekeeping;

/** Something to be done now and again; doing it twice or on two machines at once does no harm. */
public interface Chore {

    void tidy();
}
