package dev.kept.projections.views.dashboard;

/**
 * What became of promises. Occurrences of recurring commitments count one by one.
 *
 * @param keptOnAgreedDates kept on time, of these and of all that was not delivered when the last agreed due passed, unless it was
 *     excused, released or withdrawn since
 * @param keptOnOriginalDates the same against the first due, of those whose first due has come; moved past it, a promise was not kept on it
 * @param notice misses and renegotiations announced before the due they are about, of all of them
 * @param kept on time
 * @param keptLate delivered after the due, or after a miss was admitted
 * @param missed and neither made good nor excused; from the moment the due passes
 * @param open and not yet due
 * @param awaitingConfirmation delivered, in time or late, and neither confirmed nor disputed yet
 */
public record Numbers(
        Share keptOnAgreedDates,
        Share keptOnOriginalDates,
        Share notice,
        int kept,
        int keptLate,
        int missed,
        int open,
        int awaitingConfirmation,
        int disputed,
        int excused,
        int released,
        int withdrawn) {}
