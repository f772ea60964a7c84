package dev.kept.projections.kinds.findings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.kept.events.Actor;
import dev.kept.events.CommitmentEvent.DisputeResolved;
import dev.kept.events.Evidence;
import dev.kept.events.FindingEvent.Dispute;
import dev.kept.events.FindingEvent.FindingAccepted;
import dev.kept.events.FindingEvent.FindingDeclined;
import dev.kept.events.FindingEvent.FindingRecorded;
import dev.kept.events.Side;
import dev.kept.events.Text;
import dev.kept.events.UnreadableStatement;
import dev.kept.projections.Folded;
import dev.kept.projections.Story;
import dev.kept.projections.kinds.findings.FindingView.FindingOn;
import dev.kept.projections.kinds.findings.FindingView.FindingState;
import dev.kept.projections.kinds.findings.FindingView.FindingWord;
import dev.kept.projections.store.fold.Provenance;
import dev.kept.projections.store.fold.Turn;
import dev.kept.projections.store.fold.ViewJson;
import dev.kept.projections.store.fold.WaitingKind;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FindingFoldTest {

    private static final FindingFold FOLD = new FindingFold();
    private final Story story = Story.opened();
    private final UUID finding = UUID.randomUUID();
    private final UUID commitment = UUID.randomUUID();

    private void recorded(@Nullable Dispute dispute) {
        story.mediated();
        story.append(
                new Actor.Mediator(story.mediator),
                new FindingRecorded(finding, Text.of("It was there"), dispute, List.of(commitment)));
    }

    @Test
    void its_evidence_stays_whatever_is_said_to_it() {
        story.mediated();
        story.append(
                new Actor.Mediator(story.mediator),
                new FindingRecorded(
                        finding,
                        Text.of("It was there"),
                        null,
                        List.of(),
                        List.of(new Evidence(Text.of("A photo"), null))));
        story.b(new FindingAccepted(finding, Side.B));

        assertThat(view().evidence()).hasSize(1);
    }

    @Test
    void what_was_stored_before_there_was_evidence_has_none() {
        recorded(null);
        FindingView view = view();
        String stored = ViewJson.write(view);
        assertThat(stored).endsWith(",[]]");

        assertThat(ViewJson.read(stored.replaceFirst(",\\[]]$", "]"), FindingView.class))
                .isEqualTo(view);
    }

    private FindingView view() {
        return Folded.view(FOLD, story, finding);
    }

    @Test
    void it_waits_for_both_sides() {
        recorded(null);

        FindingView found = view();
        Provenance at = Provenance.of(story.last());
        assertThat(found.state()).isEqualTo(FindingState.OPEN);
        assertThat(found.on()).isNull();
        assertThat(found.recorded()).isEqualTo(at);
        assertThat(found.waiting())
                .containsExactly(
                        Turn.of(WaitingKind.ANSWER_FINDING, Side.A, at),
                        Turn.of(WaitingKind.ANSWER_FINDING, Side.B, at));
    }

    @Test
    void declined_by_a_side_it_stays_so_until_that_side_comes_round() {
        recorded(null);
        story.b(new FindingAccepted(finding, Side.B));
        story.a(new FindingDeclined(finding, Side.A, Text.of("It was not")));

        FindingView declined = view();
        assertThat(declined.state()).isEqualTo(FindingState.DECLINED);
        assertThat(declined.acceptedBy()).containsExactly(Side.B);
        assertThat(declined.waiting()).isEmpty();

        story.a(new FindingAccepted(finding, Side.A));
        FindingView accepted = view();
        assertThat(accepted.state()).isEqualTo(FindingState.ACCEPTED);
        assertThat(accepted.acceptedBy()).containsExactly(Side.A, Side.B);
        assertThat(accepted.words())
                .extracting(FindingWord::by, FindingWord::accepted, word -> word.reason() != null)
                .containsExactly(tuple(Side.B, true, false), tuple(Side.A, false, true), tuple(Side.A, true, false));
        assertThat(accepted.resolved()).isNull();
    }

    @Test
    void declined_by_one_side_it_waits_for_the_other_one() {
        recorded(null);
        story.a(new FindingDeclined(finding, Side.A, null));

        assertThat(view().state()).isEqualTo(FindingState.DECLINED);
        assertThat(view().waiting()).extracting(Turn::side).containsExactly(Side.B);
    }

    @Test
    void on_a_dispute_it_says_by_which_entry_it_resolved_it() {
        recorded(new Dispute(commitment, 2, true));
        story.b(new FindingAccepted(finding, Side.B));
        story.a(new FindingAccepted(finding, Side.A));
        assertThat(view().resolved()).isNull();
        story.a(new DisputeResolved(commitment, 2, finding, true));

        FindingView found = view();
        assertThat(found.on()).isEqualTo(new FindingOn(commitment, 2, true));
        assertThat(found.state()).isEqualTo(FindingState.ACCEPTED);
        assertThat(found.resolved()).isEqualTo(Provenance.of(story.last()));
        assertThat(found.lastSequence()).isEqualTo(story.head());
    }

    @Test
    void begins_by_being_recorded() {
        assertThatThrownBy(() -> Folded.next(FOLD, null, story.a(new FindingAccepted(finding, Side.A))))
                .isInstanceOf(UnreadableStatement.class);
        assertThatThrownBy(() -> Folded.next(FOLD, null, story.a(new DisputeResolved(commitment, 1, finding, true))))
                .isInstanceOf(UnreadableStatement.class);
    }
}
