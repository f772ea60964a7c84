package dev.kept.commitments.charter;

import dev.kept.commitments.web.Texts;
import dev.kept.events.CharterEvent.Section;
import dev.kept.events.Side;
import dev.kept.events.Text;
import dev.kept.http.FieldType;
import dev.kept.http.Fields;
import dev.kept.http.Invalid;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is posted about the charter. */
final class CharterBodies {

    private static final FieldType<List<ProposedClause>> CLAUSES = FieldType.list(
            CharterCommand.MAX_CLAUSES,
            FieldType.object(
                    "ClauseBody",
                    item -> new ProposedClause(
                            item.optional(
                                    "clause", FieldType.uuid().describedAs("The clause's id; absent for a new one.")),
                            item.required("section", FieldType.choice(Section.class)),
                            item.optional(
                                    "side",
                                    FieldType.choice(Side.class)
                                            .describedAs(
                                                    "Whose role or preference it is; absent when it holds for both.")),
                            item.required("text", Texts.TEXT))));

    private CharterBodies() {}

    record ProposeCharterBody(
            List<ProposedClause> clauses, @Nullable Text reason) {
        static ProposeCharterBody read(Fields fields) {
            List<ProposedClause> clauses = fields.required("clauses", CLAUSES);
            fields.derive("clauses", Set.of("clauses"), true, () -> {
                if (clauses.isEmpty()) {
                    throw new Invalid("missing", "A charter has at least one clause.");
                }
                return true;
            });
            return new ProposeCharterBody(clauses, fields.optional("reason", Texts.TEXT));
        }
    }

    record AmendCharterBody(
            @Nullable UUID answers,
            List<ProposedClause> changed,
            List<UUID> removed,
            @Nullable Text reason) {
        static AmendCharterBody read(Fields fields) {
            return new AmendCharterBody(
                    fields.optional(
                            "answers",
                            FieldType.uuid()
                                    .describedAs("The other side's open proposal that this one changes and takes the"
                                            + " place of; absent to change what is in force.")),
                    fields.otherwise(
                            "changed", CLAUSES.describedAs("Clauses that are new or get another wording."), List.of()),
                    fields.otherwise(
                            "removed",
                            FieldType.list(CharterCommand.MAX_CLAUSES, FieldType.uuid())
                                    .describedAs("Ids of clauses."),
                            List.of()),
                    fields.optional("reason", Texts.TEXT));
        }
    }
}
