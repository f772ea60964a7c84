package dev.kept.events;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Something that was recorded in a ledger. Sealed: a new kind breaks the compilation of whoever forgets it. */
public sealed interface LedgerEvent
        permits MembershipEvent,
                MediationEvent,
                CommitmentEvent,
                CharterEvent,
                ConversationEvent,
                ConcernEvent,
                DecisionEvent,
                CheckpointEvent,
                CheckInEvent,
                WinEvent,
                LessonEvent,
                FeedbackEvent,
                QuestionEvent,
                FindingEvent,
                InterestEvent,
                ClosureEvent,
                ErasureEvent,
                KeyEvent,
                SeenEvent {

    /** The item the entry is about, the statement's {@code subject}; null when it is about the ledger as a whole. */
    @Nullable
    UUID subject();

    /** What the entry names to show that something is so, in order; most entries name nothing. */
    default List<Evidence> evidence() {
        return List.of();
    }
}
