package dev.kept.projections.kinds.decisions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kept.events.DecisionEvent.Alternative;
import dev.kept.events.DecisionEvent.DecisionAgreed;
import dev.kept.events.DecisionEvent.DecisionObjected;
import dev.kept.events.DecisionEvent.DecisionProposed;
import dev.kept.events.DecisionEvent.DecisionReviewed;
import dev.kept.events.DecisionEvent.DecisionSuperseded;
import dev.kept.events.DecisionEvent.DecisionWithdrawn;
import dev.kept.events.DecisionEvent.Review;
import dev.kept.events.Due;
import dev.kept.events.Evidence;
import dev.kept.events.Side;
import dev.kept.events.Text;
import dev.kept.events.UnreadableStatement;
import dev.kept.projections.Folded;
import dev.kept.projections.Story;
import dev.kept.projections.kinds.decisions.DecisionView.DecisionObjection;
import dev.kept.projections.kinds.decisions.DecisionView.DecisionReview;
import dev.kept.projections.kinds.decisions.DecisionView.PlannedReview;
import dev.kept.projections.store.fold.Provenance;
import dev.kept.projections.store.fold.Turn;
import dev.kept.projections.store.fold.WaitingKind;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Side A puts it forward. */
class DecisionFoldTest {

    private static final DecisionFold FOLD = new DecisionFold();
    private static final Text WORDS = Text.of("words");
    private static final Due REVIEW = new Due(Story.BEGIN.plus(Duration.ofDays(30)), "Europe/Berlin");
    private static final Due LATER = new Due(Story.BEGIN.plus(Duration.ofDays(60)), "Europe/Berlin");

    private final Story story = Story.opened();
    private final UUID decision = UUID.randomUUID();
    private final UUID checkpoint = UUID.randomUUID();
    private final UUID old = UUID.randomUUID();
    private Provenance proposed = new Provenance(0, Story.BEGIN, null, "A");

    @BeforeEach
    void propose() {
        proposed = Provenance.of(story.a(new DecisionProposed(
                decision,
                Side.A,
                WORDS,
                WORDS,
                List.of(new Alternative(WORDS, null)),
                List.of(new Evidence(WORDS, null)),
                List.of(),
                new Review(checkpoint, REVIEW),
                old)));
    }

    private DecisionView view() {
        DecisionView view = Folded.view(FOLD, story, decision);
        assertThat(view.lastSequence()).isEqualTo(story.head());
        return view;
    }

    private UUID objected(Side by) {
        UUID objection = UUID.randomUUID();
        DecisionObjected event = new DecisionObjected(decision, objection, by, WORDS);
        if (by == Side.A) {
            story.a(event);
        } else {
            story.b(event);
        }
        return objection;
    }

    private Provenance last() {
        return Provenance.of(story.last());
    }

    @Test
    void begins_by_being_put_forward() {
        assertThatThrownBy(() -> Folded.next(FOLD, null, story.b(new DecisionAgreed(decision))))
                .isInstanceOf(UnreadableStatement.class);
    }

    @Nested
    class Proposed {
        @Test
        void it_waits_for_the_other_side_until_its_review_date() {
            DecisionView view = view();

            assertThat(view.state()).isEqualTo(DecisionState.PROPOSED);
            assertThat(view.proposed()).isEqualTo(proposed);
            assertThat(view.supersedes()).isEqualTo(old);
            assertThat(view.review()).isEqualTo(new PlannedReview(checkpoint, REVIEW));
            assertThat(view.nextReview()).isNull();
            assertThat(view.alternatives())
                    .singleElement()
                    .satisfies(each -> assertThat(each.text()).isInstanceOf(Text.Sealed.class));
            assertThat(view.waiting())
                    .containsExactly(new Turn(
                            "agreeDecision", Side.B, null, proposed.sequence(), proposed.recorded(), REVIEW.at()));
        }

        @Test
        void once_objected_to_it_waits_for_the_side_that_put_it_forward() {
            UUID objection = objected(Side.B);

            DecisionView view = view();
            assertThat(view.state()).isEqualTo(DecisionState.PROPOSED);
            assertThat(view.objections()).singleElement().satisfies(each -> {
                assertThat(each.objection()).isEqualTo(objection);
                assertThat(each.inForce()).isFalse();
                assertThat(each.objected()).isEqualTo(last());
            });
            assertThat(view.waiting())
                    .containsExactly(Turn.about(objection, WaitingKind.ANSWER_OBJECTION, Side.A, last()));
        }

        @Test
        void taken_back_it_waits_for_nobody() {
            story.a(new DecisionWithdrawn(decision, WORDS));

            DecisionView view = view();
            assertThat(view.state()).isEqualTo(DecisionState.WITHDRAWN);
            assertThat(view.withdrawn())
                    .satisfies(it -> assertThat(it)
                            .extracting(DecisionView.DecisionWithdrawal::withdrawn)
                            .isEqualTo(last()));
            assertThat(view.waiting()).isEmpty();
        }
    }

    @Nested
    class In_force {

        @BeforeEach
        void agree() {
            story.b(new DecisionAgreed(decision));
        }

        @Test
        void it_will_be_looked_at_on_its_review_date() {
            DecisionView view = view();

            assertThat(view.state()).isEqualTo(DecisionState.IN_FORCE);
            assertThat(view.agreed()).isEqualTo(last());
            assertThat(view.nextReview()).isEqualTo(new PlannedReview(checkpoint, REVIEW));
            assertThat(FOLD.columns(view).due()).isEqualTo(REVIEW.at());
            assertThat(view.waiting()).isEmpty();
        }

        @Test
        void an_objection_waits_for_the_counterpart_until_it_is_looked_at_again() {
            UUID objection = objected(Side.A);
            assertThat(view().state()).isEqualTo(DecisionState.IN_FORCE);
            assertThat(view().objections())
                    .extracting(DecisionObjection::inForce)
                    .containsExactly(true);
            assertThat(view().waiting())
                    .containsExactly(Turn.about(objection, WaitingKind.REVIEW_DECISION, Side.B, last()));

            UUID next = UUID.randomUUID();
            story.b(new DecisionReviewed(decision, Side.B, WORDS, new Review(next, LATER)));
            assertThat(view().waiting()).isEmpty();
            assertThat(view().reviews()).singleElement().satisfies(review -> {
                assertThat(review.by()).isEqualTo(Side.B);
                assertThat(review.reviewed()).isEqualTo(last());
            });
            assertThat(view().nextReview()).isEqualTo(new PlannedReview(next, LATER));
        }

        @Test
        void reviewed_without_another_date_none_is_planned() {
            story.b(new DecisionReviewed(decision, Side.B, WORDS, null));

            assertThat(view().nextReview()).isNull();
            assertThat(view().review()).isNotNull();
            assertThat(view().reviews()).extracting(DecisionReview::next).hasSize(1);
        }

        @Test
        void superseded_it_names_what_took_its_place() {
            UUID replacement = UUID.randomUUID();
            story.b(new DecisionSuperseded(decision, replacement));

            DecisionView view = view();
            assertThat(view.state()).isEqualTo(DecisionState.SUPERSEDED);
            assertThat(view.supersededBy()).isEqualTo(replacement);
            assertThat(view.superseded()).isEqualTo(last());
            assertThat(view.nextReview()).isNull();
            assertThat(view.waiting()).isEmpty();
        }
    }
}
