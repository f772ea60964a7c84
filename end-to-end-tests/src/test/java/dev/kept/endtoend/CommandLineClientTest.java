package dev.kept.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.transparency.verify.Verify;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The command-line client against a running Kept. */
class CommandLineClientTest {

    private static final int REFUSED = 3;
    private static final int NOT_SIGNED_IN = 4;
    private static final String RECORD = """
            # 1. Release on Tuesdays

            ## Status

            Accepted

            ## Context

            Both teams are there on Wednesdays.

            ## Decision

            We release on Tuesdays.

            ## Consequences

            Fridays are quiet.
            """;

    @TempDir
    private Path folder;

    private Client ada;
    private Client bea;
    private TwoParties parties;

    @BeforeEach
    void meet() {
        Client one = Client.of("Ada", folder);
        Client other = Client.of("Bea", folder);
        parties = TwoParties.meet(one.person(), other.person());
        ada = one.with("KEPT_LEDGER", parties.ledger());
        bea = other.with("KEPT_LEDGER", parties.ledger());
    }

    @Test
    void a_program_signs_in_once_and_does_its_part() throws IOException {
        String secret = ada.variables().get("KEPT_CLIENT_SECRET");
        Client program = ada.without("KEPT_");
        program.runWith(
                        secret + "\n",
                        "login",
                        "--url",
                        SharedKept.url(),
                        "--client-id",
                        ada.variables().get("KEPT_CLIENT_ID"),
                        "--secret-file",
                        "-")
                .expect(0);

        String commitment = program.run(
                        "commit", "Freeze the API", "--due", "2035-06-29", "--zone", "Europe/Berlin", "--json")
                .expect(0)
                .json()
                .get("id")
                .asString();
        String last = program.run(
                        "deliver",
                        commitment,
                        "--text",
                        "Frozen",
                        "--evidence",
                        "Run 7",
                        "--link",
                        "https://ci.example/7",
                        "--json")
                .expect(0)
                .json()
                .get("sequence")
                .asString();
        Client.Said listed = program.run("list", "--at-least", last).expect(0);
        Client.Said shown = program.run("show", commitment, "--at-least", last).expect(0);
        Path file = folder.resolve("ledger.jsonl");
        program.run("export", "-o", file.toString()).expect(0);

        assertThat(listed.output())
                .containsPattern(commitment + " +delivered +2035-06-29 Europe/Berlin +A +Freeze the API");
        assertThat(shown.output()).contains("Freeze the API", "delivered", "confirm-delivery, side B");
        assertThat(file).content().contains("\"entries\":");
        assertThat(program.run("show").expect(0).output()).contains("After the talk", "Mobile");
    }

    @Test
    void what_it_exports_with_proofs_is_what_the_verifier_takes() {
        ada.run("show", "--at-least", "2").expect(0);
        Path zip = folder.resolve("proof.zip");
        String key = ada.person().get(parties.path("/tree-key")).expect(200).text("verifierKey");
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(said, true, UTF_8);

        ada.run("export", "--format", "proof", "-o", zip.toString()).expect(0);

        assertThat(Verify.run(List.of("--key", key, zip.toString()), out, out))
                .as(said.toString(UTF_8))
                .isZero();
    }

    @Test
    void a_decision_is_put_forward_by_one_side_and_agreed_by_the_other() {
        JsonNode putForward = ada.run(
                        "decide",
                        "We release on Tuesdays",
                        "--rationale",
                        "Both are there",
                        "--alternative",
                        "Fridays",
                        "--why-not",
                        "Nobody is there",
                        "--json")
                .expect(0)
                .json();
        String decision = putForward.get("id").asString();

        assertThat(bea.run(
                                "list",
                                "waiting",
                                "--at-least",
                                putForward.get("sequence").asString())
                        .expect(0)
                        .output())
                .contains("answer-decision", decision);
        String agreed = bea.run("decide", "--agree", decision, "--json")
                .expect(0)
                .json()
                .get("sequence")
                .asString();

        assertThat(ada.run("list", "decisions", "--state", "in-force", "--at-least", agreed)
                        .expect(0)
                        .output())
                .contains(decision, "We release on Tuesdays");
        assertThat(ada.run("show", decision).expect(0).output()).contains("in-force", "not chosen: Nobody is there");
    }

    @Test
    void the_same_command_under_the_same_key_is_recorded_once() {
        String[] command = {
            "commit", "Freeze", "--due", "2035-06-29", "--zone", "UTC", "--idempotency-key", "job-7", "--json"
        };

        JsonNode first = ada.run(command).expect(0).json();
        JsonNode second = ada.run(command).expect(0).json();

        assertThat(second).isEqualTo(first);
    }

    @Test
    void a_refusal_names_every_field_that_is_wrong() {
        Client.Said said = ada.run("commit", "x".repeat(201), "--due", "soon", "--zone", "Mars/Olympus")
                .expect(REFUSED);

        assertThat(said.errors()).contains("[invalid-fields]", "\n  title: ", "\n  due: ", "\n  zone: ");
        assertThat(said.output()).isEmpty();
    }

    @Test
    void a_credential_that_was_revoked_opens_nothing() {
        ada.person()
                .post("/api/accounts/me/credentials/" + ada.variables().get("KEPT_CLIENT_ID") + "/revocation", Map.of())
                .expect(200);

        assertThat(ada.run("list").expect(NOT_SIGNED_IN).errors()).contains("does not accept this credential");
    }

    @Test
    void entries_of_all_kinds_are_listed_and_shown_with_nothing_for_a_terminal_to_act_upon() {
        parties.talk();
        long last = bea.person()
                .post(parties.path("/lessons"), Map.of("learned", "Done\u009b2J\u202E", "differently", "Earlier"))
                .expect(201)
                .body()
                .get("sequence")
                .asLong();

        String known = String.valueOf(last);
        Client.Said table = ada.run("list", "entries", "--limit", "100", "--at-least", known)
                .expect(0);
        Client.Said json =
                ada.run("list", "entries", "--limit", "100", "--json").expect(0);
        Client.Said entry = ada.run("show", known).expect(0);

        assertThat(table.output().lines()).hasSize((int) last + 2);
        assertThat(table.output()).contains("dev.kept.conversation.recorded.v1", "Bea (B)");
        assertThat(json.json().get("items")).hasSize((int) last + 1);
        assertThat(entry.output()).contains("Done\uFFFD2J\uFFFD");
        assertThat(table.output() + json.output() + entry.output()).doesNotContain("\u009b", "\u202E");
    }

    @Test
    void decision_records_are_put_forward_once_and_are_in_force_only_once_the_other_side_agrees() throws IOException {
        Path records = Files.createDirectory(folder.resolve("adr"));
        Path record = Files.writeString(records.resolve("0001-release-on-tuesdays.md"), RECORD);
        String[] command = {"import", "adr", records.toString(), "--json"};

        JsonNode dry = ada.run("import", "adr", records.toString(), "--json", "--dry-run")
                .expect(0)
                .json();
        assertThat(ada.run("list", "decisions", "--json").expect(0).json().get("items"))
                .isEmpty();
        JsonNode first = ada.run(command).expect(0).json().get("items").get(0);
        JsonNode second = ada.run(command).expect(0).json().get("items").get(0);
        Files.writeString(record, RECORD.replace("Tuesdays.", "Thursdays."));
        Client.Said changed = ada.run(command).expect(REFUSED);

        assertThat(dry.at("/items/0/body/statement").asString())
                .isEqualTo("Release on Tuesdays\n\nWe release on Tuesdays.");
        assertThat(first.get("outcome").asString()).isEqualTo("put-forward");
        assertThat(second.get("outcome").asString()).isEqualTo("put-forward-before");
        assertThat(second.get("id")).isEqualTo(first.get("id"));
        assertThat(changed.errors())
                .contains("0001-release-on-tuesdays.md:1: It was put forward before with other words");
        JsonNode decisions = bea.run(
                        "list",
                        "decisions",
                        "--json",
                        "--at-least",
                        first.get("sequence").asString())
                .expect(0)
                .json()
                .get("items");
        assertThat(decisions).hasSize(1);
        assertThat(decisions.at("/0/state").asString()).isEqualTo("proposed");
        assertThat(decisions.at("/0/waiting/0/side").asString()).isEqualTo("B");
    }

    @Test
    void rows_of_a_table_ask_the_other_side_and_bind_nobody_until_it_accepts() throws IOException {
        Path table = Files.writeString(
                folder.resolve("promises.csv"),
                "id,title,due,zone\n1,Answer within a day,2035-06-29,UTC\n2,Freeze the API,2035-07-13,UTC\n");

        JsonNode first =
                ada.run("import", "csv", table.toString(), "--json").expect(0).json();
        String last = first.at("/items/1/sequence").asString();
        JsonNode commitments =
                ada.run("list", "--json", "--at-least", last).expect(0).json().get("items");
        Client.Said second = ada.run("import", "csv", table.toString()).expect(0);

        assertThat(first.at("/items/0/outcome").asString()).isEqualTo("put-forward");
        assertThat(second.output())
                .containsPattern("promises.csv:2 +was put forward before +\\S+ +Answer within a day")
                .containsPattern("promises.csv:3 +was put forward before +\\S+ +Freeze the API");
        assertThat(commitments).hasSize(2).allSatisfy(commitment -> {
            assertThat(commitment.get("state").asString()).isEqualTo("requested");
            assertThat(commitment.get("promisor").asString()).isEqualTo("B");
        });
    }

    @Test
    void what_ones_own_side_owes_is_imported_as_drafts_which_nobody_else_sees_and_which_record_once()
            throws IOException {
        Path table = Files.writeString(
                folder.resolve("promises.csv"),
                "title,due,zone,owedBy\nAnswer within a day,2035-06-29,UTC,us\nFreeze the API,2035-07-13,UTC,them\n");

        JsonNode dry = ada.run("import", "csv", table.toString(), "--dry-run", "--json")
                .expect(0)
                .json();
        JsonNode first =
                ada.run("import", "csv", table.toString(), "--json").expect(0).json();
        JsonNode second =
                ada.run("import", "csv", table.toString(), "--json").expect(0).json();
        String last = first.at("/items/1/sequence").asString();

        assertThat(dry.at("/items/0/outcome").asString()).isEqualTo("would-be-kept-as-draft");
        assertThat(first.at("/items/0/outcome").asString()).isEqualTo("kept-as-draft");
        assertThat(second.at("/items/0/id")).isEqualTo(first.at("/items/0/id"));
        assertThat(ada.run("list", "--json", "--at-least", last)
                        .expect(0)
                        .json()
                        .get("items"))
                .hasSize(1);
        String draft = "/api/drafts/" + first.at("/items/0/id").asString();
        assertThat(parties.ada().get(draft).expect(200).body().at("/body/title").asString())
                .isEqualTo("Answer within a day");
        parties.bea().get(draft).expect(404);
        parties.ada().post(draft + "/release", Map.of()).expect(201);
    }

    @Test
    void what_kept_refuses_of_a_file_is_named_by_its_line_and_the_rest_is_put_forward() throws IOException {
        Path table = Files.writeString(
                folder.resolve("promises.csv"),
                "title,due,zone\nLong ago,1999-01-01,UTC\nFreeze the API,2035-07-13,UTC\n");

        Client.Said said = ada.run("import", "csv", table.toString(), "--json").expect(REFUSED);

        assertThat(said.errors()).containsPattern("promises\\.csv:2: .+");
        String known = said.json().at("/items/1/sequence").asString();
        assertThat(ada.run("list", "--json", "--at-least", known)
                        .expect(0)
                        .json()
                        .get("items"))
                .hasSize(1);
    }
}
