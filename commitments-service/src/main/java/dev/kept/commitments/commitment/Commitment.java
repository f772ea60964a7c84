package dev.kept.commitments.commitment;

import dev.kept.events.Side;
import dev.kept.events.Terms;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/** How far a commitment is. */
sealed interface Commitment {

    /**
     * Asked for, or answered with other terms.
     *
     * @param turn the side that is to answer
     * @param offer what comes to be when it accepts
     */
    record Requested(Side turn, Agreed offer) implements Commitment {}

    /** A request that came to nothing. */
    record Dropped(boolean declined) implements Commitment {}

    /**
     * Owed by one side to the other.
     *
     * @param occurrences one for each due instant, the first at index 0
     * @param ended released or withdrawn: what was open then is closed, the rest can still be answered
     */
    record Agreed(
            Side promisor, boolean recurring, int confirmationDays, PVector<Occurrence> occurrences, boolean ended)
            implements Commitment {

        static Agreed on(Side promisor, Terms terms) {
            List<Occurrence> open = IntStream.rangeClosed(1, terms.occurrences())
                    .<Occurrence>mapToObj(number -> new Occurrence.Open(terms.dueOf(number), null))
                    .toList();
            return new Agreed(
                    promisor, terms.recurrence() != null, terms.confirmationDays(), TreePVector.from(open), false);
        }

        Occurrence occurrence(int number) {
            return occurrences.get(number - 1);
        }

        /** When a delivery counts as not contested. */
        Instant confirmationEnds(Occurrence.Delivered delivered) {
            return ConfirmationWindow.end(delivered.at(), confirmationDays);
        }

        /** The number of the occurrence for which a proposal waits; 0 when it waits for none. */
        int proposed(UUID proposal) {
            int number = 1;
            for (Occurrence occurrence : occurrences) {
                Proposal open = occurrence.openProposal();
                if (open != null && open.id().equals(proposal)) {
                    return number;
                }
                number++;
            }
            return 0;
        }

        /** The numbers of the occurrences that are open. */
        List<Integer> open() {
            List<Integer> numbers = new ArrayList<>();
            int number = 1;
            for (Occurrence occurrence : occurrences) {
                if (occurrence instanceof Occurrence.Open) {
                    numbers.add(number);
                }
                number++;
            }
            return numbers;
        }

        /** Whether something is still owed, or waits for an answer. */
        boolean inForce() {
            return !ended && occurrences.stream().anyMatch(it -> !(it instanceof Occurrence.Settled));
        }

        /** The numbers of those that are open although their due instant has passed. */
        List<Integer> overdue(Instant at) {
            return open().stream()
                    .filter(number -> occurrence(number) instanceof Occurrence.Open open && open.overdue(at))
                    .toList();
        }

        Agreed change(int number, UnaryOperator<Occurrence> change) {
            return new Agreed(
                    promisor,
                    recurring,
                    confirmationDays,
                    occurrences.with(number - 1, change.apply(occurrence(number))),
                    ended);
        }

        Agreed end(Occurrence.Outcome outcome) {
            return new Agreed(
                    promisor,
                    recurring,
                    confirmationDays,
                    TreePVector.from(occurrences.stream()
                            .map(it -> OccurrenceTransitions.end(it, outcome))
                            .toList()),
                    true);
        }
    }
}
