package dev.kept.pages;

import dev.kept.http.Zones;
import dev.kept.wording.Doc;
import dev.kept.wording.Words;
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

    private static final String OPERATION = "saveReminderSettings";
    private static final String[] KINDS = {"due", "request", "delivery", "proposal", "review", "meeting", "other"};

    private static final Field OF_LEDGER =
            Field.choice("ledger", ALIKE, NOTHING, OWN).optional();
    private static final Field KINDS_OF_LEDGER = Field.ticks("ledger-kinds", KINDS);

    /** With the fields of a ledger once, whichever it is. */
    static final Form PLAIN = Form.of(
            OPERATION,
            "/api/reminders/settings",
            "/reminders",
            Field.choice("rhythm", "digest", "as-it-happens", "never"),
            Field.line("at"),
            Field.line("quietFrom").optional(),
            Field.line("quietTo").optional(),
            Field.line("daysBefore").optional(),
            Field.ticks("kinds", KINDS),
            Field.flag("texts"),
            OF_LEDGER,
            KINDS_OF_LEDGER);

    private ReminderForm() {}

    /** @param ledgers as the overview lists them */
    static Form form(List<Doc> ledgers, Words words) {
        List<Field> fields = new ArrayList<>();
        for (Field field : PLAIN.fields()) {
            if (field != OF_LEDGER && field != KINDS_OF_LEDGER) {
                fields.add(field);
            }
        }
        for (Doc ledger : ledgers) {
            String id = ledger.string("ledger");
            String title = ledger.text("title");
            String named = title == null ? words.text("page.common.a-ledger-whose-title-was-2") : title;
            fields.add(OF_LEDGER.worded(words, OPERATION, named).named("ledger-" + id));
            fields.add(KINDS_OF_LEDGER.worded(words, OPERATION, named).named("ledger-" + id + "-kinds"));
        }
        return Form.of(PLAIN.operation(), PLAIN.path(), PLAIN.goal(), fields);
    }

    /** As the settings stand. */
    static Map<String, String[]> filled(Doc settings) {
        Map<String, String[]> filled = new HashMap<>();
        for (String name : List.of("rhythm", "at", "quietFrom", "quietTo")) {
            filled.put(name, one(settings.string(name)));
        }
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

    /**
     * What is no number goes as it was typed: the API says what is wrong with it.
     *
     * @param zone the browser's, which counts where the settings name none; empty to leave it as it was
     */
    static ObjectNode body(Typed typed, List<Doc> ledgers, String zone) {
        ObjectNode body = JSON.createObjectNode();
        if (Zones.ids().contains(zone)) {
            body.put("zone", zone);
        }
        for (String name : List.of("rhythm", "at", "quietFrom", "quietTo")) {
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
