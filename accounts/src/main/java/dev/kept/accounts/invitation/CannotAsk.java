package dev.kept.accounts.invitation;

/** Whether an invitation to a ledger is open could not be found out; to be tried again in a few seconds. */
public final class CannotAsk extends RuntimeException {

    CannotAsk() {
        super("the API of ledgers does not answer", null, false, false);
    }
}
