package dev.kept.pages;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The sources of the pages, in the pieces that tests look at. */
final class Templates {

    private static final Path TEMPLATES = Path.of("src", "main", "resources", "templates", "pages");
    private static final Path JAVA = Path.of("src", "main", "java", "dev", "kept", "pages");

    private static final Pattern PIECE = Pattern.compile(
            "<!--.*?-->|<!DOCTYPE[^>]*>|<(/?)([\\w:-]+)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>|([^<]+)", Pattern.DOTALL);
    private static final Pattern ATTRIBUTE = Pattern.compile("([\\w:.-]+)=(?:\"([^\"]*)\"|'([^']*)')", Pattern.DOTALL);

    private Templates() {}

    record Attribute(String name, String value) {}

    /**
     * A text, or a tag with its attributes.
     *
     * @param tag empty of a text; what it is within of a text is the piece before
     * @param empty whether it ends where it begins, as {@code <th:block/>} does
     */
    record Piece(int line, boolean closes, String tag, String text, List<Attribute> attributes, boolean empty) {}

    record Template(String name, List<Piece> pieces) {}

    static List<Template> all() throws IOException {
        try (Stream<Path> files = Files.list(TEMPLATES)) {
            return files.sorted().map(Templates::read).toList();
        }
    }

    /** Those of the other modules: documents, mails and the pages of accounts. */
    static List<Template> elsewhere() throws IOException {
        List<Template> found = new ArrayList<>();
        for (Path folder : List.of(
                Path.of("..", "projections", "src", "main", "resources", "templates", "document"),
                Path.of("..", "subscriptions", "src", "main", "resources", "templates", "mail"),
                Path.of("..", "accounts", "src", "main", "resources", "templates", "accounts"))) {
            try (Stream<Path> files = Files.list(folder)) {
                files.filter(file -> file.toString().endsWith(".html"))
                        .sorted()
                        .map(Templates::read)
                        .forEach(found::add);
            }
        }
        return found;
    }

    /** The Java sources of the pages, by name. */
    static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.list(JAVA)) {
            return files.sorted().toList();
        }
    }

    static List<Piece> pieces(String markup) {
        List<Piece> pieces = new ArrayList<>();
        int line = 1;
        Matcher matcher = PIECE.matcher(markup);
        int end = 0;
        while (matcher.find()) {
            if (matcher.start() != end) {
                throw new AssertionError("line " + line + " cannot be read: " + markup.substring(end, matcher.start()));
            }
            end = matcher.end();
            if (matcher.group(4) != null) {
                pieces.add(new Piece(line, false, "", matcher.group(4), List.of(), false));
            } else if (matcher.group(2) != null) {
                pieces.add(new Piece(
                        line,
                        !matcher.group(1).isEmpty(),
                        matcher.group(2),
                        "",
                        ATTRIBUTE
                                .matcher(matcher.group(3))
                                .results()
                                .map(each -> new Attribute(
                                        each.group(1), each.group(2) == null ? each.group(3) : each.group(2)))
                                .toList(),
                        matcher.group(3).endsWith("/")));
            }
            line += (int) matcher.group().chars().filter(c -> c == '\n').count();
        }
        return pieces;
    }

    private static Template read(Path file) {
        try {
            return new Template(file.getFileName().toString(), pieces(Files.readString(file)));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
