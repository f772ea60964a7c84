package dev.kept.endtoend.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;

/** The diagram in ARCHITECTURE.md shows what the build says: a module, an arrow, and what it uses. */
class ModuleDiagramTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path RECEIVED = Path.of("target/modules.mmd");
    private static final String BEGIN = "```mermaid\nflowchart LR\n";
    private static final String END = "```";

    @Test
    void is_the_one_of_the_build() throws IOException {
        StringBuilder diagram = new StringBuilder();
        for (String module : modules()) {
            diagram.append("  ").append(module).append('\n');
            for (String used : used(module)) {
                diagram.append("  ").append(module).append(" --> ").append(used).append('\n');
            }
        }
        Files.createDirectories(RECEIVED.getParent());
        Files.writeString(RECEIVED, diagram);

        String architecture = Files.readString(ROOT.resolve("ARCHITECTURE.md"));
        int begin = architecture.indexOf(BEGIN) + BEGIN.length();

        assertThat(architecture).contains(BEGIN);
        assertThat(architecture.substring(begin, architecture.indexOf(END, begin)))
                .as("the diagram in ARCHITECTURE.md; the build's stands in end-to-end-tests/%s", RECEIVED)
                .isEqualTo(diagram.toString());
    }

    /** Those inside of another only collect what programs need at run time. */
    private static List<String> modules() throws IOException {
        return pom(ROOT.resolve("pom.xml")).select("project > modules > module").eachText().stream()
                .filter(module -> !module.contains("/"))
                .toList();
    }

    /** What a module uses of ours, tests aside. */
    private static List<String> used(String module) throws IOException {
        List<String> used = new ArrayList<>();
        for (Element dependency :
                pom(ROOT.resolve(module).resolve("pom.xml")).select("project > dependencies > dependency")) {
            String scope = dependency.select("> scope").text();
            if (dependency.select("> groupId").text().matches("dev\\.kept|\\$\\{project\\.groupId}")
                    && !scope.equals("test")) {
                used.add(dependency.select("> artifactId").text());
            }
        }
        used.sort(null);
        return used;
    }

    private static Document pom(Path file) throws IOException {
        return Jsoup.parse(Files.readString(file), Parser.xmlParser());
    }
}
