package dev.kept.projections.views.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.events.Entry;
import dev.kept.projections.kinds.commitments.CommitmentFold;
import dev.kept.projections.kinds.commitments.CommitmentView;
import dev.kept.projections.kinds.commitments.Life;
import dev.kept.projections.kinds.commitments.RandomLives;
import dev.kept.projections.kinds.commitments.Standing;
import dev.kept.projections.store.fold.ViewJson;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.ToIntFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;

class DashboardPropertiesTest {

    private static final ZoneId ZONE = ZoneId.of("America/New_York");
    private static final List<ToIntFunction<Numbers>> COUNTS = List.of(
            Numbers::kept,
            Numbers::keptLate,
            Numbers::missed,
            Numbers::open,
            Numbers::awaitingConfirmation,
            Numbers::disputed,
            Numbers::excused,
            Numbers::released,
            Numbers::withdrawn);
    private static final List<ToIntFunction<Numbers>> SHARES = List.of(
            n -> n.keptOnAgreedDates().count(),
            n -> n.keptOnAgreedDates().of(),
            n -> n.keptOnOriginalDates().count(),
            n -> n.keptOnOriginalDates().of(),
            n -> n.notice().count(),
            n -> n.notice().of());

    @Property(tries = 25)
    void what_was_stored_entry_by_entry_equals_what_the_past_is_folded_from(
            @ForAll @Size(max = 80) List<@IntRange(max = 100_000) Integer> choices) {
        Life life = RandomLives.play(choices, false);
        CommitmentFold fold = new CommitmentFold();
        Map<UUID, String> stored = new LinkedHashMap<>();
        for (Entry entry : life.entries()) {
            stored.compute(
                    fold.itemOf(entry.event()), (id, before) -> ViewJson.write(fold.evolve(read(before), entry)));
        }
        List<Standing> live = stored.values().stream()
                .map(json -> fold.brief(ViewJson.read(json, CommitmentView.class)))
                .toList();

        assertThat(live).isEqualTo(life.standings());
        assertThat(Dashboard.of(live, now(life), ZONE)).isEqualTo(dashboard(life));
    }

    @Property(tries = 40)
    void the_weeks_add_up_to_the_totals(@ForAll @Size(max = 80) List<@IntRange(max = 100_000) Integer> choices) {
        // From far away, so that no week lies ahead.
        Dashboard dashboard =
                Dashboard.of(RandomLives.play(choices, false).standings(), Instant.parse("2100-01-01T00:00:00Z"), ZONE);

        for (List<ToIntFunction<Numbers>> numbers : List.of(COUNTS, SHARES)) {
            for (ToIntFunction<Numbers> number : numbers) {
                assertThat(dashboard.weeks().stream()
                                .mapToInt(
                                        week -> number.applyAsInt(week.numbers().a()))
                                .sum())
                        .isEqualTo(number.applyAsInt(dashboard.total().a()));
                assertThat(dashboard.weeks().stream()
                                .mapToInt(
                                        week -> number.applyAsInt(week.numbers().both()))
                                .sum())
                        .isEqualTo(number.applyAsInt(dashboard.total().both()));
                assertThat(number.applyAsInt(dashboard.total().a())
                                + number.applyAsInt(dashboard.total().b()))
                        .isEqualTo(number.applyAsInt(dashboard.total().both()));
            }
        }
    }

    @Property(tries = 40)
    void sides_that_change_places_change_numbers(
            @ForAll @Size(max = 80) List<@IntRange(max = 100_000) Integer> choices) {
        Dashboard one = dashboard(RandomLives.play(choices, false));
        Dashboard other = dashboard(RandomLives.play(choices, true));

        assertThat(other.total()).isEqualTo(swapped(one.total()));
        assertThat(other.weeks())
                .isEqualTo(one.weeks().stream()
                        .map(week -> new Dashboard.OfWeek(week.week(), swapped(week.numbers())))
                        .toList());
    }

    @Property(tries = 40)
    void every_promise_counts_once_and_every_share_is_a_part_of_its_whole(
            @ForAll @Size(max = 80) List<@IntRange(max = 100_000) Integer> choices) {
        Life life = RandomLives.play(choices, false);
        Numbers both = dashboard(life).total().both();
        int promises = life.standings().stream()
                .filter(Standing::agreed)
                .mapToInt(standing -> standing.lines().size())
                .sum();

        assertThat(COUNTS.stream().mapToInt(count -> count.applyAsInt(both)).sum())
                .isEqualTo(promises);
        int judged = both.kept() + both.keptLate() + both.missed();
        int undecided = both.awaitingConfirmation() + both.disputed();
        assertThat(both.keptOnAgreedDates().count()).isEqualTo(both.kept());
        assertThat(both.keptOnAgreedDates().of()).isBetween(judged, judged + undecided);
        assertThat(both.keptOnOriginalDates().of()).isLessThanOrEqualTo(judged + undecided + both.open());
        for (Share share : List.of(both.keptOnAgreedDates(), both.keptOnOriginalDates(), both.notice())) {
            assertThat(share.count()).isBetween(0, share.of());
            assertThat(share.rate() == null).isEqualTo(share.of() == 0);
        }
    }

    private static Dashboard dashboard(Life life) {
        return Dashboard.of(life.standings(), now(life), ZONE);
    }

    private static Instant now(Life life) {
        return life.entries().isEmpty()
                ? Instant.EPOCH
                : life.entries().getLast().recorded();
    }

    private static Dashboard.BySide swapped(Dashboard.BySide numbers) {
        return new Dashboard.BySide(numbers.b(), numbers.a(), numbers.both());
    }

    private static @Nullable CommitmentView read(@Nullable String json) {
        return json == null ? null : ViewJson.read(json, CommitmentView.class);
    }
}
