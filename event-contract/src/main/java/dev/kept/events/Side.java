package dev.kept.events;

/** One of the two parties of a ledger. The opener's party is {@code A}; the letters carry no rank. */
public enum Side {
    A,
    B;

    public Side other() {
        return this == A ? B : A;
    }
}
