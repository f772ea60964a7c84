package dev.kept.projections.store.fold;

import static dev.kept.projections.store.fold.LedgerView.InvitationState.ENDED;
import static dev.kept.projections.store.fold.LedgerView.InvitationState.OPEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.events.Actor;
import dev.kept.events.ClosureEvent.LedgerClosed;
import dev.kept.events.ClosureEvent.LedgerReopened;
import dev.kept.events.Entry;
import dev.kept.events.MediationEvent.MediatorProposed;
import dev.kept.events.MembershipEvent.MemberInvited;
import dev.kept.events.MembershipEvent.MemberJoined;
import dev.kept.events.Side;
import dev.kept.events.Text;
import dev.kept.projections.Story;
import dev.kept.projections.store.fold.LedgerView.InvitationState;
import dev.kept.projections.store.fold.LedgerView.MediationState;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Sealed texts do not matter here: what becomes of an invitation depends on no word. */
class OpenInvitationsTest {

    private final Story story = Story.opened();
    private final UUID carla = UUID.randomUUID();
    private final UUID hers = UUID.randomUUID();
    private final UUID annas = UUID.randomUUID();
    private final UUID proposal = UUID.randomUUID();

    /** Carla joins Anna's side; both invite somebody, and Carla proposes a mediator. */
    private void carlaInvites() {
        UUID invitation = UUID.randomUUID();
        story.a(invited(invitation));
        Actor asCarla = new Actor.Member(carla, Side.A);
        story.append(asCarla, new MemberJoined(invitation, Side.A, carla, Text.of("Carla")));
        story.append(asCarla, invited(hers));
        story.append(
                asCarla,
                new MediatorProposed(
                        proposal, Side.A, "digest", Story.BEGIN.plus(Duration.ofDays(14)), Text.of("M"), null));
        story.a(invited(annas));
    }

    private static MemberInvited invited(UUID invitation) {
        return new MemberInvited(invitation, Side.A, "digest", Story.BEGIN.plus(Duration.ofDays(14)), null);
    }

    private LedgerView view() {
        @Nullable LedgerView view = null;
        for (Entry entry : story.entries()) {
            view = LedgerFold.evolve(view, entry);
        }
        return Objects.requireNonNull(view);
    }

    private InvitationState state(UUID invitation) {
        return view().invitations().stream()
                .filter(each -> each.invitation().equals(invitation))
                .findFirst()
                .orElseThrow()
                .state();
    }

    @Test
    void end_with_the_membership_of_whoever_made_them_and_no_others_do() {
        carlaInvites();
        assertThat(state(hers)).isEqualTo(OPEN);

        story.removed(carla, Side.A);

        assertThat(state(hers)).isEqualTo(ENDED);
        assertThat(state(annas)).isEqualTo(OPEN);
        assertThat(view().mediations()).singleElement().satisfies(mediation -> {
            assertThat(mediation.state()).isEqualTo(MediationState.ENDED);
            assertThat(mediation.until()).isEqualTo(story.head());
        });
    }

    @Test
    void end_with_the_ledger_and_are_not_open_again_when_it_is() {
        carlaInvites();
        story.b(new LedgerClosed());
        story.b(new LedgerReopened());

        assertThat(state(hers)).isEqualTo(ENDED);
        assertThat(state(annas)).isEqualTo(ENDED);
        assertThat(view().mediations()).extracting(LedgerView.Mediation::state).containsExactly(MediationState.ENDED);
    }

    @Test
    void that_were_accepted_stay_so() {
        carlaInvites();
        story.append(
                new Actor.Member(UUID.randomUUID(), Side.A),
                new MemberJoined(hers, Side.A, UUID.randomUUID(), Text.of("Dora")));
        story.removed(carla, Side.A);

        assertThat(state(hers)).isEqualTo(InvitationState.ACCEPTED);
    }
}
