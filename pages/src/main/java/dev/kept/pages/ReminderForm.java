package dev.kept.pages;

import dev.kept.pages.Field.Option;
import dev.kept.pages.Field.Type;
import dev.kept.wording.Doc;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** How somebody says how to be reminded: the API's settings as a form, and back. */
final class ReminderForm {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String ALIKE = "";
    private static final String NOTHING = "nothing";
    private static final String OWN = "own";

    private static final Option[] KINDS = {
        new Option("due", "What my side promised and will be due"),
        new Option("request", "A request to answer"),
        new Option("delivery", "A delivery to confirm or dispute"),
        new Option("proposal", "Something proposed: terms, ground rules, a decision, a remedy, a mediator, closing"),
        new Option("review", "A decision to look at again"),
        new Option("meeting", "A check-in or a checkpoint"),
        new Option("other", "Anything else that waits: a concern, a question, feedback, a dispute")
    };

    /** Nothing of it is recorded in a ledger. */
    private static final String RECORDS = "";

    private ReminderForm() {}

    /** @param ledgers as the overview lists them */
    static Form form(List<Doc> ledgers) {
        List<Field> fields = new ArrayList<>(List.of(
                Field.choice(
                        "rhythm",
                        "How often by mail?",
                        new Option("digest", "Once a day, when there is something new"),
                        new Option("as-it-happens", "Soon after it came about"),
                        new Option("never", "Never: I look at the list")),
                Field.line("at", "At what time?")
                        .help("Of the daily mail, and when a date begins to be so many days away; e.g. 08:00."),
                Field.line("zone", "Time zone").help("E.g. Europe/Berlin."),
                Field.line("quietFrom", "No mail from")
                        .optional()
                        .help("E.g. 20:00; leave both empty for no quiet hours."),
                Field.line("quietTo", "until").optional().help("E.g. 07:00."),
                Field.line("daysBefore", "How many days before a date?")
                        .optional()
                        .help("Several with commas, 0 for the day itself; empty for never."),
                ticks("kinds", "Of what?", KINDS),
                Field.flag("texts", "Mails may hold the titles of what they are about")
                        .help("Otherwise they hold no word of the record.")));
        for (Doc ledger : ledgers) {
            String id = ledger.string("ledger");
            String title = ledger.text("title");
            String named = "“" + (title == null ? "a ledger whose title was erased" : title) + "”";
            fields.add(Field.choice(
                            "ledger-" + id,
                            "In " + named,
                            new Option(ALIKE, "As above"),
                            new Option(NOTHING, "Nothing"),
                            new Option(OWN, "Only what is ticked here"))
                    .optional());
            fields.add(ticks("ledger-" + id + "-kinds", "Only this in " + named, KINDS));
        }
        return new Form(
                "saveReminderSettings",
                "/api/reminders/settings",
                "How you are reminded",
                "Save",
                RECORDS,
                "/reminders",
                fields);
    }

    private static Field ticks(String name, String label, Option... options) {
        return new Field(name, Type.ITEMS, label, null, false, List.of(options));
    }

    /** As the settings stand. */
    static Map<String, String[]> filled(Doc settings, String zone) {
        Map<String, String[]> filled = new HashMap<>();
        for (String name : List.of("rhythm", "at", "quietFrom", "quietTo")) {
            filled.put(name, one(settings.string(name)));
        }
        // Nothing said yet: the reader's own zone is the best guess.
        filled.put("zone", one(settings.number("version") == 0 ? zone : settings.string("zone")));
        filled.put("daysBefore", one(String.join(", ", all(settings, "daysBefore"))));
        filled.put("kinds", all(settings, "kinds"));
        filled.put("texts", one(settings.flag("texts") ? "yes" : ""));
        for (Doc ledger : settings.list("ledgers")) {
            String name = "ledger-" + ledger.string("ledger");
            String[] kinds = all(ledger, "kinds");
            filled.put(name, one(kinds.length == 0 ? NOTHING : OWN));
            filled.put(name + "-kinds", kinds);
        }
        return filled;
    }

    /** What is no number goes as it was typed: the API says what is wrong with it. */
    static ObjectNode body(Typed typed, List<Doc> ledgers) {
        ObjectNode body = JSON.createObjectNode();
        for (String name : List.of("rhythm", "at", "zone", "quietFrom", "quietTo")) {
            String value = typed.value(name).strip();
            if (!value.isEmpty()) {
                body.put(name, value);
            }
        }
        ArrayNode days = body.putArray("daysBefore");
        Arrays.stream(typed.value("daysBefore").split("[,;\\s]+", -1))
                .filter(day -> !day.isEmpty())
                .forEach(day -> add(days, day));
        typed.values("kinds").forEach(body.putArray("kinds")::add);
        body.put("texts", !typed.value("texts").isEmpty());
        ArrayNode own = body.putArray("ledgers");
        for (Doc ledger : ledgers) {
            String name = "ledger-" + ledger.string("ledger");
            String choice = typed.value(name);
            if (!choice.equals(ALIKE)) {
                ObjectNode one = own.addObject().put("ledger", ledger.string("ledger"));
                ArrayNode kinds = one.putArray("kinds");
                if (choice.equals(OWN)) {
                    typed.values(name + "-kinds").forEach(kinds::add);
                }
            }
        }
        return body;
    }

    private static void add(ArrayNode days, String day) {
        try {
            days.add(Integer.parseInt(day));
        } catch (NumberFormatException e) {
            days.add(day);
        }
    }

    private static String[] one(String value) {
        return new String[] {value};
    }

    private static String[] all(Doc doc, String list) {
        return doc.list(list).stream().map(each -> each.string("")).toArray(String[]::new);
    }
}
