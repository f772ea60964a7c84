package dev.kept.commitments.mediation;

import dev.kept.commitments.mediation.FindingCommand.Disputed;
import dev.kept.commitments.recurrence.Recurrences;
import dev.kept.commitments.web.GivenEvidence;
import dev.kept.commitments.web.Lists;
import dev.kept.commitments.web.Texts;
import dev.kept.events.Side;
import dev.kept.events.Text;
import dev.kept.http.FieldType;
import dev.kept.http.Fields;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is posted by mediators, and to answer them. */
final class MediationBodies {

    private MediationBodies() {}

    record AskQuestionBody(@Nullable Side to, Text text, List<UUID> about) {
        static AskQuestionBody read(Fields fields) {
            return new AskQuestionBody(
                    fields.optional(
                            "to",
                            FieldType.choice(Side.class).describedAs("The side that is asked; both when absent.")),
                    fields.required("text", Texts.TEXT),
                    fields.otherwise("about", Lists.ITEMS.describedAs("Items the question is about."), List.of()));
        }
    }

    record AnswerQuestionBody(Text text) {
        static AnswerQuestionBody read(Fields fields) {
            return new AnswerQuestionBody(fields.required("text", Texts.TEXT));
        }
    }

    record RecordFindingBody(Text text, @Nullable Disputed dispute, List<UUID> about, List<GivenEvidence> evidence) {

        private static final FieldType<Disputed> DISPUTE = FieldType.object(
                        "DisputeBody",
                        dispute -> new Disputed(
                                dispute.required("commitment", FieldType.uuid()),
                                dispute.optional(
                                        "occurrence",
                                        FieldType.integer(1, Recurrences.MAX_OCCURRENCES)
                                                .describedAs("Required when the commitment recurs, and only then.")),
                                dispute.required(
                                        "kept",
                                        FieldType.flag()
                                                .describedAs(
                                                        "Whether the delivery should count, by the time it was made;"
                                                                + " else the occurrence was missed."))))
                .describedAs("The disputed delivery it is on; absent when it is on a pattern.");

        static RecordFindingBody read(Fields fields) {
            return new RecordFindingBody(
                    fields.required("text", Texts.TEXT),
                    fields.optional("dispute", DISPUTE),
                    fields.otherwise("about", Lists.ITEMS.describedAs("Items the finding rests on."), List.of()),
                    fields.otherwise(
                            "evidence",
                            Lists.EVIDENCE.describedAs("What else it rests on, e.g. what the mediator was shown."),
                            List.of()));
        }
    }
}
