package dev.kept.accounts;

/** More sign-ins at once than this machine checks; to be tried again in a few seconds. */
public final class TooBusy extends RuntimeException {

    TooBusy() {
        super("too many passwords to check at once", null, false, false);
    }
}
