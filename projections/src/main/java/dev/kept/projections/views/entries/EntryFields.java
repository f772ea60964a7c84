package dev.kept.projections.views.entries;

import dev.kept.events.CharterEvent;
import dev.kept.events.CheckInEvent;
import dev.kept.events.CheckpointEvent;
import dev.kept.events.ClosureEvent;
import dev.kept.events.CommitmentEvent;
import dev.kept.events.ConcernEvent;
import dev.kept.events.ConversationEvent;
import dev.kept.events.DecisionEvent;
import dev.kept.events.ErasureEvent;
import dev.kept.events.FeedbackEvent;
import dev.kept.events.FindingEvent;
import dev.kept.events.InterestEvent;
import dev.kept.events.LedgerEvent;
import dev.kept.events.LessonEvent;
import dev.kept.events.MediationEvent;
import dev.kept.events.MembershipEvent;
import dev.kept.events.QuestionEvent;
import dev.kept.events.SeenEvent;
import dev.kept.events.WinEvent;
import java.util.List;

/**
 * The fields of an event, in the order in which people read them. Left out is what every entry says beside them (its item, who recorded
 * it and for which side), what only programs need (digests of secrets), and the ids of parts that have no name.
 */
final class EntryFields {

    private EntryFields() {}

    static List<EntryField> of(LedgerEvent event, ReferenceTitles titles) {
        FieldList fields = new FieldList(titles);
        switch (event) {
            case MembershipEvent e -> PeopleFields.of(e, fields);
            case MediationEvent e -> PeopleFields.of(e, fields);
            case InterestEvent e -> PeopleFields.of(e, fields);
            case ClosureEvent e -> PeopleFields.of(e, fields);
            case ErasureEvent e -> PeopleFields.of(e, fields);
            case SeenEvent e -> PeopleFields.of(e, fields);
            case CommitmentEvent e -> CommitmentFields.of(e, fields);
            case CharterEvent e -> AgreementFields.of(e, fields);
            case DecisionEvent e -> AgreementFields.of(e, fields);
            case CheckpointEvent e -> AgreementFields.of(e, fields);
            case CheckInEvent e -> AgreementFields.of(e, fields);
            case ConversationEvent e -> StatementFields.of(e, fields);
            case ConcernEvent e -> StatementFields.of(e, fields);
            case WinEvent e -> StatementFields.of(e, fields);
            case LessonEvent e -> StatementFields.of(e, fields);
            case FeedbackEvent e -> StatementFields.of(e, fields);
            case QuestionEvent e -> StatementFields.of(e, fields);
            case FindingEvent e -> StatementFields.of(e, fields);
        }
        return fields.fields();
    }
}
