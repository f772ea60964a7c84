package dev.kept.pages;

import dev.kept.pages.FormPages.Target;
import dev.kept.wording.Doc;
import dev.kept.wording.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The form in which a draft is written, and what stands in it.
 *
 * @param draft as the API gives it
 * @param form null for an operation that no form is for
 */
record DraftForm(Doc draft, @Nullable Form form, Target target) {

    private static final String ID = "([0-9A-Za-z-]+)";

    /** Of the forms of an operation the one that gives all of the body back; several may stand for one. */
    static DraftForm of(Doc draft) {
        String below = draft.string("path").substring(("/api/ledgers/" + draft.string("ledger")).length());
        List<DraftForm> possible = new ArrayList<>();
        for (Form form : Forms.all()) {
            Matcher path = pattern(form.path()).matcher(below);
            if (path.matches()) {
                possible.add(new DraftForm(draft, form, target(draft, form.path(), path)));
            }
        }
        Optional<DraftForm> fitting = possible.stream()
                .filter(each -> each.fits() && each.isItsOwn())
                .findFirst()
                .or(() -> possible.stream().filter(DraftForm::fits).findFirst())
                .or(() -> possible.stream().filter(DraftForm::isItsOwn).findFirst());
        return fitting.orElseGet(() -> new DraftForm(draft, null, Target.NONE));
    }

    private static Pattern pattern(String path) {
        String literal = Pattern.quote(path)
                .replace("{item}", "\\E(?<item>" + ID + ")\\Q")
                .replace("{part}", "\\E(?<part>" + ID + ")\\Q");
        return Pattern.compile(literal);
    }

    private static Target target(Doc draft, String template, Matcher path) {
        Long seen = draft.has("seen") ? (Long) draft.number("seen") : null;
        Integer occurrence = draft.has("body/occurrence") ? (Integer) (int) draft.number("body/occurrence") : null;
        return new Target(
                template.contains("{item}") ? id(path.group("item")) : null,
                template.contains("{part}") ? id(path.group("part")) : null,
                occurrence,
                seen);
    }

    private static @Nullable UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private boolean fits() {
        return Written.fits(fields(), body());
    }

    /** Whether it is the form that is called as the operation: others are variants of it. */
    private boolean isItsOwn() {
        return form != null && form.operation().equals(draft.string("operation"));
    }

    UUID id() {
        return UUID.fromString(draft.string("draft"));
    }

    UUID ledger() {
        return UUID.fromString(draft.string("ledger"));
    }

    String address() {
        return "/drafts/" + id();
    }

    JsonNode body() {
        return draft.at("body").node();
    }

    List<Field> fields() {
        return form == null ? List.of() : form.fields();
    }

    /** What it is a draft of, as its form is called. */
    String title(Words words) {
        String operation = draft.string("operation");
        return form == null ? operation : Form.title(words, form.operation());
    }

    static String titleOf(Words words, String operation) {
        return Forms.named(operation)
                .map(form -> Form.title(words, form.operation()))
                .orElse(operation);
    }

    Typed typed(Map<String, String> begun) {
        return Written.of(fields(), body(), begun);
    }

    /** The body of what was typed since. */
    ObjectNode body(Typed typed) {
        return Written.body(fields(), typed, body());
    }

    /** Where its release leads. */
    String goal(@Nullable String created) {
        String goal = form == null ? "" : form.goal();
        return "/ledgers/" + ledger()
                + goal.replace("{id}", created == null ? "" : created)
                        .replace(
                                "{item}",
                                target.item() == null ? "" : target.item().toString());
    }
}
