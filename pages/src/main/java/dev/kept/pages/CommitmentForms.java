package dev.kept.pages;

import java.util.ArrayList;
import java.util.List;

/** What people write about a commitment. */
final class CommitmentForms {

    private static final String ONE = "/commitments/{item}";
    private static final String PROPOSAL = ONE + "/terms-proposals/{part}";
    private static final String NEW = "/commitments/{id}";
    private static final String THERE = "/commitments/{item}";

    private static final Field MAY_SAY_WHY = Field.text("reason").optional();
    private static final Field WHY = Field.text("reason");

    private static final List<Field> TERMS = List.of(
            Field.line("title"),
            Field.text("details").optional(),
            Field.due("due"),
            Field.text("conditions").optional(),
            Field.text("evaluation").optional(),
            Field.choice("monitor", "BOTH", "A", "B", "MEDIATOR").optional());

    private static final List<Field> OTHER_TERMS = List.of(
            Field.due("due"),
            Field.text("reason"),
            Field.line("title").optional(),
            Field.text("details").optional(),
            Field.text("conditions").optional(),
            Field.text("evaluation").optional());

    static final List<Form> ALL = List.of(
            Form.of("makeCommitment", "/commitments", NEW, with(TERMS, Field.repeats())),
            Form.of("requestCommitment", "/commitment-requests", NEW, with(TERMS, Field.repeats())),
            Form.of("acceptRequest", ONE + "/request-acceptance", THERE),
            Form.of("declineRequest", ONE + "/request-decline", THERE, MAY_SAY_WHY),
            Form.of("counterRequest", ONE + "/request-counter", THERE, with(with(TERMS, Field.repeats()), MAY_SAY_WHY)),
            Form.of(
                    "deliverCommitment",
                    ONE + "/deliveries",
                    THERE,
                    Field.text("text").optional(),
                    Field.evidence()),
            Form.of(
                    "deliverUpdate",
                    ONE + "/updates",
                    THERE,
                    Field.text("text"),
                    Field.number("progress").optional(),
                    Field.choice("confidence", "", "HIGH", "MEDIUM", "LOW").optional(),
                    Field.flag("atRisk")),
            Form.of("proposeTerms", ONE + "/terms-proposals", THERE, OTHER_TERMS),
            Form.of("acceptTerms", PROPOSAL + "/acceptance", THERE),
            Form.of("declineTerms", PROPOSAL + "/decline", THERE, MAY_SAY_WHY),
            Form.of("counterTerms", PROPOSAL + "/counter", THERE, OTHER_TERMS),
            Form.of(
                    "confirmDelivery",
                    ONE + "/delivery-confirmation",
                    THERE,
                    Field.text("comment").optional()),
            Form.of("disputeDelivery", ONE + "/delivery-dispute", THERE, Field.text("reason")),
            Form.of("withdrawDispute", ONE + "/dispute-withdrawal", THERE, MAY_SAY_WHY),
            Form.of("missDeadline", ONE + "/miss", THERE, Field.text("reason").optional()),
            Form.of("giveReason", ONE + "/miss-reason", THERE, Field.text("reason")),
            Form.of("excuseMiss", ONE + "/miss-excuse", THERE, MAY_SAY_WHY),
            Form.of("releaseCommitment", ONE + "/release", THERE, MAY_SAY_WHY),
            Form.of("withdrawCommitment", ONE + "/withdrawal", THERE, WHY));

    private CommitmentForms() {}

    private static List<Field> with(List<Field> fields, Field more) {
        List<Field> all = new ArrayList<>(fields);
        all.add(more);
        return all;
    }
}
