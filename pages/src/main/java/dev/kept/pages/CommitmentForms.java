package dev.kept.pages;

import dev.kept.pages.Field.Option;
import java.util.ArrayList;
import java.util.List;

/** What people write about a commitment. */
final class CommitmentForms {

    private static final String ONE = "/commitments/{item}";
    private static final String PROPOSAL = ONE + "/terms-proposals/{part}";
    private static final String NEW = "/commitments/{id}";
    private static final String THERE = "/commitments/{item}";

    private static final Field MAY_SAY_WHY =
            Field.text("reason", "Why, if you want to say").optional();
    private static final Field WHY = Field.text("reason", "Why?");

    private static final List<Field> TERMS = List.of(
            Field.line("title", "What?").help("The result, so that both sides would agree on whether it is there."),
            Field.text("details", "What belongs to it, what does not?").optional(),
            Field.due("due", "By when?"),
            Field.text("conditions", "Under which conditions?")
                    .optional()
                    .help("What has to be there first, and who sees to it."),
            Field.text("evaluation", "How will we see that it is kept?").optional(),
            Field.choice(
                            "monitor",
                            "Who keeps an eye on it?",
                            new Option("BOTH", "Both sides"),
                            new Option("A", "Side ●"),
                            new Option("B", "Side ■"),
                            new Option("MEDIATOR", "The mediator"))
                    .optional());

    private static final List<Field> OTHER_TERMS = List.of(
            Field.due("due", "The new date"),
            Field.text("reason", "Why?").help("What changed, and what would have helped to see it earlier."),
            Field.line("title", "What, if that changes too").optional(),
            Field.text("details", "Details, if they change too").optional(),
            Field.text("conditions", "Conditions, if they change too").optional(),
            Field.text("evaluation", "How we see that it is kept, if that changes too")
                    .optional());

    static final List<Form> ALL = List.of(
            new Form(
                    "makeCommitment",
                    "/commitments",
                    "Make a commitment",
                    "Make this commitment",
                    "That {side} will do this by then. It is open at once, and it can be renegotiated but not unsaid.",
                    NEW,
                    with(TERMS, Field.repeats())),
            new Form(
                    "requestCommitment",
                    "/commitment-requests",
                    "Ask for a commitment",
                    "Ask for it",
                    "That {side} asks the other side for this. It is a commitment once they accept; they may answer"
                            + " with other terms.",
                    NEW,
                    with(TERMS, Field.repeats())),
            Form.of(
                    "acceptRequest",
                    ONE + "/request-acceptance",
                    "Accept the request",
                    "Accept",
                    "That {side} accepts these terms. From then on it is a commitment.",
                    THERE),
            Form.of(
                    "declineRequest",
                    ONE + "/request-decline",
                    "Decline the request",
                    "Decline",
                    "That {side} declines. It counts in no number.",
                    THERE,
                    MAY_SAY_WHY),
            new Form(
                    "counterRequest",
                    ONE + "/request-counter",
                    "Answer with other terms",
                    "Answer with these terms",
                    "That {side} answers with these terms. Then it is the other side's turn.",
                    THERE,
                    with(with(TERMS, Field.repeats()), MAY_SAY_WHY)),
            Form.of(
                    "deliverCommitment",
                    ONE + "/deliveries",
                    "Deliver",
                    "Deliver",
                    "That {side} delivered, now. The other side confirms or disputes it.",
                    THERE,
                    Field.text("text", "What did you deliver?").optional(),
                    Field.evidence("What shows it?")),
            Form.of(
                    "deliverUpdate",
                    ONE + "/updates",
                    "Tell how it goes",
                    "Tell",
                    "What {side} says about how it goes. A warning before the due date counts as notice.",
                    THERE,
                    Field.text("text", "How does it go?"),
                    Field.number("progress", "How far, in percent").optional(),
                    Field.choice(
                                    "confidence",
                                    "How sure are you to make the date?",
                                    new Option("", "No answer"),
                                    new Option("HIGH", "Sure"),
                                    new Option("MEDIUM", "Fairly sure"),
                                    new Option("LOW", "Not sure"))
                            .optional(),
                    Field.flag("atRisk", "The date is at risk")),
            new Form(
                    "proposeTerms",
                    ONE + "/terms-proposals",
                    "Propose other terms",
                    "Propose",
                    "That {side} proposes these terms. Those in force stay until the other side accepts; every earlier"
                            + " date stays visible.",
                    THERE,
                    OTHER_TERMS),
            Form.of(
                    "acceptTerms",
                    PROPOSAL + "/acceptance",
                    "Accept the other terms",
                    "Accept",
                    "That {side} accepts these terms. They are in force from then on; the original date keeps its own"
                            + " count.",
                    THERE),
            Form.of(
                    "declineTerms",
                    PROPOSAL + "/decline",
                    "Decline the other terms",
                    "Decline",
                    "That {side} declines. The terms in force stay.",
                    THERE,
                    MAY_SAY_WHY),
            new Form(
                    "counterTerms",
                    PROPOSAL + "/counter",
                    "Answer with other terms",
                    "Answer with these terms",
                    "That {side} answers with these terms. Then it is the other side's turn.",
                    THERE,
                    OTHER_TERMS),
            Form.of(
                    "confirmDelivery",
                    ONE + "/delivery-confirmation",
                    "Confirm the delivery",
                    "Confirm",
                    "That {side} agrees it is done.",
                    THERE,
                    Field.text("comment", "A few words, if you like").optional()),
            Form.of(
                    "disputeDelivery",
                    ONE + "/delivery-dispute",
                    "Dispute the delivery",
                    "Dispute",
                    "That {side} does not see it as done, and why. The other side may deliver again.",
                    THERE,
                    Field.text("reason", "What is not done?")
                            .help("What you see, measured by what was agreed; not what you think of the people.")),
            Form.of(
                    "withdrawDispute",
                    ONE + "/dispute-withdrawal",
                    "Take back the dispute",
                    "Take it back",
                    "That {side} agrees after all that it is done, as of the day it was delivered.",
                    THERE,
                    MAY_SAY_WHY),
            Form.of(
                    "missDeadline",
                    ONE + "/miss",
                    "Admit that the date will not be met",
                    "Admit",
                    "That {side} misses this date, said now. Before the date, this counts as notice. It can still be"
                            + " delivered late.",
                    THERE,
                    Field.text("reason", "How it came about, if you want to say")
                            .optional()),
            Form.of(
                    "giveReason",
                    ONE + "/miss-reason",
                    "Say how it came to be missed",
                    "Say so",
                    "What {side} says about how it came to be missed. The miss stays.",
                    THERE,
                    Field.text("reason", "How did it come about?")),
            Form.of(
                    "excuseMiss",
                    ONE + "/miss-excuse",
                    "Excuse the miss",
                    "Excuse",
                    "That {side} excuses the miss. It stays visible and leaves the rates.",
                    THERE,
                    MAY_SAY_WHY),
            Form.of(
                    "releaseCommitment",
                    ONE + "/release",
                    "Release the other side",
                    "Release",
                    "That {side} no longer asks for what is still open here.",
                    THERE,
                    MAY_SAY_WHY),
            Form.of(
                    "withdrawCommitment",
                    ONE + "/withdrawal",
                    "Withdraw",
                    "Withdraw",
                    "That {side} takes back what is still open here, and why.",
                    THERE,
                    WHY));

    private CommitmentForms() {}

    private static List<Field> with(List<Field> fields, Field more) {
        List<Field> all = new ArrayList<>(fields);
        all.add(more);
        return all;
    }
}
