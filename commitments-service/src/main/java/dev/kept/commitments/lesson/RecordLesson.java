package dev.kept.commitments.lesson;

import dev.kept.commitments.kernel.Issue;
import dev.kept.commitments.kernel.LedgerCommand;
import dev.kept.commitments.kernel.LedgerSlice;
import dev.kept.commitments.kernel.Rejected;
import dev.kept.events.LedgerEvent;
import dev.kept.events.LessonEvent.LessonRecorded;
import dev.kept.events.Side;
import dev.kept.events.Text;
import java.util.List;
import java.util.UUID;

/**
 * The issuer's side says what it learned. Nothing follows from a lesson, so the state knows no more of it than its id.
 *
 * @param differently what it will do differently
 * @param about items it was learned from
 */
public record RecordLesson(UUID ledger, UUID lesson, Text learned, Text differently, List<UUID> about)
        implements LedgerCommand<LedgerSlice> {

    public RecordLesson {
        about = List.copyOf(about);
    }

    @Override
    public UUID item() {
        return lesson;
    }

    @Override
    public List<LedgerEvent> decide(LedgerSlice state, Issue issue) {
        Side by = issue.side();
        if (state.knows(lesson)) {
            throw Rejected.alreadyExists(lesson);
        }
        state.requireKnown(about);
        return List.of(new LessonRecorded(lesson, by, learned, differently, about));
    }
}
