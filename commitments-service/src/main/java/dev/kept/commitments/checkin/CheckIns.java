package dev.kept.commitments.checkin;

import dev.kept.events.CheckInEvent;

/** Every series of check-ins of a ledger. */
public record CheckIns() {

    public static final CheckIns NONE = new CheckIns();

    public CheckIns evolve(CheckInEvent event) {
        return this;
    }
}
