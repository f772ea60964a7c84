package dev.kept.pages;

import dev.kept.pages.Field.Option;
import java.util.List;

/** What a mediator writes, what the sides answer, and what anybody discloses of their interests. */
final class MediationForms {

    private static final String REVIEW = "/review";
    private static final Field FOUND = Field.text("text", "What do you find?")
            .help("What the record shows, in words that both sides could accept. It judges no person.");

    /** As {@code recordFinding}, for a delivery that is disputed. */
    static final String ON_DISPUTE = "recordFindingOnDispute";

    static final List<Form> ALL = List.of(
            Form.of(
                    "askQuestion",
                    "/questions",
                    "Ask a question",
                    "Ask",
                    "Your question, and whom you ask. Both sides read it and the answers.",
                    REVIEW + "#questions",
                    Field.choice(
                                    "to",
                                    "Whom do you ask?",
                                    new Option("", "Both sides"),
                                    new Option("A", "Side ●"),
                                    new Option("B", "Side ■"))
                            .optional(),
                    Field.text("text", "What do you ask?").help("Open, and answerable from what somebody saw or did."),
                    Field.anything("about", "What is it about?")),
            Form.of(
                    "answerQuestion",
                    "/questions/{item}/answers",
                    "Answer the mediator",
                    "Answer",
                    "The answer of {side}, once. Both sides and the mediator read it.",
                    REVIEW + "#questions",
                    Field.text("text", "What do you answer?")),
            Form.of(
                    "recordFinding",
                    "/findings",
                    "Record a finding",
                    "Record it",
                    "Your finding. It changes no entry; each side says whether it accepts it.",
                    REVIEW + "#findings",
                    FOUND,
                    Field.anything("about", "What does it rest on?")),
            Form.of(
                    ON_DISPUTE,
                    "/findings",
                    "Record a finding on this dispute",
                    "Record it",
                    "Your finding on this delivery. It changes no entry. When both sides accept it, the dispute is"
                            + " resolved the way you say here.",
                    REVIEW + "#findings",
                    FOUND,
                    Field.yesNo(
                                    "dispute/kept",
                                    "Should the delivery count?",
                                    "Yes: as kept, or kept late, by the time it was made",
                                    "No: the date was missed")
                            .help("This is what happens to the dispute once both sides accept."),
                    Field.given("dispute/commitment"),
                    Field.given("dispute/occurrence")),
            Form.of(
                    "acceptFinding",
                    "/findings/{item}/acceptance",
                    "Accept the finding",
                    "Accept",
                    "That {side} accepts this finding. When both sides do, a dispute that it is on is resolved.",
                    REVIEW + "#findings"),
            Form.of(
                    "declineFinding",
                    "/findings/{item}/decline",
                    "Decline the finding",
                    "Decline",
                    "That {side} does not accept this finding. It stays in the record; {side} may accept it later.",
                    REVIEW + "#findings",
                    Field.text("reason", "Why, if you want to say").optional()),
            Form.of(
                    "escalateDispute",
                    "/commitments/{item}/dispute-escalation",
                    "Take it to the mediator",
                    "Take it to the mediator",
                    "That {side} takes this dispute to the mediator.",
                    "/commitments/{item}",
                    Field.text("reason", "What keeps you from settling it yourselves?")
                            .optional()),
            Form.of(
                    "discloseInterest",
                    "/interests",
                    "Disclose an interest",
                    "Disclose it",
                    "What ties you to a side or to the matter, under your name, for everybody in this ledger.",
                    REVIEW + "#interests",
                    Field.text("text", "What should the others know?")
                            .help("A tie to a side, money, a role, a friendship: whatever might make others doubt"
                                    + " your word if they learned of it later.")));

    private MediationForms() {}
}
