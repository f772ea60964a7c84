package dev.kept.commitments.commitment;

import dev.kept.commitments.recurrence.Recurrences;
import dev.kept.commitments.web.Dues;
import dev.kept.commitments.web.GivenEvidence;
import dev.kept.commitments.web.Lists;
import dev.kept.commitments.web.Texts;
import dev.kept.events.CommitmentEvent.Confidence;
import dev.kept.events.CommitmentEvent.RevisedTerms;
import dev.kept.events.Terms;
import dev.kept.events.Text;
import dev.kept.http.FieldType;
import dev.kept.http.Fields;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is posted about a commitment. */
final class CommitmentBodies {

    private static final FieldType<Integer> OCCURRENCE = FieldType.integer(1, Recurrences.MAX_OCCURRENCES)
            .describedAs("Which occurrence it is about: required when the commitment recurs, and only then.");

    private CommitmentBodies() {}

    /** Other terms than those requested. */
    record CounterRequestBody(Terms terms, @Nullable Text reason) {
        static CounterRequestBody read(Fields fields) {
            return new CounterRequestBody(TermsBody.read(fields).terms(), fields.optional("reason", Texts.TEXT));
        }
    }

    /** Other terms than those in force. */
    record CounterTermsBody(RevisedTerms terms, Text reason) {
        static CounterTermsBody read(Fields fields) {
            RevisedTerms terms = new RevisedTerms(
                    Dues.required(fields, "due"),
                    fields.optional("title", Texts.TITLE.describedAs("What is absent stays as it is.")),
                    fields.optional("details", Texts.TEXT),
                    fields.optional("conditions", Texts.TEXT),
                    fields.optional("evaluation", Texts.TEXT));
            return new CounterTermsBody(terms, fields.required("reason", Texts.TEXT));
        }
    }

    record ProposeTermsBody(@Nullable Integer occurrence, RevisedTerms terms, Text reason) {
        static ProposeTermsBody read(Fields fields) {
            CounterTermsBody proposed = CounterTermsBody.read(fields);
            return new ProposeTermsBody(fields.optional("occurrence", OCCURRENCE), proposed.terms(), proposed.reason());
        }
    }

    record DeliverUpdateBody(
            @Nullable Integer occurrence,
            Text text,
            @Nullable Integer progress,
            @Nullable Confidence confidence,
            boolean atRisk) {
        static DeliverUpdateBody read(Fields fields) {
            return new DeliverUpdateBody(
                    fields.optional("occurrence", OCCURRENCE),
                    fields.required("text", Texts.TEXT),
                    fields.optional("progress", FieldType.integer(0, 100).describedAs("Percent.")),
                    fields.optional("confidence", FieldType.choice(Confidence.class)),
                    fields.otherwise(
                            "atRisk",
                            FieldType.flag().describedAs("An early warning that the due instant may not be met."),
                            false));
        }
    }

    record DeliverCommitmentBody(
            @Nullable Integer occurrence, @Nullable Text text, List<GivenEvidence> evidence) {
        static DeliverCommitmentBody read(Fields fields) {
            return new DeliverCommitmentBody(
                    fields.optional("occurrence", OCCURRENCE),
                    fields.optional("text", Texts.TEXT),
                    fields.otherwise("evidence", Lists.EVIDENCE, List.of()));
        }
    }

    record ConfirmDeliveryBody(
            @Nullable Integer occurrence, @Nullable Text comment) {
        static ConfirmDeliveryBody read(Fields fields) {
            return new ConfirmDeliveryBody(
                    fields.optional("occurrence", OCCURRENCE), fields.optional("comment", Texts.TEXT));
        }
    }

    /** Why, about one occurrence. */
    record OccurrenceReason(@Nullable Integer occurrence, Text reason) {
        static OccurrenceReason read(Fields fields) {
            return new OccurrenceReason(
                    fields.optional("occurrence", OCCURRENCE), fields.required("reason", Texts.TEXT));
        }
    }

    /** Why, about one occurrence, for those who want to say. */
    record OccurrenceOptionalReason(
            @Nullable Integer occurrence, @Nullable Text reason) {
        static OccurrenceOptionalReason read(Fields fields) {
            return new OccurrenceOptionalReason(
                    fields.optional("occurrence", OCCURRENCE), fields.optional("reason", Texts.TEXT));
        }
    }

    record WithdrawCommitmentBody(Text reason) {
        static WithdrawCommitmentBody read(Fields fields) {
            return new WithdrawCommitmentBody(fields.required("reason", Texts.TEXT));
        }
    }
}
