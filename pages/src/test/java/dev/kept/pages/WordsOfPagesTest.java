package dev.kept.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.pages.Templates.Attribute;
import dev.kept.pages.Templates.Piece;
import dev.kept.pages.Templates.Template;
import dev.kept.wording.Messages;
import dev.kept.wording.Words;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Every word that people read on a page, in a document or in a mail is a message, and every message of the pages is read. */
class WordsOfPagesTest {

    /** What is no word of a language. */
    private static final Set<String> NAMES = Set.of("Kept", "Standard Webhooks", "&#x27E6;U+1F6F8&#x27E7;");

    /** What a browser may fill in, by HTML's names. */
    private static final Set<String> AUTOCOMPLETE = Set.of("username webauthn");

    private static final Set<String> READ_ATTRIBUTES =
            Set.of("aria-label", "title", "placeholder", "alt", "label", "summary");
    private static final Set<String> EXPRESSIONS =
            Set.of("th:text", "th:utext", "th:aria-label", "th:title", "th:placeholder", "th:alt", "th:label");
    private static final Set<String> HANDED_ON = Set.of("th:with", "th:each", "th:replace", "th:insert");

    private static final Pattern LETTERS = Pattern.compile("\\p{L}");
    private static final Pattern ENTITY = Pattern.compile("&[a-z]+;");
    private static final Pattern SUBSTITUTION = Pattern.compile("\\|([^|]*)\\|");
    private static final Pattern EXPRESSION = Pattern.compile("[$#@~]\\{[^}]*}");
    /** A text that an expression gives: not one that it compares, nor one that it calls a method with. */
    private static final Pattern GIVEN = Pattern.compile("(?:^|\\$\\{|[?:+] ?|\\( ?)'([^']*)'");

    private static final Pattern CALL = Pattern.compile("(?<=\\w)\\([^()]*\\)");
    private static final Pattern LITERAL = Pattern.compile("'([^']*)'");
    private static final Pattern PROSE = Pattern.compile("\\p{L} \\p{L}");
    private static final Pattern TITLE = Pattern.compile("\\p{Lu}\\p{Ll}+ *");

    @Nested
    class In_templates {

        private final List<Template> templates = Stream.concat(Templates.all().stream(), Templates.elsewhere().stream())
                .toList();

        In_templates() throws IOException {}

        @Test
        void no_text_stands_between_tags() {
            List<String> found = new ArrayList<>();
            for (Template template : templates) {
                Piece before = null;
                for (Piece piece : template.pieces()) {
                    String text = ENTITY.matcher(piece.text()).replaceAll("").strip();
                    boolean code = before != null && before.tag().equals("code") && !before.closes();
                    boolean name = NAMES.contains(text)
                            && before != null
                            && !before.tag().equals("th");
                    if (piece.tag().isEmpty() && LETTERS.matcher(text).find() && !name && !code) {
                        found.add(template.name() + ":" + piece.line() + " " + text);
                    }
                    before = piece;
                }
            }

            assertThat(found).isEmpty();
        }

        @Test
        void no_text_stands_in_an_attribute_that_is_read() {
            assertThat(in(attribute -> READ_ATTRIBUTES.contains(attribute.name())
                                    && LETTERS.matcher(attribute.value()).find()
                            ? List.of(attribute.value())
                            : List.of()))
                    .isEmpty();
        }

        @Test
        void no_expression_gives_a_text() {
            assertThat(in(attribute -> EXPRESSIONS.contains(attribute.name()) ? given(attribute.value()) : List.of()))
                    .isEmpty();
        }

        @Test
        void no_expression_hands_a_sentence_on() {
            assertThat(in(attribute -> HANDED_ON.contains(attribute.name())
                            ? LITERAL.matcher(attribute.value())
                                    .results()
                                    .map(match -> match.group(1))
                                    .filter(text -> !AUTOCOMPLETE.contains(text)
                                            && (PROSE.matcher(text).find()
                                                    || TITLE.matcher(text).matches()))
                                    .toList()
                            : List.of()))
                    .isEmpty();
        }

        @Test
        void a_word_is_found_where_it_stands() {
            assertThat(given("${d.flag('onTime')} ? 'on time' : 'late'")).containsExactly("on time", "late");
            assertThat(given("|, until ${x}|")).containsExactly(", until ");
            assertThat(given("${x ?: 'nobody'}")).containsExactly("nobody");
            assertThat(given("${words.state('open').word()}")).isEmpty();
            assertThat(given("#{${'page.kind.' + kind + '.one'}}")).isEmpty();
            assertThat(given("${a == 'B'} ? #{page.a} : #{page.b}")).isEmpty();
        }

        private List<String> in(Function<Attribute, List<String>> words) {
            List<String> found = new ArrayList<>();
            for (Template template : templates) {
                for (Piece piece : template.pieces()) {
                    for (Attribute attribute : piece.attributes()) {
                        for (String word : words.apply(attribute)) {
                            found.add(template.name() + ":" + piece.line() + " " + attribute.name() + ": " + word);
                        }
                    }
                }
            }
            return found;
        }
    }

    private static List<String> given(String expression) {
        if (expression.startsWith("|java -jar ")) {
            return List.of();
        }
        List<String> found = new ArrayList<>();
        Matcher substitutions = SUBSTITUTION.matcher(expression);
        while (substitutions.find()) {
            String text =
                    EXPRESSION.matcher(substitutions.group(1)).replaceAll("").replace("Kept", "");
            if (LETTERS.matcher(text).find()) {
                found.add(text);
            }
        }
        String rest = substitutions.replaceAll("").replaceAll("#\\{\\$\\{[^}]*}", "");
        for (String calls = ""; !calls.equals(rest); rest = CALL.matcher(rest).replaceAll("")) {
            calls = rest;
        }
        Matcher given = GIVEN.matcher(rest);
        while (given.find()) {
            if (LETTERS.matcher(given.group(1)).find()) {
                found.add(given.group(1));
            }
        }
        return found;
    }

    @Nested
    class In_Java {

        /** What operators read, and what is no word: statements of SQL, options of the database, headers. */
        private static final Set<String> WITHOUT_WORDS = Set.of(
                "JdbcPagesSessions.java",
                "PagesDatabase.java",
                "PagesProperties.java",
                "PagesHealth.java",
                "PagesSecurity.java",
                "ExampleLedger.java",
                "Issuer.java");

        private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
        private static final Pattern PROSE = Pattern.compile("\\p{L}{2,},? \\p{L}+");
        private static final Pattern WORD = Pattern.compile("\\p{Lu}\\p{Ll}+\\.?");
        /** Faults and logs are for operators; a problem of the pages themselves shows the page for its status. */
        private static final Pattern NOT_SHOWN = Pattern.compile(
                "Exception\\(|LOG\\.|super\\(|requireNonNull|Problem\\.|@\\w+\\(|^\\s*(\\*|//)|orElseThrow");

        @Test
        void no_source_gives_a_sentence_or_a_word_to_a_page() throws IOException {
            List<String> found = new ArrayList<>();
            for (Path source : Templates.sources()) {
                String name = source.getFileName().toString();
                if (WITHOUT_WORDS.contains(name)) {
                    continue;
                }
                String before = "";
                for (String line : Files.readAllLines(source)) {
                    boolean hidden = NOT_SHOWN.matcher(line).find()
                            || NOT_SHOWN.matcher(before).find() && !before.endsWith(";");
                    for (MatchResult literal : LITERAL.matcher(line).results().toList()) {
                        String text = literal.group(1);
                        if (!hidden
                                && !TECHNICAL.contains(text)
                                && (PROSE.matcher(text).find()
                                        || WORD.matcher(text).matches())) {
                            found.add(name + ": " + text);
                        }
                    }
                    before = line.strip();
                }
            }

            assertThat(found).isEmpty();
        }

        private static final Set<String> TECHNICAL = Set.of(
                "English",
                "Deutsch",
                "Accept",
                "Lax",
                "Content",
                "Authorization",
                "Bearer ",
                "Location",
                "Referrer-Policy",
                "noindex, nofollow",
                "Europe/Berlin");
    }

    @Nested
    class Messages_of_pages {

        private final String sources;

        Messages_of_pages() throws IOException {
            StringBuilder all = new StringBuilder();
            for (Path source : Templates.sources()) {
                all.append(Files.readString(source));
            }
            for (Template template : Templates.all()) {
                template.pieces()
                        .forEach(piece -> piece.attributes()
                                .forEach(attribute -> all.append('\n').append(attribute.value())));
            }
            sources = all.toString();
        }

        @Test
        void every_message_that_is_used_is_there() {
            Messages messages = Messages.of(Locale.UK);
            Set<String> used = Stream.of("#\\{(page\\.[\\w.-]+|language)", "[\"'](page\\.[\\w.-]*\\w)[\"']")
                    .flatMap(
                            pattern -> Pattern.compile(pattern).matcher(sources).results())
                    .map(match -> match.group(1))
                    .collect(Collectors.toCollection(TreeSet::new));

            assertThat(used).hasSizeGreaterThan(500).allMatch(messages::has);
        }

        @Test
        void every_message_of_the_pages_is_used() {
            Set<String> families = Pattern.compile("[\"'](page\\.[\\w.-]+[.-])[\"']")
                    .matcher(sources)
                    .results()
                    .map(match -> match.group(1))
                    .collect(Collectors.toSet());
            Set<String> unused = new TreeSet<>(keys("pages"));
            unused.removeIf(key -> Pattern.compile("[#{\"']" + Pattern.quote(key) + "[^\\w.-]")
                            .matcher(sources)
                            .find()
                    || families.stream().anyMatch(key::startsWith));

            // Said by Words where a problem says nothing.
            assertThat(unused).containsExactly("page.problem");
        }

        @Test
        void a_message_is_given_as_many_arguments_as_it_has_places() throws IOException {
            Messages messages = Messages.of(Locale.UK);
            List<String> wrong = new ArrayList<>();
            Pattern use = Pattern.compile("#\\{(page\\.[\\w.-]+)(\\((.*)\\))?}", Pattern.DOTALL);
            for (Template template : Templates.all()) {
                for (Piece piece : template.pieces()) {
                    for (Attribute attribute : piece.attributes()) {
                        if (attribute.name().equals("kept:say")) {
                            continue;
                        }
                        for (String each : messageExpressions(attribute.value())) {
                            Matcher message = use.matcher(each);
                            if (message.matches() && messages.has(message.group(1))) {
                                int given = message.group(3) == null ? 0 : arguments(message.group(3));
                                if (given != places(messages, message.group(1)).size()) {
                                    wrong.add(template.name() + ":" + piece.line() + " " + each);
                                }
                            }
                        }
                    }
                }
            }

            assertThat(wrong).isEmpty();
        }

        @Test
        void every_form_has_its_words_and_none_are_left_over() {
            Set<String> used = new HashSet<>();
            Words words = new Words(Locale.UK);
            for (Form form : forms()) {
                for (String part : List.of("title", "verb", "records")) {
                    used.add("form." + form.operation() + "." + part);
                }
                assertThat(form.worded(words, "us").fields()).hasSameSizeAs(form.fields());
                form.fields().forEach(field -> use(used, words, form.operation(), "", field));
            }
            Set<String> unused = new TreeSet<>(keys("forms"));
            unused.removeAll(used);

            assertThat(unused).isEmpty();
        }

        private static void use(Set<String> used, Words words, String operation, String within, Field field) {
            String place = within + field.name().replace('/', '.');
            Stream.of(
                            "form." + operation + ".field." + place,
                            "field." + place,
                            "field." + place.substring(place.lastIndexOf('.') + 1))
                    .filter(words.messages()::has)
                    .findFirst()
                    .ifPresent(key -> {
                        used.add(key);
                        used.add(key + ".help");
                        field.options()
                                .forEach(option ->
                                        used.add(key + "." + (option.value().isEmpty() ? "none" : option.value())));
                    });
            field.fields().forEach(inner -> use(used, words, operation, place + ".", inner));
        }

        private static List<Form> forms() {
            List<Form> all = new ArrayList<>(Forms.all());
            all.add(MembershipForms.ACCEPT);
            all.addAll(WebhookPages.FORMS);
            all.addAll(ErasurePages.FORMS);
            all.add(ReminderForm.PLAIN);
            all.add(PersonSettingsForm.PLAIN);
            return all;
        }

        @Test
        void every_kind_of_entry_has_a_word() {
            Words words = new Words(Locale.GERMANY);
            for (String kind : Words.kinds()) {
                assertThat(words.kind(kind)).as(kind).isNotEqualTo(kind);
            }
        }

        private static Set<String> keys(String bundle) {
            return ResourceBundle.getBundle(
                            "dev.kept.wording." + bundle,
                            Locale.ROOT,
                            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES))
                    .keySet()
                    .stream()
                    .filter(key -> !key.equals("language"))
                    .collect(Collectors.toSet());
        }

        private static Set<String> places(Messages messages, String key) {
            return Pattern.compile("\\{([0-9])")
                    .matcher(String.valueOf(messages.pattern(key)))
                    .results()
                    .map(match -> match.group(1))
                    .collect(Collectors.toSet());
        }

        /** Each from its beginning to the brace that closes it. */
        private static List<String> messageExpressions(String value) {
            List<String> found = new ArrayList<>();
            for (int at = value.indexOf("#{"); at >= 0; at = value.indexOf("#{", at + 2)) {
                int depth = 0;
                for (int end = at + 1; end < value.length(); end++) {
                    depth += value.charAt(end) == '{' ? 1 : value.charAt(end) == '}' ? -1 : 0;
                    if (depth == 0) {
                        found.add(value.substring(at, end + 1));
                        break;
                    }
                }
            }
            return found;
        }

        private static int arguments(String list) {
            int depth = 0;
            int count = 1;
            for (char c : list.toCharArray()) {
                depth += c == '(' || c == '{' || c == '[' ? 1 : c == ')' || c == '}' || c == ']' ? -1 : 0;
                count += c == ',' && depth == 0 ? 1 : 0;
            }
            return count;
        }
    }
}
