package dev.kept.projections.kinds.conversations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kept.events.ConversationEvent.ConversationAcknowledged;
import dev.kept.events.ConversationEvent.ConversationCorrected;
import dev.kept.events.ConversationEvent.ConversationRecorded;
import dev.kept.events.ConversationEvent.Participant;
import dev.kept.events.Due;
import dev.kept.events.Evidence;
import dev.kept.events.EvidenceFile;
import dev.kept.events.Side;
import dev.kept.events.Terms.Monitor;
import dev.kept.events.Text;
import dev.kept.events.UnreadableStatement;
import dev.kept.projections.Folded;
import dev.kept.projections.Story;
import dev.kept.projections.kinds.conversations.ConversationView.AccountCorrection;
import dev.kept.projections.store.fold.Provenance;
import dev.kept.projections.store.fold.Turn;
import dev.kept.projections.store.fold.ViewJson;
import dev.kept.projections.store.fold.WaitingKind;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ConversationFoldTest {

    private static final ConversationFold FOLD = new ConversationFold();
    private static final Text WORDS = Text.of("words");

    private final Story story = Story.opened();
    private final UUID conversation = UUID.randomUUID();
    private final UUID commitment = UUID.randomUUID();

    private ConversationView view() {
        ConversationView view = Folded.view(FOLD, story, conversation);
        assertThat(view.lastSequence()).isEqualTo(story.head());
        return view;
    }

    private Provenance told() {
        return told(List.of());
    }

    private Provenance told(List<Evidence> evidence) {
        return Provenance.of(story.a(new ConversationRecorded(
                conversation,
                Side.A,
                new Due(Story.BEGIN, "Europe/Berlin"),
                List.of(new Participant(story.boris, null, Side.B), new Participant(null, WORDS, null)),
                WORDS,
                List.of(WORDS, WORDS),
                List.of(WORDS),
                WORDS,
                Monitor.BOTH,
                null,
                List.of(commitment),
                List.of(),
                List.of(),
                evidence)));
    }

    @Test
    void its_evidence_stays_whatever_is_said_to_it() {
        EvidenceFile file = new EvidenceFile(UUID.randomUUID(), 5, "text/plain", WORDS, WORDS);
        told(List.of(new Evidence(WORDS, null), new Evidence(WORDS, null, file)));
        corrected();

        assertThat(view().evidence())
                .hasSize(2)
                .last()
                .satisfies(each -> assertThat(each.file())
                        .isNotNull()
                        .extracting(EvidenceFile::file)
                        .isEqualTo(file.file()));
    }

    @Test
    void what_was_stored_before_there_was_evidence_has_none() {
        told();
        ConversationView view = view();
        String stored = ViewJson.write(view);
        assertThat(stored).endsWith(",[]]");

        assertThat(ViewJson.read(stored.replaceFirst(",\\[]]$", "]"), ConversationView.class))
                .isEqualTo(view);
    }

    private UUID corrected() {
        UUID correction = UUID.randomUUID();
        story.b(new ConversationCorrected(conversation, correction, Side.B, WORDS));
        return correction;
    }

    @Test
    void begins_by_being_recorded() {
        assertThatThrownBy(() ->
                        Folded.next(FOLD, null, story.b(new ConversationAcknowledged(conversation, Side.B, null))))
                .isInstanceOf(UnreadableStatement.class);
    }

    @Test
    void recorded_it_waits_for_the_other_side() {
        Provenance told = told();

        ConversationView view = view();
        assertThat(view.state()).isEqualTo(ConversationState.RECORDED);
        assertThat(view.recorded()).isEqualTo(told);
        assertThat(view.occurred().at()).isEqualTo(Story.BEGIN);
        assertThat(view.positives()).hasSize(2).doesNotHaveDuplicates();
        assertThat(view.commitments()).containsExactly(commitment);
        assertThat(view.waiting()).containsExactly(Turn.of(WaitingKind.ACKNOWLEDGE_CONVERSATION, Side.B, told));
    }

    @Test
    void corrected_it_keeps_every_correction_and_waits_for_nobody() {
        told();
        UUID first = corrected();
        UUID second = corrected();

        assertThat(view().state()).isEqualTo(ConversationState.CORRECTED);
        assertThat(view().corrections())
                .extracting(AccountCorrection::correction)
                .containsExactly(first, second);
        assertThat(view().waiting()).isEmpty();
    }

    @Test
    void acknowledged_it_stays_so_whatever_is_corrected_after() {
        told();
        corrected();
        story.b(new ConversationAcknowledged(conversation, Side.B, WORDS));
        Provenance acknowledged = Provenance.of(story.last());
        corrected();

        assertThat(view().state()).isEqualTo(ConversationState.ACKNOWLEDGED);
        assertThat(view().acknowledged())
                .isNotNull()
                .satisfies(it -> assertThat(it.acknowledged()).isEqualTo(acknowledged));
        assertThat(view().corrections()).hasSize(2);
    }
}
