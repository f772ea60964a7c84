package dev.kept.commitments.seen;

import static dev.kept.commitments.aggregate.LedgerFixture.ANN;
import static dev.kept.commitments.aggregate.LedgerFixture.BEN;
import static dev.kept.commitments.aggregate.LedgerFixture.EVE;
import static dev.kept.commitments.aggregate.LedgerFixture.LEDGER;
import static dev.kept.commitments.aggregate.LedgerFixture.MIA;
import static dev.kept.commitments.aggregate.LedgerFixture.START;
import static dev.kept.commitments.aggregate.LedgerFixture.inviteMember;
import static dev.kept.commitments.aggregate.LedgerFixture.joined;
import static dev.kept.commitments.aggregate.LedgerFixture.mediated;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.commitments.closure.ClosureCommand.CloseLedger;
import dev.kept.commitments.kernel.Appended;
import dev.kept.commitments.kernel.EntryMetaData;
import dev.kept.commitments.kernel.Rejected;
import dev.kept.events.ClosureEvent.ClosingProposed;
import dev.kept.events.SeenEvent.EntriesSeen;
import dev.kept.events.SeenEvent.Range;
import dev.kept.events.Side;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.pcollections.TreePVector;

/** A joined ledger has entries 0 to 2. */
class SeenTest {
    private static final UUID INVITATION = new UUID(5, 9);

    private static RecordSeen seen(long... ends) {
        return new RecordSeen(LEDGER, ranges(ends));
    }

    private static List<Range> ranges(long... ends) {
        return IntStream.range(0, ends.length / 2)
                .mapToObj(i -> new Range(ends[2 * i], ends[2 * i + 1]))
                .toList();
    }

    @Test
    void what_somebody_sees_for_the_first_time_is_one_entry() {
        joined().when(ANN, seen(0, 0, 2, 2)).records(new EntriesSeen(ANN, ranges(0, 0, 2, 2)));
    }

    @Test
    void ranges_that_touch_or_overlap_become_one() {
        joined().when(ANN, seen(2, 2, 0, 1, 1, 2)).records(new EntriesSeen(ANN, ranges(0, 2)));
    }

    @Test
    void only_what_is_new_is_recorded() {
        joined().given(ANN, seen(1, 1)).when(ANN, seen(0, 2)).records(new EntriesSeen(ANN, ranges(0, 0, 2, 2)));
    }

    @Test
    void without_anything_new_nothing_is_recorded() {
        joined().given(ANN, seen(0, 2))
                .when(ANN, seen(0, 1))
                .records()
                .answers(new Appended(LEDGER, START, null, List.of(), 3));
        joined().when(ANN, seen()).records();
    }

    @Test
    void each_member_sees_for_themselves() {
        joined().given(ANN, seen(0, 2)).when(BEN, seen(0, 2)).records(new EntriesSeen(BEN, ranges(0, 2)));
    }

    @Test
    void that_others_have_seen_something_need_not_be_seen() {
        joined().given(ANN, seen(0, 2))
                .given(BEN, seen(0, 3))
                .when(ANN, seen(0, 4))
                .records();
        joined().given(ANN, seen(0, 2)).when(ANN, seen(0, 3)).records();
    }

    @Test
    void what_is_not_there_cannot_be_seen() {
        joined().when(ANN, seen(0, 3)).refused("beyond-the-head");
    }

    @Test
    void of_a_mediator_nothing_is_recorded() {
        mediated().when(MIA, seen(0, 2)).records();
        mediated().when(MIA, seen(0, 1_000)).refused("beyond-the-head");
    }

    @Test
    void an_outsider_does_not_learn_that_the_ledger_exists() {
        joined().when(EVE, seen(0, 0)).unknown("ledger-not-found");
    }

    @Test
    void a_closed_ledger_may_be_looked_at() {
        CloseLedger close = new CloseLedger(LEDGER, null);
        joined().given(ANN, close).given(BEN, close).when(ANN, seen(0, 4)).records(new EntriesSeen(ANN, ranges(0, 4)));
    }

    @Test
    void that_somebody_saw_something_makes_nobody_stale() {
        joined().given(BEN, seen(0, 2))
                .when(ANN, new CloseLedger(LEDGER, null), Map.of(EntryMetaData.IF_MATCH, 2L))
                .records(new ClosingProposed(Side.A, null));
        joined().given(BEN, inviteMember(INVITATION), seen(0, 2))
                .when(ANN, new CloseLedger(LEDGER, null), Map.of(EntryMetaData.IF_MATCH, 2L))
                .refused(Rejected.Reason.STALE, "stale");
    }

    @Test
    void the_state_holds_one_range_for_who_reads_from_the_beginning() {
        joined().given(ANN, seen(0, 2))
                .given(BEN, seen(0, 3), inviteMember(INVITATION))
                .when(ANN, seen(0, 5))
                .leaves(state -> assertThat(state.seen().by())
                        .containsEntry(ANN, new SeenRanges(TreePVector.from(ranges(0, 6))))
                        .containsEntry(BEN, new SeenRanges(TreePVector.from(ranges(0, 4, 6, 6)))));
    }

    @Test
    void a_set_of_ranges_is_a_set_of_numbers() {
        Random random = new Random(7);
        SeenRanges ranges = SeenRanges.NONE;
        TreeSet<Long> numbers = new TreeSet<>();
        for (int i = 0; i < 500; i++) {
            long from = random.nextLong(300);
            List<Range> more = ranges(from, from + random.nextLong(4), from / 2, from / 2 + 1);
            TreeSet<Long> missing = numbers(more);
            missing.removeAll(numbers);
            assertThat(numbers(ranges.missing(more))).isEqualTo(missing);
            ranges = ranges.plus(random.nextBoolean() ? more : more.subList(0, 1));
            numbers = numbers(ranges.all());
            assertThat(ranges.missing(ranges.all())).isEmpty();
            for (int j = 1; j < ranges.all().size(); j++) {
                assertThat(ranges.all().get(j).from())
                        .isGreaterThan(ranges.all().get(j - 1).to() + 1);
            }
        }
    }

    private static TreeSet<Long> numbers(List<Range> ranges) {
        TreeSet<Long> numbers = new TreeSet<>();
        ranges.forEach(range -> {
            for (long i = range.from(); i <= range.to(); i++) {
                numbers.add(i);
            }
        });
        return numbers;
    }
}
