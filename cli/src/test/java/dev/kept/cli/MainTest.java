package dev.kept.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class MainTest {

    private static final String LEDGER = "0b0c7f0e-2f0a-4a53-9f40-9a3a1f5a5f11";
    private static final String ITEM = "11111111-2f0a-4a53-9f40-9a3a1f5a5f11";
    private static final String RECORDED = """
            {"ledger":"%s","id":"%s","sequence":7,"recorded":"2026-03-01T10:00:00.000Z","entries":[]}""".formatted(LEDGER, ITEM);

    private final StubKept kept = new StubKept();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Map<String, String> variables = new HashMap<>(Map.of(
            "KEPT_URL",
            kept.url(),
            "KEPT_CLIENT_ID",
            "program",
            "KEPT_CLIENT_SECRET",
            "the-secret",
            "KEPT_LEDGER",
            LEDGER));

    private final List<Integer> paused = new ArrayList<>();
    private char @Nullable [] typed;

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        kept.close();
    }

    private int run(String... arguments) {
        return runWith("", arguments);
    }

    private int runWith(String input, String... arguments) {
        variables.put("XDG_CONFIG_HOME", folder.resolve("config").toString());
        out.reset();
        err.reset();
        World world = new World(
                variables,
                new ByteArrayInputStream(input.getBytes(UTF_8)),
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                prompt -> typed,
                paused::add);
        int code = Main.run(world, arguments);
        assertThat(said() + complained()).doesNotContain("the-secret", "a-token");
        return code;
    }

    private String said() {
        return out.toString(UTF_8);
    }

    private String complained() {
        return err.toString(UTF_8);
    }

    @Test
    void a_refusal_is_a_sentence_with_every_field_that_is_wrong() {
        kept.then(400, """
                {"code":"invalid-fields","title":"Invalid","status":400,"detail":"Two fields are wrong.","facts":{},"type":"urn:x",
                 "errors":[{"pointer":"#/title","code":"too-long","detail":"At most 200 characters."},
                           {"pointer":"#/due","code":"not-a-due","detail":"This is no date.\\u001b[2J"}]}
                """);

        assertThat(run("commit", "Freeze", "--due", "soon", "--zone", "UTC")).isEqualTo(ExitCode.REFUSED);

        assertThat(complained())
                .isEqualTo(
                        "Two fields are wrong. [invalid-fields]\n  title: At most 200 characters.\n  due: This is no date."
                                + "\uFFFD[2J\n");
    }

    @Test
    void a_lost_answer_is_asked_for_again_under_the_same_key() {
        kept.then(503, "{\"code\":\"busy\",\"detail\":\"Not now.\"}").then(201, RECORDED);

        assertThat(run("commit", "Freeze", "--due", "2035-06-29", "--zone", "UTC"))
                .isZero();

        assertThat(said()).isEqualTo("Committed, entry 7: " + ITEM + "\n");
        assertThat(kept.requests()).hasSize(2).extracting(StubKept.Request::key).doesNotContainNull();
        assertThat(kept.requests().stream().distinct()).hasSize(1);
    }

    @Test
    void what_stays_unknown_is_said_with_the_key_to_repeat_it_under() {
        kept.then(503, "").then(503, "").then(503, "");

        assertThat(run("commit", "Freeze", "--due", "2035-06-29", "--zone", "UTC", "--idempotency-key", "job-7"))
                .isEqualTo(ExitCode.TRY_AGAIN);

        assertThat(complained()).contains("--idempotency-key job-7");
        assertThat(paused).containsExactly(500, 2000);
    }

    @Test
    void only_what_was_said_is_sent() {
        kept.then(201, RECORDED);

        assertThat(run("commit", "@home -- 50 % off", "--due", "2035-06-29", "--zone", "UTC", "--json"))
                .isZero();

        assertThat(JsonMapper.shared().readTree(kept.requests().getFirst().body()))
                .isEqualTo(JsonMapper.shared().readTree("""
                                {"title":"@home -- 50 % off","due":"2035-06-29","zone":"UTC"}"""));
        assertThat(JsonMapper.shared().readTree(said()).path("id").asString()).isEqualTo(ITEM);
    }

    @Test
    void alternatives_and_evidence_belong_together_in_order() {
        kept.then(201, RECORDED);

        assertThat(run(
                        "decide",
                        "We release on Tuesdays",
                        "--rationale",
                        "Both are there",
                        "--alternative",
                        "Fridays",
                        "--why-not",
                        "Nobody is there",
                        "--alternative",
                        "Mondays",
                        "--evidence",
                        "Calendar",
                        "--link",
                        "https://x.example/?a=b",
                        "--evidence",
                        "Talk"))
                .isZero();

        assertThat(kept.requests().getFirst().body())
                .contains(
                        "\"alternatives\":[{\"text\":\"Fridays\",\"whyNot\":\"Nobody is there\"},{\"text\":\"Mondays\"}]",
                        "\"evidence\":[{\"label\":\"Calendar\",\"link\":\"https://x.example/?a=b\"},{\"label\":\"Talk\"}]");
    }

    @Test
    void a_decision_is_put_forward_or_answered_and_never_both() {
        assertThat(run("decide")).isEqualTo(ExitCode.USAGE);
        assertThat(run("decide", "This", "--agree", ITEM)).isEqualTo(ExitCode.USAGE);
        assertThat(run("decide", "--agree", ITEM, "--withdraw", ITEM)).isEqualTo(ExitCode.USAGE);
        assertThat(run("decide", "--object", ITEM)).isEqualTo(ExitCode.USAGE);
        assertThat(kept.requests()).isEmpty();
    }

    @Test
    void a_secret_is_read_from_the_input_and_never_taken_from_the_command_line() {
        kept.then(200, "{\"items\":[]}");

        assertThat(run("login", "--url", kept.url(), "--client-id", "program", "--client-secret", "x"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(run("login", "--url", kept.url(), "--client-id", "program")).isEqualTo(ExitCode.USAGE);
        assertThat(complained()).contains("--secret-file");
        assertThat(runWith(
                        "the-secret\n", "login", "--url", kept.url(), "--client-id", "program", "--secret-file", "-"))
                .isZero();

        assertThat(folder.resolve("config/kept/profiles.json")).content().contains("the-secret");
    }

    @Test
    void at_a_terminal_the_secret_is_asked_for_and_the_only_ledger_is_the_profiles() {
        typed = "the-secret".toCharArray();
        kept.then(200, """
                        {"items":[{"ledger":"%s","title":"One","role":"A","head":1,"opened":"2026-03-01T10:00:00.000Z",
                         "recorded":"2026-03-01T10:00:00.000Z","parties":{"A":"Platform"},"closure":null}]}""".formatted(LEDGER)).then(201, RECORDED);

        assertThat(run("login", "--url", kept.url() + "/", "--client-id", "program", "--profile", "work"))
                .isZero();
        variables.keySet().removeIf(name -> name.startsWith("KEPT_"));
        variables.put("KEPT_PROFILE", "work");

        assertThat(run("commit", "Freeze", "--due", "2035-06-29", "--zone", "UTC"))
                .isZero();
        assertThat(kept.requests().getLast().path()).contains(LEDGER);
        assertThat(run("logout", "--profile", "work")).isZero();
        assertThat(run("list")).isEqualTo(ExitCode.NOT_SIGNED_IN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://kept.example",
                "http://127.kept.example",
                "http://localhost.kept.example",
                "HTTP://10.0.0.1:8080",
                "ftp://localhost",
                "kept.example",
                "https://me:mine@kept.example",
                "https://kept.example/?a=b",
                "http://"
            })
    void a_secret_does_not_go_to_another_machine_in_the_clear(String url) {
        variables.put("KEPT_URL", url);

        assertThat(run("list", "ledgers")).isEqualTo(ExitCode.USAGE);

        assertThat(complained()).containsAnyOf("https://", "address");
    }

    @Test
    void without_a_profile_one_is_told_how_to_sign_in() {
        variables.keySet().removeIf(name -> name.startsWith("KEPT_CLIENT"));

        assertThat(run("list")).isEqualTo(ExitCode.NOT_SIGNED_IN);

        assertThat(complained()).contains("kept login");
    }

    @Test
    void a_variable_that_is_missing_beside_another_is_named() {
        variables.remove("KEPT_CLIENT_SECRET");

        assertThat(run("list")).isEqualTo(ExitCode.USAGE);

        assertThat(complained()).contains("KEPT_CLIENT_SECRET");
    }

    @Test
    void an_answer_that_is_not_kepts_is_said_without_a_word_of_it() {
        kept.then(200, "{\"items\": [the-secret").then(200, "{}").then(404, "<html>");

        assertThat(run("list")).isEqualTo(ExitCode.FAILED);
        assertThat(complained()).contains("is it Kept");
        assertThat(run("show", "7")).isEqualTo(ExitCode.FAILED);
        assertThat(run("list")).isEqualTo(ExitCode.REFUSED);
        assertThat(complained()).isEqualTo("Kept answered with status 404.\n");
    }

    @Test
    void nobody_there_may_be_tried_again() {
        kept.close();

        assertThat(run("list")).isEqualTo(ExitCode.TRY_AGAIN);
        assertThat(complained()).startsWith("Kept did not answer at " + kept.url());
    }

    @Test
    void pages_are_followed_up_to_the_limit_and_texts_are_harmless() {
        String item = """
                {"commitment":"%s","state":"open","title":"%s","due":{"at":"2035-06-29T21:59:59.999Z","day":"2035-06-29",
                 "zone":"Europe/Berlin"},"promisor":"A","promisee":"B","atRisk":false,"lastSequence":1,"matching":[],
                 "occurrence":1,"occurrences":1,"originalDue":{"at":"2035-06-29T21:59:59.999Z","zone":"Europe/Berlin"},
                 "recurring":false,"states":{},"waiting":[]}""";
        kept.then(200, "{\"items\":[%s],\"next\":\"c1\"}".formatted(item.formatted(ITEM, "One\\u001b[2J\\nline")))
                .then(200, "{\"items\":[%s],\"next\":\"c2\"}".formatted(item.formatted(ITEM, "Two")));

        assertThat(run("list", "--state", "open", "--limit", "2")).isZero();

        assertThat(said().lines())
                .hasSize(3)
                .anyMatch(line -> line.endsWith("open   2035-06-29 Europe/Berlin  A     One\uFFFD[2J line"));
        assertThat(complained()).contains("--limit shows more");
        assertThat(kept.requests()).extracting(StubKept.Request::path).allMatch(path -> path.contains("state=open"));
        assertThat(kept.requests().get(1).path()).contains("cursor=c1", "limit=1");
    }

    @Test
    void an_export_that_is_not_whole_leaves_the_file_as_it_was() throws IOException {
        Path file = Files.writeString(folder.resolve("ledger.jsonl"), "before");
        kept.then(200, "{\"sequence\":0}\n")
                .then(200, "{\"sequence\":0}\n{\"ledger\":\"x\",\"head\":0,\"entries\":1}\n");

        assertThat(run("export", "-o", file.toString())).isEqualTo(ExitCode.TRY_AGAIN);
        assertThat(file).content().isEqualTo("before");
        assertThat(run("export", "-o", file.toString())).isZero();

        assertThat(file).content().endsWith("\"entries\":1}\n");
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void a_dry_run_shows_what_would_be_put_forward_and_asks_nobody() throws IOException {
        variables.clear();
        Files.writeString(folder.resolve("0002-use-postgresql.md"), AdrFolderTest.NYGARD);

        assertThat(run("import", "adr", folder.toString(), "--dry-run")).isZero();

        assertThat(said()).contains("0002-use-postgresql.md:1  would be put forward", "Use PostgreSQL");
        assertThat(kept.requests()).isEmpty();
    }

    @Test
    void a_file_with_an_error_is_imported_not_even_in_part() throws IOException {
        Path table = Files.writeString(folder.resolve("t.csv"), "title,due\nFreeze,2035-06-29\nThaw,never\n");

        assertThat(run("import", "csv", table.toString())).isEqualTo(ExitCode.REFUSED);

        assertThat(complained()).contains("t.csv:3: 'never' is no due", "Nothing was recorded: one error.");
        assertThat(kept.requests()).isEmpty();
    }

    @Test
    void the_launcher_passes_on_every_command_and_has_none_of_the_same_name() throws IOException {
        String launcher = Files.readString(Path.of("../kept"));
        List<String> passedOn = Pattern.compile("(?m)^  ([a-z |]+)\\) client ")
                .matcher(launcher)
                .results()
                .flatMap(words -> Arrays.stream(words.group(1).split(" \\| ", -1)))
                .toList();
        List<String> ofTheLauncher = Pattern.compile("(?m)^ +\\./kept (?:\\[?([a-z-]+)]?) ")
                .matcher(launcher.substring(launcher.indexOf("Usage:"), launcher.indexOf("\nEOF"))
                        .replace("Usage:", "      "))
                .results()
                .map(words -> words.group(1))
                .toList();
        World world = new World(variables, System.in, System.out, System.err, prompt -> null, paused::add);

        assertThat(passedOn)
                .containsExactlyInAnyOrderElementsOf(
                        Main.commandLine(world).getSubcommands().keySet());
        assertThat(ofTheLauncher).contains("up", "verify", "bench").doesNotContainAnyElementsOf(passedOn);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "login",
                "logout",
                "commit",
                "deliver",
                "decide",
                "list",
                "show",
                "export",
                "import adr",
                "import csv",
                "completion"
            })
    void every_command_explains_itself(String command) {
        List<String> arguments = new ArrayList<>(List.of(command.split(" ", -1)));
        arguments.add("--help");

        assertThat(run(arguments.toArray(String[]::new))).isZero();

        assertThat(said()).startsWith("Usage: kept " + command);
        assertThat(run("import")).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void the_completion_script_knows_every_command_and_is_one_that_bash_takes() throws Exception {
        assertThat(run("completion")).isZero();

        Path script = Files.writeString(folder.resolve("completion.sh"), said());
        Process bash = new ProcessBuilder("bash", "-c", "source " + script + " && complete -p kept")
                .redirectErrorStream(true)
                .start();
        assertThat(new String(bash.getInputStream().readAllBytes(), UTF_8)).contains("_complete_kept kept");

        assertThat(said())
                .contains(List.of(
                        "login", "logout", "commit", "deliver", "decide", "list", "show", "export", "import", "--due",
                        "waiting"))
                .contains("complete -F _complete_kept");
    }
}
