package dev.kept.projections.dashboard;

/**
 * What became of promises. Occurrences of recurring commitments count one by one.
 *
 * @param keptOnAgreedDates kept on time of kept on time, kept late and missed, against the last agreed due
 * @param keptOnOriginalDates the same against the first due, of those whose first due has come
 * @param notice misses and renegotiations announced before the due they are about, of all of them
 * @param kept on time
 * @param keptLate delivered after the due, or after a miss was admitted
 * @param missed and neither made good nor excused
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
