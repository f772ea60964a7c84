package dev.kept.projections.views.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The tables of an export and their columns. The names of tables and columns are promised to whoever reads the files: add, never
 * rename. A column is written {@code name=path}, the path leading into the item's view; {@code *} stands for every element.
 */
enum Sheet {
    /** Every entry; its columns are its own. */
    ENTRIES("", ""),
    CHARTER(
            "charter",
            "proposals",
            "proposal=proposal",
            "proposal_state=state",
            "proposed_by=by",
            "version=version",
            "based_on_version=base",
            "proposed_at=proposed/recorded",
            "reason=reason",
            "sections=clauses/*/section",
            "clauses=clauses/*/text",
            "answered_at=answered/recorded",
            "answer_reason=answerReason"),
    COMMITMENTS(
            "commitment",
            "",
            "title=terms/title",
            "details=terms/details",
            "conditions=terms/conditions",
            "evaluation=terms/evaluation",
            "monitor=terms/monitor",
            "zone=terms/due/zone",
            "recurrence=terms/recurrence/rrule",
            "confirmation_days=terms/confirmationDays",
            "requested=requested",
            "begun_at=begun/recorded",
            "begun_by=begun/by/name",
            "agreed_at=agreed/recorded",
            "occurrence_states=occurrences/*/state",
            "original_dues=occurrences/*/originalDue/at",
            "dues=occurrences/*/due/at",
            "updates=occurrences/*/updates/*/text",
            "delivered_at=occurrences/*/deliveries/*/delivered/recorded",
            "deliveries=occurrences/*/deliveries/*/text",
            "evidence=occurrences/*/deliveries/*/evidence/*/label",
            "evidence_links=occurrences/*/deliveries/*/evidence/*/link",
            "disputes=occurrences/*/deliveries/*/dispute/reason",
            "missed_at=occurrences/*/miss/missed/recorded",
            "miss_reasons=occurrences/*/miss/reasons/*/reason",
            "closed_at=closed/by/recorded",
            "close_reason=closed/reason",
            "decline_reason=declined/reason"),
    CONVERSATIONS(
            "conversation",
            "",
            "occurred_at=occurred/at",
            "zone=occurred/zone",
            "recorded_at=recorded/recorded",
            "recorded_by=recorded/by/name",
            "members=participants/*/member",
            "guests=participants/*/name",
            "synopsis=synopsis",
            "positives=positives/*",
            "next_steps=nextSteps/*",
            "evaluation=evaluation",
            "monitor=monitor",
            "contact=contact",
            "commitments=commitments/*",
            "decisions=decisions/*",
            "checkpoints=checkpoints/*",
            "corrections=corrections/*/text",
            "acknowledged_at=acknowledged/acknowledged/recorded",
            "comment=acknowledged/comment"),
    DECISIONS(
            "decision",
            "",
            "statement=statement",
            "rationale=rationale",
            "alternatives=alternatives/*/text",
            "why_not=alternatives/*/whyNot",
            "evidence=evidence/*/label",
            "evidence_links=evidence/*/link",
            "commitments=commitments/*",
            "proposed_at=proposed/recorded",
            "proposed_by=proposed/by/name",
            "agreed_at=agreed/recorded",
            "objections=objections/*/reason",
            "reviews=reviews/*/outcome",
            "supersedes=supersedes",
            "superseded_by=supersededBy",
            "withdrawn_at=withdrawn/withdrawn/recorded",
            "withdrawal_reason=withdrawn/reason"),
    CHECKPOINTS(
            "checkpoint",
            "",
            "agenda=agenda",
            "zone=due/zone",
            "about=about/*",
            "dates=dates/*/due/at",
            "reschedule_reasons=dates/*/reason",
            "missed_at=dates/*/missed/recorded",
            "held_at=held/occurred/at",
            "outcomes=held/outcomes/*",
            "decisions=held/decisions/*",
            "commitments=held/commitments/*",
            "cancelled_at=cancelled/recorded"),
    CHECK_INS(
            "check-in",
            "",
            "title=title",
            "recurrence=rrule",
            "minutes=minutes",
            "first=first/at",
            "zone=first/zone",
            "proposed_at=proposed/recorded",
            "answered_at=answered/recorded",
            "decline_reason=declineReason",
            "beginnings=occurrences/*/beginning",
            "occurrence_states=occurrences/*/state",
            "outcomes=occurrences/*/held/outcome",
            "miss_reasons=occurrences/*/missed/reason",
            "pause_reasons=pauses/*/reason",
            "ended_at=ended/recorded",
            "end_reason=endReason"),
    CONCERNS(
            "concern",
            "",
            "escalated=escalated",
            "title=title",
            "purpose=purpose",
            "behaviour=behaviour",
            "impact=impact",
            "evidence=evidence/*/label",
            "evidence_links=evidence/*/link",
            "invitation=invitation",
            "repeats=repeats",
            "about=about/*",
            "raised_at=raised/recorded",
            "raised_by=raised/by/name",
            "acknowledgements=acknowledgements/*/text",
            "causes=causes/*/text",
            "apology_impacts=apologies/*/impact",
            "apology_wrongs=apologies/*/wrong",
            "apology_regrets=apologies/*/regret",
            "repairs=apologies/*/repair",
            "remedies=remedies/*/text",
            "remedy_states=remedies/*/state",
            "ready=ready/*",
            "readiness_comments=declarations/*/comment",
            "settled_at=settled/*/recorded",
            "reopen_reasons=reopened/*/reason",
            "escalation_reasons=escalations/*/reason"),
    WINS(
            "win",
            "",
            "title=title",
            "text=text",
            "about=about/*",
            "celebrated_at=celebrated/recorded",
            "celebrated_by=celebrated/by/name",
            "endorsed_at=endorsed/endorsed/recorded",
            "comment=endorsed/comment"),
    LESSONS(
            "lesson",
            "",
            "learned=learned",
            "differently=differently",
            "about=about/*",
            "recorded_at=recorded/recorded",
            "recorded_by=recorded/by/name"),
    FEEDBACK(
            "feedback",
            "",
            "question=question",
            "about=about/*",
            "asked_at=asked/recorded",
            "asked_by=asked/by/name",
            "given_at=given/given/recorded",
            "feedback=given/text",
            "actions=actions/*/text",
            "action_links=actions/*/links/*"),
    QUESTIONS(
            "question",
            "",
            "to=to",
            "question=text",
            "about=about/*",
            "asked_at=asked/recorded",
            "asked_by=asked/by/name",
            "answered_by=answers/*/by",
            "answers=answers/*/text"),
    FINDINGS(
            "finding",
            "",
            "finding=text",
            "commitment=on/commitment",
            "occurrence=on/occurrence",
            "counts_as_kept=on/kept",
            "about=about/*",
            "recorded_at=recorded/recorded",
            "recorded_by=recorded/by/name",
            "accepted_by=acceptedBy/*",
            "decline_reasons=words/*/reason",
            "resolved_at=resolved/recorded"),
    INTERESTS(
            "interest",
            "",
            "interest=text",
            "disclosed_at=disclosed/recorded",
            "disclosed_by=disclosed/by/name",
            "disclosed_as=disclosed/by/side"),
    ERASURES(
            "erasure",
            "",
            "entry=entry",
            "item=item",
            "fields=fields/*",
            "ground=ground",
            "reason=reason",
            "answer_reason=answerReason",
            "proposed_at=proposed/recorded",
            "answered_at=answered/recorded");

    /** What stands where a text was erased. */
    static final String ERASED = "(erased)";

    /** The columns of every table but that of the entries: which item, where it stands, whose it is, when it is next due. */
    private static final List<String> OF_EVERY_ITEM =
            List.of("id", "state", "side", "due", "first_entry", "last_entry");

    private final String kind;
    private final String rows;
    private final List<String> columns;

    /**
     * @param kind of the items
     * @param rows the path to what has a row of its own; empty for the item itself
     */
    Sheet(String kind, String rows, String... columns) {
        this.kind = kind;
        this.rows = rows;
        this.columns = List.of(columns);
    }

    String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String fileName() {
        return wireName() + ".csv";
    }

    String kind() {
        return kind;
    }

    List<String> head() {
        return Stream.concat(
                        OF_EVERY_ITEM.stream(),
                        columns.stream().map(column -> column.substring(0, column.indexOf('='))))
                .toList();
    }

    /** Where each column's values stand in the view. */
    List<String> paths() {
        String before = rows.isEmpty() ? "" : rows + "/*/";
        return columns.stream()
                .map(column -> before + column.substring(column.indexOf('=') + 1))
                .toList();
    }

    /** The cells of the view's own columns, for each row. */
    List<List<String>> rows(JsonNode view) {
        return (rows.isEmpty() ? List.of(view) : view.path(rows).valueStream().toList())
                .stream().map(this::cells).toList();
    }

    private List<String> cells(JsonNode row) {
        return columns.stream()
                .map(column -> {
                    List<String> values = new ArrayList<>();
                    collect(row, column.substring(column.indexOf('=') + 1), values);
                    return String.join("\n", values);
                })
                .toList();
    }

    private static void collect(@Nullable JsonNode node, String path, List<String> values) {
        if (node == null || node.isNull()) {
            return;
        }
        if (path.isEmpty()) {
            values.add(cell(node));
            return;
        }
        int slash = path.indexOf('/');
        String step = slash < 0 ? path : path.substring(0, slash);
        String rest = slash < 0 ? "" : path.substring(slash + 1);
        if (step.equals("*")) {
            node.forEach(each -> collect(each, rest, values));
        } else {
            collect(node.get(step), rest, values);
        }
    }

    static String cell(JsonNode node) {
        return node instanceof ObjectNode object && object.path("erased").asBoolean(false) ? ERASED : node.asString();
    }
}
