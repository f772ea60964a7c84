package dev.kept.wording;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One word for one thing: how states, entries and fields are called on every page. */
public class Words {

    /**
     * A state as people read it.
     *
     * @param icon a shape of its own for each, so that colour is never needed
     */
    public record StateWord(String word, String icon, String tone) {}

    private static final Map<String, StateWord> STATES = Map.ofEntries(
            state("requested", "asked for", "?", "wait"),
            state("declined", "declined", "–", "quiet"),
            state("open", "open", "○", "open"),
            state("delivered", "awaiting confirmation", "◔", "wait"),
            state("delivered-late", "delivered late, awaiting confirmation", "◔", "wait"),
            state("disputed", "disputed", "≠", "wait"),
            state("missed", "missed", "×", "missed"),
            state("kept", "kept", "✓", "kept"),
            state("kept-late", "kept late", "✓", "late"),
            state("excused", "excused", "~", "quiet"),
            state("released", "released", "–", "quiet"),
            state("withdrawn", "withdrawn", "–", "quiet"),
            state("proposed", "proposed", "?", "wait"),
            state("accepted", "accepted", "✓", "kept"),
            state("admitted", "admitted", "✓", "kept"),
            state("stood-down", "stood down", "–", "quiet"),
            state("dismissed", "dismissed", "–", "quiet"),
            state("agreed", "in force", "✓", "kept"),
            state("in-force", "in force", "✓", "kept"),
            state("objected", "objected to", "≠", "wait"),
            state("superseded", "replaced", "–", "quiet"),
            state("raised", "raised", "○", "open"),
            state("acknowledged", "acknowledged", "◔", "open"),
            state("settled", "settled", "✓", "kept"),
            state("reopened", "reopened", "○", "open"),
            state("escalated", "with the mediator", "◆", "wait"),
            state("scheduled", "ahead", "○", "open"),
            state("held", "held", "✓", "kept"),
            state("planned", "ahead", "○", "open"),
            state("cancelled", "called off", "–", "quiet"),
            state("recorded", "recorded", "○", "open"),
            state("corrected", "remembered differently", "≠", "wait"),
            state("celebrated", "waits to be endorsed", "?", "wait"),
            state("endorsed", "shared", "✓", "kept"),
            state("ended", "ended", "–", "quiet"),
            state("paused", "paused", "–", "quiet"),
            state("countered", "answered with other terms", "–", "quiet"),
            state("question-open", "waits for an answer", "?", "wait"),
            state("question-answered", "answered", "✓", "kept"),
            state("finding-open", "waits for both sides", "?", "wait"),
            state("finding-accepted", "accepted by both sides", "✓", "kept"),
            state("finding-declined", "not accepted", "–", "quiet"),
            state("erasure-proposed", "proposed", "?", "wait"),
            state("erasure-declined", "declined, the text stays", "–", "quiet"),
            state("erasure-erased", "erased", "–", "quiet"),
            state("closed", "closed", "–", "quiet"),
            state("asked", "waits for an answer", "?", "wait"),
            state("given", "answered", "◔", "open"),
            state("acted-upon", "acted upon", "✓", "kept"),
            state("upcoming", "ahead", "○", "open"),
            state("awaited", "no word yet", "?", "wait"),
            state("held-late", "held, recorded late", "✓", "late"),
            state("skipped", "left out", "–", "quiet"),
            state("lapsed", "lapsed", "–", "quiet"));

    private static final Map<String, String> PHRASES = Map.<String, String>ofEntries(
            Map.entry("ledger.opened", "opened the ledger"),
            Map.entry("party.invited", "invited the other party"),
            Map.entry("member.invited", "invited one more member"),
            Map.entry("invitation.withdrawn", "took back an invitation"),
            Map.entry("party.joined", "joined as the other party"),
            Map.entry("member.joined", "joined as a member"),
            Map.entry("member.removed", "removed a member"),
            Map.entry("mediator.proposed", "proposed a mediator"),
            Map.entry("mediator.accepted", "agreed to mediate and disclosed interests"),
            Map.entry("mediator.admitted", "admitted the mediator"),
            Map.entry("mediator.declined", "declined the mediator"),
            Map.entry("mediator.stood-down", "stood down as mediator"),
            Map.entry("mediator.dismissed", "dismissed the mediator"),
            Map.entry("commitment.made", "promised"),
            Map.entry("commitment.requested", "asked for a commitment"),
            Map.entry("commitment.request-accepted", "accepted the request"),
            Map.entry("commitment.request-declined", "declined the request"),
            Map.entry("commitment.request-countered", "answered the request with other terms"),
            Map.entry("commitment.update-delivered", "told how it goes"),
            Map.entry("commitment.terms-proposed", "proposed other terms"),
            Map.entry("commitment.terms-accepted", "accepted the other terms"),
            Map.entry("commitment.terms-declined", "declined the other terms"),
            Map.entry("commitment.terms-countered", "answered with other terms"),
            Map.entry("commitment.delivered", "delivered"),
            Map.entry("commitment.delivery-confirmed", "confirmed the delivery"),
            Map.entry("commitment.delivery-disputed", "disputed the delivery"),
            Map.entry("commitment.dispute-withdrawn", "took back the dispute"),
            Map.entry("commitment.delivery-uncontested", "recorded that nobody contested the delivery"),
            Map.entry("commitment.deadline-missed", "recorded a missed due date"),
            Map.entry("commitment.reason-given", "said how it came to be missed"),
            Map.entry("commitment.dispute-escalated", "took the dispute to the mediator"),
            Map.entry("commitment.dispute-resolved", "resolved the dispute"),
            Map.entry("commitment.miss-excused", "excused the miss"),
            Map.entry("commitment.released", "released the other side from it"),
            Map.entry("commitment.withdrawn", "withdrew it"),
            Map.entry("charter.proposed", "proposed a charter"),
            Map.entry("charter.amended", "proposed to amend the charter"),
            Map.entry("charter.agreed", "agreed to the charter"),
            Map.entry("charter.declined", "declined the charter"),
            Map.entry("charter.withdrawn", "took the proposed charter back"),
            Map.entry("conversation.recorded", "recorded a conversation"),
            Map.entry("conversation.acknowledged", "acknowledged the record of the conversation"),
            Map.entry("conversation.corrected", "corrected the record of the conversation"),
            Map.entry("concern.raised", "raised a concern"),
            Map.entry("concern.acknowledged", "acknowledged the concern"),
            Map.entry("concern.cause-named", "named what led to it"),
            Map.entry("concern.apology-offered", "apologised, with a commitment that repairs"),
            Map.entry("concern.remedy-proposed", "proposed a remedy"),
            Map.entry("concern.remedy-accepted", "accepted the remedy"),
            Map.entry("concern.remedy-declined", "declined the remedy"),
            Map.entry("concern.readiness-declared", "declared readiness to move on"),
            Map.entry("concern.settled", "settled the concern"),
            Map.entry("concern.reopened", "reopened the concern"),
            Map.entry("concern.escalated", "took the concern to the mediator"),
            Map.entry("decision.proposed", "proposed a decision"),
            Map.entry("decision.agreed", "agreed to the decision"),
            Map.entry("decision.objected", "objected to the decision"),
            Map.entry("decision.withdrawn", "took the proposed decision back"),
            Map.entry("decision.superseded", "replaced the decision"),
            Map.entry("decision.reviewed", "looked at the decision again"),
            Map.entry("checkpoint.scheduled", "planned a checkpoint"),
            Map.entry("checkpoint.rescheduled", "moved the checkpoint"),
            Map.entry("checkpoint.held", "recorded what came of the checkpoint"),
            Map.entry("checkpoint.missed", "recorded that the checkpoint did not take place"),
            Map.entry("check-in.proposed", "proposed check-ins"),
            Map.entry("check-in.agreed", "agreed to the check-ins"),
            Map.entry("check-in.declined", "declined the check-ins"),
            Map.entry("check-in.held", "held a check-in"),
            Map.entry("check-in.missed", "recorded that a check-in did not take place"),
            Map.entry("check-in.paused", "paused the check-ins"),
            Map.entry("check-in.resumed", "resumed the check-ins"),
            Map.entry("check-in.ended", "ended the check-ins"),
            Map.entry("win.celebrated", "named a win"),
            Map.entry("win.endorsed", "endorsed the win"),
            Map.entry("lesson.recorded", "recorded a lesson"),
            Map.entry("feedback.asked", "asked for feedback"),
            Map.entry("feedback.given", "gave feedback"),
            Map.entry("feedback.acted-upon", "acted upon the feedback"),
            Map.entry("question.asked", "asked a question"),
            Map.entry("question.answered", "answered the question"),
            Map.entry("finding.recorded", "recorded a finding"),
            Map.entry("finding.accepted", "accepted the finding"),
            Map.entry("finding.declined", "declined the finding"),
            Map.entry("interest.disclosed", "disclosed an interest"),
            Map.entry("ledger.closing-proposed", "proposed to close the ledger"),
            Map.entry("ledger.closing-declined", "declined to close the ledger"),
            Map.entry("ledger.closed", "closed the ledger"),
            Map.entry("ledger.reopening-proposed", "proposed to reopen the ledger"),
            Map.entry("ledger.reopening-declined", "declined to reopen the ledger"),
            Map.entry("ledger.reopened", "reopened the ledger"),
            Map.entry("erasure.proposed", "proposed to erase a text"),
            Map.entry("erasure.declined", "declined to erase a text"),
            Map.entry("erasure.erased", "erased a text"),
            Map.entry("entries.seen", "read the record"));

    private static final Map<String, String> LABELS = Map.<String, String>ofEntries(
            Map.entry("atRisk", "At risk"),
            Map.entry("confirmationDays", "Days to confirm"),
            Map.entry("mediatorName", "Mediator"),
            Map.entry("partyName", "Party"),
            Map.entry("memberName", "Member"),
            Map.entry("whatWasWrong", "What was wrong"),
            Map.entry("reviewOn", "Looked at again"),
            Map.entry("nextSteps", "Next steps"),
            Map.entry("sharedPurpose", "Shared purpose"),
            Map.entry("actionItems", "Action items"),
            Map.entry("rrule", "Repeats"),
            Map.entry("purpose", "What both want"),
            Map.entry("behaviour", "What was observed"),
            Map.entry("impact", "What it did"),
            Map.entry("invitation", "How to respond"),
            Map.entry("rationale", "Because"),
            Map.entry("whyNot", "Why not"),
            Map.entry("differently", "What we will do differently"),
            Map.entry("text", "Said"),
            Map.entry("wrong", "What was wrong"),
            Map.entry("alternative", "Instead of"),
            Map.entry("name", "Took part"),
            Map.entry("occurred", "Took place"),
            Map.entry("regret", "What is regretted"),
            Map.entry("positives", "What was good about it"),
            Map.entry("evaluation", "How we see that it worked"),
            Map.entry("contact", "How to reach each other"),
            Map.entry("outcomes", "What came of it"),
            Map.entry("outcome", "What came of it"),
            Map.entry("learned", "What we learned"),
            Map.entry("statement", "Decision"),
            Map.entry("synopsis", "What was said"),
            Map.entry("reason", "Why"),
            Map.entry("due", "Due"),
            Map.entry("evidence", "Evidence"),
            Map.entry("occurrence", "No."),
            Map.entry("message", "Message"),
            Map.entry("expires", "Valid until"),
            Map.entry("promisor", "Promised by"),
            Map.entry("monitor", "Who looks whether it is kept"),
            Map.entry("recurrence", "Repeats"),
            Map.entry("howWeDecide", "How we decide"),
            Map.entry("clauseOf", "Of"),
            Map.entry("removed", "Left out"),
            Map.entry("review", "Looked at again"),
            Map.entry("supersedes", "In place of"),
            Map.entry("replacement", "Replaced by"),
            Map.entry("about", "About"),
            Map.entry("links", "What shows it"),
            Map.entry("first", "The first"),
            Map.entry("minutes", "How long"),
            Map.entry("participantSide", "For"),
            Map.entry("repeats", "Shows again what was raised in"),
            Map.entry("repair", "Repaired by"),
            Map.entry("to", "To"),
            Map.entry("kept", "Counts as kept"),
            Map.entry("finding", "By the finding"),
            Map.entry("entry", "Entry"),
            Map.entry("entries", "Entries"),
            Map.entry("ready", "Ready to move on"),
            Map.entry("admitted", "Admitted before it was due"),
            Map.entry("ground", "Ground"),
            Map.entry("item", "About"),
            Map.entry("version", "Version"),
            Map.entry("interests", "Interests"),
            Map.entry("member", "Member"),
            Map.entry("field", "Text"),
            Map.entry("at", "When"));

    private static final Map<String, String> WAITING = Map.ofEntries(
            Map.entry("answer-request", "Answer the request"),
            Map.entry("answer-terms", "Answer the other terms"),
            Map.entry("confirm-delivery", "Confirm or dispute the delivery"),
            Map.entry("settle-dispute", "Settle the dispute"),
            Map.entry("give-reason", "Say how it came to be missed"),
            Map.entry("admit-mediator", "Admit or decline the mediator"),
            Map.entry("deliver", "Deliver"),
            Map.entry("deliver-late", "Make good what was missed"),
            Map.entry("answer-charter", "Answer the proposed ground rules"),
            Map.entry("answer-check-ins", "Answer the proposed check-ins"),
            Map.entry("hold-check-in", "Say how the check-in went"),
            Map.entry("hold-checkpoint", "Hold the checkpoint, or move it"),
            Map.entry("answer-decision", "Agree or object to the decision"),
            Map.entry("answer-objection", "Answer the objection"),
            Map.entry("review-decision", "Look at the decision again"),
            Map.entry("acknowledge-concern", "Answer the concern"),
            Map.entry("answer-remedy", "Answer the remedy"),
            Map.entry("hear-concern", "Hear the concern"),
            Map.entry("acknowledge-conversation", "Read the account of the talk"),
            Map.entry("give-feedback", "Give the feedback asked for"),
            Map.entry("act-on-feedback", "Say what follows from the feedback"),
            Map.entry("endorse-win", "Share the win"),
            Map.entry("answer-question", "Answer the mediator's question"),
            Map.entry("answer-finding", "Answer the mediator's finding"),
            Map.entry("answer-erasure", "Answer the proposed erasure"),
            Map.entry("answer-closing", "Answer the proposal to close"),
            Map.entry("answer-reopening", "Answer the proposal to reopen"));

    /** How operations begin that take things forward. */
    private static final List<String> FORWARD = List.of(
            "accept",
            "acknowledge",
            "admit",
            "agree",
            "answer",
            "confirm",
            "deliver",
            "endorse",
            "give",
            "hold",
            "make",
            "open",
            "proposeCharter",
            "actOn",
            "resume",
            "inviteParty");

    /** Kinds of entry that set the course: shown a little larger. */
    private static final Set<String> WEIGHTY = Set.of("decision", "finding", "charter");

    private static Map.Entry<String, StateWord> state(String name, String word, String icon, String tone) {
        return Map.entry(name, new StateWord(word, icon, tone));
    }

    public StateWord state(@Nullable String name) {
        String wire = name == null ? "" : name;
        return STATES.getOrDefault(wire, new StateWord(wire.replace('-', ' '), "○", "open"));
    }

    /** What somebody did, from an entry's type. */
    public String phrase(String type) {
        String[] parts = type.split("\\.", 5);
        String known = parts.length < 4 ? null : PHRASES.get(parts[2] + "." + parts[3]);
        return known == null ? type : known;
    }

    /** Whether an action takes things forward, rather than back or elsewhere: such a one may stand out. */
    public boolean forward(String operation) {
        return FORWARD.stream().anyMatch(operation::startsWith);
    }

    /** How often, as a line of its own. */
    public String cadence(String rule, When when) {
        String said = Cadence.said(rule, when::date);
        return said.substring(0, 1).toUpperCase(Locale.ROOT) + said.substring(1);
    }

    public boolean weighty(String kind) {
        return WEIGHTY.contains(kind);
    }

    /** A field's name as people read it. */
    public String label(String field) {
        String known = LABELS.get(field);
        if (known != null) {
            return known;
        }
        StringBuilder words = new StringBuilder();
        for (char c : field.toCharArray()) {
            if (Character.isUpperCase(c)) {
                words.append(' ').append(Character.toLowerCase(c));
            } else {
                words.append(words.isEmpty() ? Character.toUpperCase(c) : c);
            }
        }
        return words.toString();
    }

    /** A number with what it counts. */
    public String quantity(Doc field) {
        long number = field.number("number");
        return switch (field.string("unit")) {
            case "percent" -> number + " %";
            case "days" -> number + (number == 1 ? " day" : " days");
            case "minutes" -> number + (number == 1 ? " minute" : " minutes");
            case "clauses" -> number + (number == 1 ? " clause" : " clauses");
            default -> Long.toString(number);
        };
    }

    /** A code word, by the list it comes from. */
    public String code(Doc field, Ledger ledger) {
        String code = field.string("code");
        return switch (field.string("list")) {
            case "side", "monitor" -> ledger.name(code);
            case "confidence" ->
                switch (code) {
                    case "LOW" -> "low";
                    case "MEDIUM" -> "medium";
                    case "HIGH" -> "high";
                    default -> code;
                };
            case "ground" -> ground(code);
            case "place" -> textAt(code);
            default -> code;
        };
    }

    /** What a text at a place of an entry's data is called, e.g. {@code evidence/0/label}; places in a list count from 1. */
    public String textAt(String place) {
        String[] steps = place.split("/", -1);
        String last = steps[steps.length - 1];
        boolean numbered = steps.length > 1 && last.chars().allMatch(Character::isDigit);
        return numbered ? label(steps[steps.length - 2]) + " " + (Integer.parseInt(last) + 1) : label(last);
    }

    /** What is referred to, in a few words. */
    public String title(Doc reference) {
        String title = Brief.of(reference.text("title"));
        if (title != null) {
            return title;
        }
        String kind = reference.text("kind");
        return reference.erased("title")
                ? "an erased text"
                : kind == null
                        ? "something else in the ledger"
                        : "a " + label(kind).toLowerCase(Locale.ROOT);
    }

    /** Where it is read, below its ledger; null when it has no page. */
    public @Nullable String referred(Doc reference) {
        String kind = reference.text("kind");
        return kind == null ? null : Places.of(kind, reference.string("id"));
    }

    /** Whether an address is one of the web: anything else is shown and leads nowhere, because it may be a script. */
    public boolean leads(@Nullable String link) {
        return link != null && (link.startsWith("https://") || link.startsWith("http://"));
    }

    public String waiting(String what) {
        return WAITING.getOrDefault(what, label(what.replace('-', ' ')));
    }

    /** What waits for an answer, in the review. */
    public String unanswered(String what) {
        return switch (what) {
            case "request" -> "a request";
            case "terms" -> "other terms";
            case "concern" -> "a concern";
            case "question" -> "a question of the mediator";
            default -> what;
        };
    }

    /** On which ground a text was erased. */
    public String ground(String ground) {
        return switch (ground) {
            case "AUTHOR", "author" -> "by whoever wrote it";
            case "AGREED", "agreed" -> "both sides agreed";
            case "LAW", "law" -> "as the law demands";
            default -> ground;
        };
    }

    /** Where what waits is read, below its ledger: the item's own page where there is one. */
    public String place(Doc waiting) {
        return place(waiting.string("kind"), waiting.text("item"));
    }

    /** The same, of an item of a kind; null when it is the ledger as a whole. */
    public String place(String kind, @Nullable String item) {
        if (kind.equals("charter")) {
            return "/charter";
        }
        if (item == null || kind.equals("mediator") || kind.equals("erasure")) {
            return "/settings";
        }
        String place = Places.of(kind, item);
        return place == null ? "/timeline" : place;
    }

    /** A number of the dashboard, within a sentence. */
    public String counted(String figure) {
        return label(figure).toLowerCase(Locale.ROOT);
    }

    /** A number of the dashboard, as a heading. */
    public String figure(String figure) {
        return switch (figure) {
            case "keptLate" -> "Kept late";
            case "awaitingConfirmation" -> "Awaiting confirmation";
            case "keptOnAgreedDates.of", "keptOnAgreedDates.count" -> "Counted on agreed dates";
            case "keptOnOriginalDates.of", "keptOnOriginalDates.count" -> "Counted on original dates";
            case "notice.of", "notice.count" -> "Changes and misses";
            default -> label(figure);
        };
    }

    /** A section of the charter, as a heading. */
    public String section(String section) {
        return switch (section) {
            case "DECISIONS" -> "How we decide";
            case "CONTACT" -> "How to reach us";
            default -> label(section.toLowerCase(Locale.ROOT));
        };
    }

    /** The clauses of a section. */
    public List<Doc> within(List<Doc> clauses, String section) {
        return clauses.stream()
                .filter(clause -> clause.string("section").equalsIgnoreCase(section))
                .toList();
    }

    /** A kind of entry in the plural, for a choice. */
    public String kind(String kind) {
        return switch (kind) {
            case "check-in" -> "Check-ins";
            case "entries" -> "Readings";
            case "feedback" -> "Feedback";
            case "ledger" -> "The ledger itself";
            case "party" -> "Parties";
            default -> label(kind) + "s";
        };
    }
}
