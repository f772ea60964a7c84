package dev.kept.commitments.conversation;

import dev.kept.events.ConversationEvent.Participant;
import dev.kept.events.Due;
import dev.kept.events.Terms.Monitor;
import dev.kept.events.Text;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How one side tells of a talk.
 *
 * @param occurred when it took place
 * @param members who took part, of the ledger's people
 * @param guests who else took part, by name
 * @param evaluation how it will be looked at whether the next steps helped
 * @param monitor who looks
 * @param contact how to reach each other until then
 */
public record Account(
        Due occurred,
        List<UUID> members,
        List<Participant> guests,
        Text synopsis,
        List<Text> positives,
        List<Text> nextSteps,
        @Nullable Text evaluation,
        @Nullable Monitor monitor,
        @Nullable Text contact) {
    public Account {
        members = List.copyOf(members);
        guests = List.copyOf(guests);
        positives = List.copyOf(positives);
        nextSteps = List.copyOf(nextSteps);
    }
}
