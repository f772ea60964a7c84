package dev.kept.commitments.conversation;

import dev.kept.commitments.conversation.ConversationCommand.AcknowledgeConversation;
import dev.kept.commitments.conversation.ConversationCommand.CorrectConversation;
import dev.kept.commitments.conversation.ConversationCommand.RecordConversation;
import dev.kept.commitments.kernel.Issue;
import dev.kept.commitments.kernel.Probe;
import dev.kept.commitments.kernel.Probes;
import dev.kept.commitments.kernel.Sample;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Accounts of conversations. */
public final class ConversationProbes implements Probes<ConversationSlice> {

    @Override
    public String kind() {
        return "conversation";
    }

    @Override
    public List<Probe<ConversationSlice>> ofLedger(UUID ledger, ConversationSlice state, Issue issue) {
        Account account = new Account(
                Sample.past(issue),
                List.of(issue.person()),
                List.of(),
                Sample.TEXT,
                List.of(),
                List.of(),
                null,
                null,
                null);
        return List.of(Probe.of(
                new RecordConversation(ledger, Sample.NEW_ID, account, List.of(), List.of(), List.of(), List.of())));
    }

    @Override
    public Set<UUID> items(ConversationSlice state) {
        return state.conversations().all().keySet();
    }

    @Override
    public List<Probe<ConversationSlice>> ofItem(UUID ledger, UUID id, ConversationSlice state, Issue issue) {
        return List.of(
                Probe.of(new AcknowledgeConversation(ledger, id, null)),
                Probe.of(new CorrectConversation(ledger, id, Sample.NEW_ID, Sample.TEXT)));
    }
}
