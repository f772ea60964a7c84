package dev.kept.accounts;

/** More passwords or mails at once than this machine takes; to be tried again in a few seconds. */
public final class TooBusy extends RuntimeException {

    TooBusy() {
        super("too much at once", null, false, false);
    }
}
