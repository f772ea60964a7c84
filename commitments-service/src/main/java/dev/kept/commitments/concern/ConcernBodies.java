package dev.kept.commitments.concern;

import dev.kept.commitments.commitment.TermsBody;
import dev.kept.commitments.web.GivenEvidence;
import dev.kept.commitments.web.Lists;
import dev.kept.commitments.web.Texts;
import dev.kept.events.Terms;
import dev.kept.events.Text;
import dev.kept.http.FieldType;
import dev.kept.http.Fields;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is posted about a concern. */
final class ConcernBodies {

    private ConcernBodies() {}

    record RaiseConcernBody(
            Text title,
            Text purpose,
            Text behaviour,
            Text impact,
            List<GivenEvidence> evidence,
            Text invitation,
            @Nullable UUID repeats,
            List<UUID> about) {
        static RaiseConcernBody read(Fields fields) {
            return new RaiseConcernBody(
                    fields.required("title", Texts.TITLE),
                    fields.required("purpose", Texts.TEXT.describedAs("What both sides want.")),
                    fields.required(
                            "behaviour",
                            Texts.TEXT.describedAs("What was observed, rather than what somebody is like.")),
                    fields.required("impact", Texts.TEXT.describedAs("What that did to your side.")),
                    fields.otherwise("evidence", Lists.EVIDENCE, List.of()),
                    fields.required("invitation", Texts.TEXT.describedAs("How you ask the other side to respond.")),
                    fields.optional("repeats", FieldType.uuid().describedAs("The earlier concern that shows again.")),
                    fields.otherwise("about", Lists.ITEMS, List.of()));
        }
    }

    record AcknowledgeConcernBody(Text text) {
        static AcknowledgeConcernBody read(Fields fields) {
            return new AcknowledgeConcernBody(fields.required("text", Texts.TEXT));
        }
    }

    record NameCauseBody(Text text) {
        static NameCauseBody read(Fields fields) {
            return new NameCauseBody(fields.required("text", Texts.TEXT));
        }
    }

    /** An apology is bound to one repair: that is for the rules of the ledger to say. */
    record OfferApologyBody(
            Text impact,
            Text wrong,
            Text regret,
            @Nullable UUID repair,
            @Nullable Terms commitment) {
        static OfferApologyBody read(Fields fields) {
            return new OfferApologyBody(
                    fields.required("impact", Texts.TEXT.describedAs("What it did to the other side.")),
                    fields.required("wrong", Texts.TEXT.describedAs("What was wrong.")),
                    fields.required("regret", Texts.TEXT),
                    fields.optional(
                            "repair",
                            FieldType.uuid()
                                    .describedAs("The commitment that repairs: one that your side owes already. Either"
                                            + " this or `commitment`.")),
                    fields.optional(
                            "commitment",
                            TermsBody.NESTED.describedAs(
                                    "The terms of a new commitment that repairs, made together with the apology.")));
        }
    }

    record ProposeRemedyBody(Text text, @Nullable UUID commitment) {
        static ProposeRemedyBody read(Fields fields) {
            return new ProposeRemedyBody(
                    fields.required("text", Texts.TEXT),
                    fields.optional(
                            "commitment",
                            FieldType.uuid().describedAs("A commitment of this ledger that carries it out.")));
        }
    }

    record DeclareReadinessBody(boolean ready, @Nullable Text comment) {
        static DeclareReadinessBody read(Fields fields) {
            return new DeclareReadinessBody(
                    fields.otherwise(
                            "ready", FieldType.flag().describedAs("False takes an earlier declaration back."), true),
                    fields.optional("comment", Texts.TEXT));
        }
    }

    record ReopenConcernBody(Text reason) {
        static ReopenConcernBody read(Fields fields) {
            return new ReopenConcernBody(fields.required("reason", Texts.TEXT));
        }
    }
}
