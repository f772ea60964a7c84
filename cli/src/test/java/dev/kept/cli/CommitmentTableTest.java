package dev.kept.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.client.model.TermsBody;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommitmentTableTest {

    @TempDir
    private Path folder;

    private Found<TermsBody> read(String table) throws IOException {
        return CommitmentTable.read(Files.writeString(folder.resolve("table.csv"), table), ',', "Europe/Berlin");
    }

    @Test
    void a_row_is_a_commitment_whatever_the_order_of_its_columns() throws IOException {
        Found<TermsBody> found = read(
                "\uFEFFDue,Title,confirmationDays,Zone,Monitor\r\n2035-06-29,\"Freeze, the\nAPI\",14,,A\r\n\r\n2035-07-01T17:00,Next,,UTC,\r\n");

        assertThat(found.errors()).isEmpty();
        assertThat(found.proposals())
                .extracting(Found.Proposal::line, Found.Proposal::body)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                2,
                                new TermsBody()
                                        .title("Freeze, the\nAPI")
                                        .due("2035-06-29")
                                        .zone("Europe/Berlin")
                                        .monitor(TermsBody.MonitorEnum.A)
                                        .confirmationDays(14)),
                        org.assertj.core.groups.Tuple.tuple(
                                5,
                                new TermsBody()
                                        .title("Next")
                                        .due("2035-07-01T17:00")
                                        .zone("UTC")
                                        .monitor(null)
                                        .confirmationDays(null)));
    }

    @Test
    void who_owes_it_is_said_by_a_column_and_else_it_is_the_other_side() throws IOException {
        Found<TermsBody> found = read(
                "title,due,owedBy\nFreeze,2035-06-29,us\nThaw,2035-06-29,them\nMelt,2035-06-29,\nBoil,2035-06-29,both\n");

        assertThat(found.proposals()).extracting(Found.Proposal::own).containsExactly(true, false, false);
        assertThat(found.errors())
                .extracting(Found.Remark::toString)
                .singleElement()
                .asString()
                .endsWith(":5: 'both' is no side: write us or them.");
    }

    @Test
    void every_error_of_every_line_is_named() throws IOException {
        Found<TermsBody> found = read("""
                        title,due,zone,monitor,confirmationDays
                        ,tomorrow,Mars/Olympus,C,91
                        Freeze,2035-02-30
                        Freeze,2035-06-29,UTC,A,7,one too many
                        Same,2035-06-29
                        Same,2035-06-29
                        """);

        assertThat(found.errors())
                .extracting(remark -> remark.line() + " " + remark.sentence())
                .containsExactly(
                        "2 It has no title.",
                        "2 'tomorrow' is no due: write 2035-06-29, 2035-06-29T17:00 or 2035-06-29T17:00+02:00.",
                        "2 'Mars/Olympus' is no time zone, such as Europe/Berlin.",
                        "2 'C' is no monitor: A, B, BOTH or MEDIATOR.",
                        "2 '91' is no number of days from 1 to 90.",
                        "3 '2035-02-30' is no due: write 2035-06-29, 2035-06-29T17:00 or 2035-06-29T17:00+02:00.",
                        "4 It has 6 cells, but there are 5 columns.",
                        "6 It is the same as line 5: give each its own id.");
    }

    @Test
    void columns_that_are_unknown_missing_or_there_twice_are_named() throws IOException {
        assertThat(read("title,Title,owner\nFreeze,x,y\n").errors())
                .extracting(Found.Remark::sentence)
                .satisfiesExactly(
                        one -> assertThat(one).isEqualTo("The column 'title' is there twice."),
                        two -> assertThat(two).startsWith("There is no column 'owner'"),
                        three -> assertThat(three).isEqualTo("The column 'due' is missing."));
    }

    @Test
    void an_empty_file_and_one_that_is_not_there_are_errors() throws IOException {
        assertThat(read("").errors())
                .singleElement()
                .satisfies(remark -> assertThat(remark.sentence()).startsWith("It is empty"));
        assertThat(CommitmentTable.read(folder.resolve("none.csv"), ',', "UTC").errors())
                .singleElement()
                .satisfies(remark -> assertThat(remark.sentence()).isEqualTo("There is no such file."));
    }

    @Test
    void a_row_is_known_again_by_its_id_else_by_its_words() throws IOException {
        Found<TermsBody> first = read("id,title,due\n1,Freeze,2035-06-29\n,Thaw,2035-07-29\n");
        Found<TermsBody> second = read("title,due,id\nThaw,2035-07-29,\nFreeze again,2035-06-30,1\n");

        assertThat(second.proposals())
                .extracting(Found.Proposal::id)
                .containsExactly(
                        first.proposals().get(1).id(), first.proposals().get(0).id());
        assertThat(Importing.key("csv", first.proposals().get(0).id()))
                .isEqualTo(Importing.key("csv", second.proposals().get(1).id()))
                .hasSizeLessThan(256)
                .matches("[!-~]+");
    }
}
