package dev.kept.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.endtoend.RawHttp.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every kind of page over the demo is valid HTML, as the W3C's checker sees it: no error, no warning. */
class HtmlTest {

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Path CHECKER = Path.of("html-validator/target/lib").toAbsolutePath();
    private static final Path PAGES = Path.of("target/html");
    private static final int TOLD_OF_A_KIND = 3;

    @Test
    void every_page_is_valid_html() throws Exception {
        assertThat(CHECKER).as("mvn generate-resources collects the checker").isDirectory();
        Files.createDirectories(PAGES);
        Map<String, String> pages = new LinkedHashMap<>();
        try (Surfer stranger = new Surfer(SharedKept.url());
                Surfer ada = demo("Ada");
                Surfer mira = demo("Mira")) {
            save(
                    stranger,
                    "stranger",
                    List.of(
                            "/",
                            "/sign-in",
                            "/sign-up",
                            "/accounts/password/forgotten",
                            "/accounts/recovery",
                            "/accounts/password/reset?link=x",
                            "/nothing-here"),
                    pages);
            crawl(ada, "party", pages);
            crawl(mira, "mediator", pages);
        }
        assertThat(pages).hasSizeGreaterThan(60);

        Map<String, List<String>> complaints = new TreeMap<>();
        for (JsonNode message : check(pages.keySet()).path("messages")) {
            // The hidden fields of forms are Thymeleaf's.
            if (message.path("message").asString().startsWith("Trailing slash on void elements")) {
                continue;
            }
            String file = Path.of(message.path("url").asString().replaceFirst("^file:", ""))
                    .getFileName()
                    .toString();
            complaints
                    .computeIfAbsent(message.path("message").asString(), kind -> new ArrayList<>())
                    .add(pages.get(file) + " " + message.path("lastLine").asString("") + ": "
                            + message.path("extract").asString("").replaceAll("\\s+", " "));
        }
        for (Map.Entry<String, String> page : pages.entrySet()) {
            Document html = Jsoup.parse(Files.readString(PAGES.resolve(page.getKey())));
            sharedNames(html)
                    .forEach(name -> complaints
                            .computeIfAbsent(
                                    "controls of one form share a name and are no group", kind -> new ArrayList<>())
                            .add(page.getValue() + " " + name));
            String skipped = skippedHeading(html);
            if (skipped != null) {
                complaints
                        .computeIfAbsent("headings out of order", kind -> new ArrayList<>())
                        .add(page.getValue() + " " + skipped);
            }
        }
        StringBuilder told = new StringBuilder();
        complaints.forEach((kind, places) -> {
            told.append("\n").append(places.size()).append(" times: ").append(kind);
            places.stream()
                    .limit(TOLD_OF_A_KIND)
                    .forEach(place -> told.append("\n    ").append(place));
        });
        assertThat(told.toString()).isEmpty();
    }

    /** A name belongs to one control of a form, or to one group of radio buttons or of checkboxes in one fieldset. */
    private static List<String> sharedNames(Document page) {
        List<String> shared = new ArrayList<>();
        for (Element form : page.select("form")) {
            Map<String, List<Element>> named = new TreeMap<>();
            form.select("input[name], select[name], textarea[name]")
                    .forEach(control -> named.computeIfAbsent(control.attr("name"), name -> new ArrayList<>())
                            .add(control));
            named.forEach((name, controls) -> {
                if (controls.size() > 1
                        && !(controls.stream()
                                                .map(control -> control.attr("type"))
                                                .distinct()
                                                .count()
                                        == 1
                                && controls.stream().allMatch(control -> control.is("[type=radio], [type=checkbox]"))
                                && controls.stream()
                                                .map(control -> control.closest("fieldset"))
                                                .distinct()
                                                .count()
                                        == 1)) {
                    shared.add(name);
                }
            });
        }
        return shared;
    }

    /** A heading that is more than one level below the one before; null when there is none. */
    private static String skippedHeading(Document page) {
        int level = 0;
        for (Element heading : page.select("h1, h2, h3, h4, h5, h6")) {
            int next = heading.tagName().charAt(1) - '0';
            if (next > level + 1) {
                return heading.outerHtml();
            }
            level = next;
        }
        return null;
    }

    private static JsonNode check(Iterable<String> files) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xss2m",
                "-cp",
                CHECKER + "/*",
                "nu.validator.client.SimpleCommandLineValidator",
                "--format",
                "json",
                "--stdout",
                "--exit-zero-always"));
        files.forEach(file -> command.add(PAGES.resolve(file).toString()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return JsonMapper.shared().readTree(output);
    }

    private static Surfer demo(String name) throws IOException {
        for (JsonNode person : JsonMapper.shared()
                .readTree(Files.readString(SharedKept.demo()))
                .path("people")) {
            if (person.path("name").asString().startsWith(name)) {
                Surfer surfer = new Surfer(SharedKept.url());
                surfer.signIn(
                        person.path("email").asString(), person.path("password").asString());
                return surfer;
            }
        }
        throw new AssertionError("nobody called " + name + " plays in the demo");
    }

    /** One page of each kind that links lead to. */
    private static void crawl(Surfer surfer, String reader, Map<String, String> pages) throws IOException {
        Map<String, String> seen = new LinkedHashMap<>();
        Deque<String> ahead = new ArrayDeque<>(List.of("/", "/account"));
        while (!ahead.isEmpty()) {
            String address = ahead.poll();
            String kind = ID.matcher(address.replaceFirst("[?#].*", ""))
                    .replaceAll("one")
                    .replaceAll("\\d+", "n")
                    .replaceAll("/dashboard/.+", "/dashboard/figure");
            if (seen.putIfAbsent(kind, address) == null) {
                ahead.addAll(save(surfer, reader, List.of(address), pages));
            }
        }
    }

    /** Gives the links on them. */
    private static List<String> save(Surfer surfer, String reader, List<String> addresses, Map<String, String> pages)
            throws IOException {
        List<String> links = new ArrayList<>();
        for (String address : addresses) {
            Reply reply = surfer.follow(Surfer.get(address));
            if (reply.mediaType().equals("text/html")) {
                String file = reader + "-" + pages.size() + ".html";
                Files.write(PAGES.resolve(file), reply.body());
                pages.put(file, address);
                links.addAll(surfer.links(reply, address));
            }
        }
        return links;
    }
}
