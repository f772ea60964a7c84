package dev.kept.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.client.model.AlternativeBody;
import dev.kept.client.model.ProposeDecisionBody;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdrFolderTest {

    static final String NYGARD = """
            # 2. Use PostgreSQL

            Date: 2024-02-12

            ## Status

            Accepted

            Amends [1. Record decisions](0001-record-decisions.md)

            ## Context

            We need transactions.

            ```sh
            # Not a heading
            ```

            ## Decision

            We will use PostgreSQL.

            ## Consequences

            Somebody has to run it.
            """;

    static final String MADR = """
            ---
            status: "accepted"
            date: 2024-03-01
            ---
            # Sign entries with Ed25519

            ## Context and Problem Statement

            Entries are to be signed. <!-- a remark -->

            ## Decision Drivers <!-- optional -->

            * Small signatures

            ## Considered Options

            * RSA
            * Ed25519
            * [Ed25519, in hardware](#hardware)

            ## Decision Outcome

            Chosen option: "Ed25519", because it is small.

            ### Consequences

            * Good, because keys are short
            * Bad, because old devices do not know it

            ## Pros and Cons of the Options

            ### RSA

            * Good, because everybody knows it
            * Bad, because signatures are long

            ### Ed25519

            * Good, because it is fast
            """;

    @TempDir
    private Path folder;

    private Found<ProposeDecisionBody> read(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
        return AdrFolder.read(folder, null);
    }

    @Nested
    class In_Nygards_form {

        @Test
        void title_and_decision_are_the_statement_and_the_rest_says_why() throws IOException {
            Found<ProposeDecisionBody> found = read("0002-use-postgresql.md", NYGARD);

            assertThat(found.errors()).isEmpty();
            assertThat(found.proposals()).singleElement().satisfies(proposal -> {
                assertThat(proposal.line()).isEqualTo(1);
                assertThat(proposal.title()).isEqualTo("Use PostgreSQL");
                assertThat(proposal.body().getStatement()).isEqualTo("Use PostgreSQL\n\nWe will use PostgreSQL.");
                assertThat(proposal.body().getRationale())
                        .startsWith("We need transactions.")
                        .contains("# Not a heading", "Consequences:\nSomebody has to run it.")
                        .endsWith("Date of the record: 2024-02-12");
            });
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "Rejected",
                    "Deprecated",
                    "Superseded by [9. Other](0009-other.md)",
                    "superceded by 9",
                    "On hold"
                })
        void what_is_no_longer_so_is_passed_over(String status) throws IOException {
            Found<ProposeDecisionBody> found = read("0002-old.md", NYGARD.replace("Accepted", status));

            assertThat(found.proposals()).isEmpty();
            assertThat(found.errors()).isEmpty();
            assertThat(found.passedOver())
                    .singleElement()
                    .satisfies(remark -> assertThat(remark.line()).isEqualTo(7));
        }
    }

    @Nested
    class In_MADRs_form {

        @Test
        void options_that_were_not_chosen_are_alternatives_with_what_speaks_against_them() throws IOException {
            Found<ProposeDecisionBody> found = read("0003-sign.md", MADR);

            assertThat(found.errors()).isEmpty();
            ProposeDecisionBody body = found.proposals().getFirst().body();
            assertThat(body.getStatement())
                    .isEqualTo("Sign entries with Ed25519\n\nChosen option: \"Ed25519\", because it is small.");
            assertThat(body.getAlternatives())
                    .containsExactly(
                            new AlternativeBody().text("RSA").whyNot("* Bad, because signatures are long"),
                            new AlternativeBody().text("Ed25519, in hardware"));
            assertThat(body.getRationale()).isEqualTo("""
                            Entries are to be signed.

                            Decision Drivers:
                            * Small signatures

                            Consequences:
                            * Good, because keys are short
                            * Bad, because old devices do not know it

                            Date of the record: 2024-03-01""");
        }

        @Test
        void the_longest_option_that_the_outcome_names_is_the_chosen_one() throws IOException {
            Found<ProposeDecisionBody> found =
                    read("0003-sign.md", MADR.replace("\"Ed25519\", because", "\"Ed25519, in hardware\", because"));

            assertThat(found.proposals().getFirst().body().getAlternatives())
                    .extracting(AlternativeBody::getText)
                    .containsExactly("RSA", "Ed25519");
        }

        @Test
        void status_and_date_may_stand_in_a_list() throws IOException {
            String list = MADR.substring(MADR.indexOf("# Sign"))
                    .replace(
                            "## Context and", "* Status: superseded by ADR-0009\n* Date: 2024-03-01\n\n## Context and");

            assertThat(read("20240301-sign.md", list).passedOver())
                    .singleElement()
                    .satisfies(
                            remark -> assertThat(remark)
                                    .hasToString(
                                            "20240301-sign.md:3: its status is 'superseded by ADR-0009', neither accepted nor proposed."));
        }
    }

    @Test
    void every_error_is_named_with_its_line() throws IOException {
        Files.writeString(folder.resolve("0001-no-title.md"), "Nothing here\n");
        Files.writeString(folder.resolve("0002-empty.md"), NYGARD.replace("We will use PostgreSQL.", ""));
        Files.writeString(
                folder.resolve("0003-why.md"),
                NYGARD.replace("## Context", "## Background").replace("## Consequences", "## Links"));
        Files.writeString(folder.resolve("0004-long.md"), NYGARD.replace("We need", "We need " + "x".repeat(10_001)));
        Files.write(folder.resolve("0005-latin.md"), "# Größe".getBytes(StandardCharsets.ISO_8859_1));
        Files.writeString(folder.resolve("0006-open.md"), "---\nstatus: accepted\n");

        assertThat(AdrFolder.read(folder, null).errors())
                .extracting(Object::toString)
                .containsExactly(
                        "0001-no-title.md:1: It has no title: a line such as '# Use PostgreSQL'.",
                        "0001-no-title.md:1: It has neither a section 'Decision' (Nygard) nor one called 'Decision Outcome'"
                                + " (MADR).",
                        "0002-empty.md:19: Its section 'Decision' is empty.",
                        "0003-why.md:19: It says nowhere why: it has no context and no consequences.",
                        "0004-long.md:11: Its rationale has more than 10000 characters.",
                        "0005-latin.md:1: It is not in UTF-8.",
                        "0006-open.md:1: Its front matter has no end: a line '---'.",
                        "0006-open.md:1: It has no title: a line such as '# Use PostgreSQL'.",
                        "0006-open.md:1: It has neither a section 'Decision' (Nygard) nor one called 'Decision Outcome' (MADR).");
    }

    @Test
    void a_single_file_is_read_too_and_consequences_say_why_where_there_is_no_context() throws IOException {
        Files.writeString(folder.resolve("0001-other.md"), NYGARD);
        Path file = Files.writeString(folder.resolve("0002-use.md"), NYGARD.replace("## Context", "## Background"));

        Found<ProposeDecisionBody> found = AdrFolder.read(file, null);

        assertThat(found.proposals())
                .singleElement()
                .satisfies(proposal -> assertThat(proposal.body().getRationale())
                        .startsWith("Consequences:\nSomebody has to run it."));
    }

    @Test
    void other_files_are_passed_over_and_links_lead_below_the_base() throws IOException {
        Files.writeString(folder.resolve("README.md"), "# Decisions\n");
        Files.writeString(folder.resolve("notes.txt"), "none");
        Files.writeString(folder.resolve("0002-use-postgresql.md"), NYGARD);

        Found<ProposeDecisionBody> found = AdrFolder.read(folder, "https://git.example/adr/");

        assertThat(found.passedOver())
                .singleElement()
                .satisfies(remark -> assertThat(remark.file()).isEqualTo("README.md"));
        assertThat(found.proposals().getFirst().body().getEvidence())
                .singleElement()
                .satisfies(evidence ->
                        assertThat(evidence.getLink()).isEqualTo("https://git.example/adr/0002-use-postgresql.md"));
    }
}
