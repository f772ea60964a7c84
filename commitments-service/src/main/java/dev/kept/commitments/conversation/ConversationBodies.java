package dev.kept.commitments.conversation;

import dev.kept.commitments.checkpoint.NestedCheckpoints;
import dev.kept.commitments.commitment.NestedCommitments;
import dev.kept.commitments.decision.NestedDecisions;
import dev.kept.commitments.web.Dues;
import dev.kept.commitments.web.GivenEvidence;
import dev.kept.commitments.web.Lists;
import dev.kept.commitments.web.Texts;
import dev.kept.events.ConversationEvent.Participant;
import dev.kept.events.Side;
import dev.kept.events.Terms.Monitor;
import dev.kept.events.Text;
import dev.kept.http.FieldType;
import dev.kept.http.Fields;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is posted about a conversation. */
final class ConversationBodies {

    private ConversationBodies() {}

    record RecordConversationBody(
            Account account,
            List<GivenEvidence> evidence,
            NestedCommitments commitments,
            NestedDecisions decisions,
            NestedCheckpoints checkpoints) {

        private static final int MAX = 20;
        private static final FieldType<List<Text>> POINTS = FieldType.list(MAX, Texts.TEXT);
        private static final FieldType<Participant> GUEST = FieldType.object(
                "GuestBody",
                item -> new Participant(
                        null,
                        item.required("name", Texts.TITLE),
                        item.optional(
                                "side",
                                FieldType.choice(Side.class).describedAs("For whom; absent for somebody neutral."))));

        static RecordConversationBody read(Fields fields) {
            return new RecordConversationBody(
                    account(fields),
                    fields.otherwise(
                            "evidence",
                            Lists.EVIDENCE.describedAs("What was shown or written down there, e.g. minutes."),
                            List.of()),
                    NestedCommitments.read(fields),
                    NestedDecisions.read(fields),
                    NestedCheckpoints.read(fields));
        }

        private static Account account(Fields fields) {
            return new Account(
                    Dues.required(fields, "occurred"),
                    fields.otherwise(
                            "members",
                            FieldType.list(MAX, FieldType.uuid())
                                    .describedAs("Who took part: members of the ledger, its mediator."),
                            List.of()),
                    fields.otherwise(
                            "guests",
                            FieldType.list(MAX, GUEST).describedAs("Who else took part, and is not in the ledger."),
                            List.of()),
                    fields.required("synopsis", Texts.TEXT),
                    fields.otherwise("positives", POINTS.describedAs("What was positive, one by one."), List.of()),
                    fields.otherwise("nextSteps", POINTS.describedAs("What happens next, one by one."), List.of()),
                    fields.optional(
                            "evaluation", Texts.TEXT.describedAs("How you will see whether the next steps helped.")),
                    fields.optional("monitor", FieldType.choice(Monitor.class).describedAs("Who looks.")),
                    fields.optional("contact", Texts.TEXT.describedAs("How to reach each other until then.")));
        }
    }

    record AcknowledgeConversationBody(@Nullable Text comment) {
        static AcknowledgeConversationBody read(Fields fields) {
            return new AcknowledgeConversationBody(fields.optional("comment", Texts.TEXT));
        }
    }

    record CorrectConversationBody(Text text) {
        static CorrectConversationBody read(Fields fields) {
            return new CorrectConversationBody(
                    fields.required("text", Texts.TEXT.describedAs("What your side remembers differently.")));
        }
    }
}
