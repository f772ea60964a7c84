package dev.kept.commitments.decision;

import dev.kept.commitments.web.Dues;
import dev.kept.commitments.web.GivenEvidence;
import dev.kept.commitments.web.Lists;
import dev.kept.commitments.web.Texts;
import dev.kept.events.DecisionEvent.Alternative;
import dev.kept.events.Due;
import dev.kept.events.Evidence;
import dev.kept.events.Text;
import dev.kept.http.FieldType;
import dev.kept.http.Fields;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What is posted about a decision. */
final class DecisionBodies {

    private static final FieldType<List<Alternative>> ALTERNATIVES = FieldType.list(
            20,
            FieldType.object(
                    "AlternativeBody",
                    item -> new Alternative(item.required("text", Texts.TEXT), item.optional("whyNot", Texts.TEXT))));

    private DecisionBodies() {}

    record ProposeDecisionBody(
            Text statement,
            Text rationale,
            List<Alternative> alternatives,
            List<GivenEvidence> evidence,
            List<UUID> commitments,
            @Nullable Due review) {
        static ProposeDecisionBody read(Fields fields) {
            return new ProposeDecisionBody(
                    fields.required("statement", Texts.TEXT.describedAs("What is to be decided.")),
                    fields.required("rationale", Texts.TEXT.describedAs("Why: the shared purpose it serves, and how.")),
                    fields.otherwise("alternatives", ALTERNATIVES.describedAs("What else was considered."), List.of()),
                    fields.otherwise("evidence", Lists.EVIDENCE, List.of()),
                    fields.otherwise("commitments", Lists.ITEMS.describedAs("Commitments that it affects."), List.of()),
                    Dues.optional(fields, "review"));
        }

        /** @param lookUp finds the files that it names */
        Substance substance(Function<List<GivenEvidence>, List<Evidence>> lookUp) {
            return new Substance(statement, rationale, alternatives, lookUp.apply(evidence), commitments, review);
        }
    }

    record ObjectToDecisionBody(Text reason) {
        static ObjectToDecisionBody read(Fields fields) {
            return new ObjectToDecisionBody(fields.required("reason", Texts.TEXT));
        }
    }

    /** @param next when it will be looked at after this */
    record ReviewDecisionBody(Text outcome, @Nullable Due next) {
        static ReviewDecisionBody read(Fields fields) {
            return new ReviewDecisionBody(fields.required("outcome", Texts.TEXT), Dues.optional(fields, "next"));
        }
    }
}
