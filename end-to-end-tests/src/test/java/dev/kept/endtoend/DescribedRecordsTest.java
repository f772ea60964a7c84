package dev.kept.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the OpenAPI document says of a record's component is what its Javadoc says: compiled classes have no Javadoc. */
class DescribedRecordsTest {

    private static final Pattern RECORD = Pattern.compile(
            "/\\*\\*(?<javadoc>(?:(?!\\*/).)*)\\*/\\s*"
                    + "(?<annotations>(?:@\\w+(?:\\((?:[^()]|\\([^()]*\\))*\\))?\\s*)*)"
                    + "(?:(?:public|private|protected|static)\\s+)*record (?<name>\\w+)",
            Pattern.DOTALL);
    private static final Pattern NAME = Pattern.compile("@Schema\\(name = \"(\\w+)\"");
    private static final Pattern PARAM =
            Pattern.compile("@param (?<name>\\w+)\\s+(?<text>.*?)(?=\\n\\s*@|\\z)", Pattern.DOTALL);

    @ParameterizedTest
    @CsvSource({
        "event-contract,events",
        "commitments-service,commitments",
        "projections,projections",
        "subscriptions,subscriptions",
        "accounts,accounts",
        "http-conventions,http"
    })
    void what_the_document_says_of_a_property_is_its_javadoc(String module, String name) throws IOException {
        String expected = "# The Javadoc of records, for the OpenAPI document. Written by DescribedRecordsTest.\n"
                + javadocOf(Path.of("..", module, "src/main/java")).entrySet().stream()
                        .map(each -> each.getKey() + "=" + each.getValue().replace("\\", "\\\\") + "\n")
                        .collect(Collectors.joining());
        Path file = Path.of("..", module, "src/main/resources/dev/kept", name, "descriptions.properties");
        Path received = Path.of("target/descriptions", name + ".properties");
        Files.createDirectories(received.getParent());
        Files.writeString(received, expected);

        assertThat(Files.exists(file) ? Files.readString(file) : "")
                .as("The Javadoc has changed. Take it over:%n  cp end-to-end-tests/%s %s", received, file)
                .isEqualTo(expected);
    }

    private static Map<String, String> javadocOf(Path sources) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        List<Path> files;
        try (Stream<Path> all = Files.walk(sources)) {
            files = all.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        }
        for (Path file : files) {
            Matcher record = RECORD.matcher(Files.readString(file));
            while (record.find()) {
                Matcher name = NAME.matcher(record.group("annotations"));
                String schema = name.find() ? name.group(1) : record.group("name");
                Matcher param = PARAM.matcher(record.group("javadoc").replaceAll("(?m)^\\s*\\* ?", ""));
                while (param.find()) {
                    texts.putIfAbsent(schema + "." + param.group("name"), plain(param.group("text")));
                }
            }
        }
        return texts;
    }

    /** A sentence in Markdown. */
    private static String plain(String javadoc) {
        String text = javadoc.strip()
                .replaceAll("\\s+", " ")
                .replaceAll("\\{@code ([^}]*)}", "`$1`")
                .replaceAll("\\{@link #?([^} ]*)[^}]*}", "`$1`");
        String begun = Character.toUpperCase(text.charAt(0)) + text.substring(1);
        return begun.endsWith(".") ? begun : begun + ".";
    }
}
