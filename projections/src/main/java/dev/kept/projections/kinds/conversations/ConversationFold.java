package dev.kept.projections.kinds.conversations;

import dev.kept.events.ConversationEvent;
import dev.kept.events.ConversationEvent.ConversationAcknowledged;
import dev.kept.events.ConversationEvent.ConversationCorrected;
import dev.kept.events.ConversationEvent.ConversationRecorded;
import dev.kept.events.Entry;
import dev.kept.events.ItemName;
import dev.kept.events.LedgerEvent;
import dev.kept.events.Text;
import dev.kept.events.UnreadableStatement;
import dev.kept.projections.kinds.conversations.ConversationView.AccountAcknowledgement;
import dev.kept.projections.kinds.conversations.ConversationView.AccountCorrection;
import dev.kept.projections.store.fold.ItemFold;
import dev.kept.projections.store.fold.Provenance;
import dev.kept.projections.store.fold.Turn;
import dev.kept.projections.store.fold.WaitingKind;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How a conversation's view follows from its entries. Lists show the view as it is. */
public final class ConversationFold implements ItemFold<ConversationView, ConversationView> {

    @Override
    public ItemName name() {
        return ItemName.CONVERSATION;
    }

    @Override
    public Class<ConversationView> view() {
        return ConversationView.class;
    }

    @Override
    public Class<ConversationView> brief() {
        return ConversationView.class;
    }

    @Override
    public @Nullable UUID itemOf(LedgerEvent event) {
        return event instanceof ConversationEvent about ? about.conversation() : null;
    }

    @Override
    public ConversationView brief(ConversationView view) {
        return view;
    }

    @Override
    public Text title(ConversationView brief) {
        return brief.synopsis();
    }

    @Override
    public Columns columns(ConversationView view) {
        return new Columns(view.state().wireName(), view.by(), null);
    }

    /**
     * {@inheritDoc}
     *
     * @throws UnreadableStatement when the entries do not tell of a conversation
     */
    @Override
    public ConversationView evolve(@Nullable ConversationView before, Entry entry) {
        if (!(entry.event() instanceof ConversationEvent event)) {
            throw new UnreadableStatement("not about a conversation");
        }
        Provenance at = Provenance.of(entry);
        return switch (event) {
            case ConversationRecorded e -> recorded(e, at);
            case ConversationAcknowledged e ->
                answered(known(before), known(before).corrections(), new AccountAcknowledgement(at, e.comment()), at);
            case ConversationCorrected e -> {
                ConversationView known = known(before);
                List<AccountCorrection> corrections = new ArrayList<>(known.corrections());
                corrections.add(new AccountCorrection(e.correction(), e.text(), at));
                yield answered(known, corrections, known.acknowledged(), at);
            }
        };
    }

    private static ConversationView known(@Nullable ConversationView before) {
        if (before == null) {
            throw new UnreadableStatement("a conversation begins by being recorded");
        }
        return before;
    }

    private static ConversationView recorded(ConversationRecorded event, Provenance at) {
        return new ConversationView(
                event.conversation(),
                event.by(),
                ConversationState.RECORDED,
                event.occurred(),
                at,
                event.participants(),
                event.synopsis(),
                event.positives(),
                event.nextSteps(),
                event.evaluation(),
                event.monitor(),
                event.contact(),
                event.commitments(),
                event.decisions(),
                event.checkpoints(),
                List.of(),
                null,
                List.of(Turn.of(WaitingKind.ACKNOWLEDGE_CONVERSATION, event.by().other(), at)),
                at.sequence(),
                event.evidence());
    }

    private static ConversationView answered(
            ConversationView before,
            List<AccountCorrection> corrections,
            @Nullable AccountAcknowledgement acknowledged,
            Provenance at) {
        return new ConversationView(
                before.conversation(),
                before.by(),
                acknowledged == null ? ConversationState.CORRECTED : ConversationState.ACKNOWLEDGED,
                before.occurred(),
                before.recorded(),
                before.participants(),
                before.synopsis(),
                before.positives(),
                before.nextSteps(),
                before.evaluation(),
                before.monitor(),
                before.contact(),
                before.commitments(),
                before.decisions(),
                before.checkpoints(),
                corrections,
                acknowledged,
                List.of(),
                at.sequence(),
                before.evidence());
    }
}
