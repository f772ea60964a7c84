package dev.kept.pages;

import dev.kept.pages.Field.Option;
import dev.kept.wording.DateOrder;
import dev.kept.wording.Doc;
import dev.kept.wording.Words;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A person's settings as a form, and back. */
final class PersonSettingsForm {

    static final String PAGE = "/me/settings";

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Option BY_BROWSER = new Option("", "");
    private static final List<String> NAMES = List.of("language", "zone", "dates", "coolingOff");

    /** As it is before it has the reader's own choices in it. */
    static final Form PLAIN = form(List.of(), List.of());

    private PersonSettingsForm() {}

    static Form form(Doc settings, Words words) {
        return form(
                ChosenZones.with(settings.string("zone")).stream()
                        .map(zone -> new Option(zone, zone))
                        .toList(),
                CoolingChoice.all(words, settings.string("coolingOff")));
    }

    private static Form form(List<Option> zones, List<Option> coolings) {
        return Form.of(
                "saveSettings",
                ReaderSettings.API,
                PAGE,
                Field.choice("language", withoutChoice(BrowserLanguage.ALL)).optional(),
                Field.choice("zone", withoutChoice(zones)).optional(),
                Field.choice(
                        "dates",
                        Arrays.stream(DateOrder.values())
                                .map(DateOrder::wireName)
                                .toArray(String[]::new)),
                Field.choice("coolingOff", coolings));
    }

    private static List<Option> withoutChoice(List<Option> options) {
        return Stream.concat(Stream.of(BY_BROWSER), options.stream()).toList();
    }

    /** As the settings stand. */
    static Map<String, String[]> filled(Doc settings) {
        Map<String, String[]> filled = new HashMap<>();
        NAMES.forEach(name -> filled.put(name, new String[] {settings.string(name)}));
        filled.put("coolingOff", new String[] {CoolingChoice.value(settings.string("coolingOff"))});
        return filled;
    }

    static ObjectNode body(Typed typed) {
        ObjectNode body = JSON.createObjectNode();
        for (String name : NAMES) {
            String value = typed.value(name).strip();
            if (!value.isEmpty()) {
                body.put(name, value);
            }
        }
        return body;
    }
}
