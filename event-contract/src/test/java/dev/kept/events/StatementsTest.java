package dev.kept.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class StatementsTest {
    private static final Entry DELIVERED = new Entry(
            new UUID(1, 1),
            7,
            new UUID(3, 3),
            Instant.parse("2026-03-01T10:00:00.123Z"),
            new Actor.Member(new UUID(4, 4), Side.B),
            new CommitmentEvent.CommitmentDelivered(
                    new UUID(2, 2),
                    1,
                    null,
                    List.of(
                            new Evidence(Text.of("Notes ✓"), Text.of("https://example.org")),
                            new Evidence(Text.of("Log of the night"), null))));

    @Test
    void an_entry_reads_back_as_it_was_written() {
        Statements.Written written = Statements.write(DELIVERED);

        assertThat(Statements.read(written.bytes(), written.disclosures())).isEqualTo(DELIVERED);
    }

    @Test
    void times_are_written_with_milliseconds_even_where_they_are_zero() {
        Due due = new Due(Instant.parse("2026-03-31T15:00:00Z"), "Europe/Berlin");
        Entry scheduled = new Entry(
                new UUID(1, 1),
                8,
                new UUID(3, 3),
                Instant.parse("2026-03-01T10:00:00Z"),
                new Actor.Member(new UUID(4, 4), Side.B),
                new CheckpointEvent.CheckpointScheduled(new UUID(2, 2), Side.B, due, null, List.of()));

        String statement = new String(Statements.write(scheduled).bytes(), StandardCharsets.UTF_8);

        assertThat(statement)
                .contains("\"time\":\"2026-03-01T10:00:00.000Z\"")
                .contains("\"at\":\"2026-03-31T15:00:00.000Z\"");
        assertThat(Statements.read(statement.getBytes(StandardCharsets.UTF_8))).isEqualTo(scheduled);
    }

    @Test
    void a_statement_from_before_that_was_so_stays_readable() {
        String written = new String(Statements.write(DELIVERED).bytes(), StandardCharsets.UTF_8);
        String earlier = written.replace("10:00:00.123Z", "10:00:00Z");

        assertThat(Statements.read(earlier.getBytes(StandardCharsets.UTF_8)).recorded())
                .isEqualTo(Instant.parse("2026-03-01T10:00:00Z"));
    }

    @Test
    void no_text_stands_in_the_statement() {
        String statement = new String(Statements.write(DELIVERED).bytes(), StandardCharsets.UTF_8);

        assertThat(statement).doesNotContain("Notes ✓", "Log of", "example.org");
    }

    @Test
    void a_text_without_its_disclosure_reads_as_sealed_at_its_place() {
        Statements.Written written = Statements.write(DELIVERED);
        List<Disclosure> some = written.disclosures().subList(0, 1);

        var event = (CommitmentEvent.CommitmentDelivered)
                Statements.read(written.bytes(), some).event();

        assertThat(event.evidence().get(0).label()).isEqualTo(Text.of("Notes ✓"));
        assertThat(event.evidence().get(1).label())
                .isEqualTo(new Text.Sealed(
                        7, "evidence/1/label", written.disclosures().get(2).digest()));
    }

    @Test
    void a_disclosure_of_another_text_is_refused() {
        Statements.Written written = Statements.write(DELIVERED);
        Disclosure swapped = Disclosure.seal("evidence/0/label", "Other notes");

        assertThatThrownBy(() -> Statements.read(written.bytes(), List.of(swapped)))
                .isInstanceOf(UnreadableStatement.class)
                .hasMessageNotContaining("Other notes");
    }

    @Test
    void the_same_text_is_salted_anew_each_time() {
        assertThat(Disclosure.seal("text", "yes").digest())
                .isNotEqualTo(Disclosure.seal("text", "yes").digest());
    }

    @Test
    void duplicate_keys_and_trailing_bytes_are_refused() {
        String statement = new String(Statements.write(DELIVERED).bytes(), StandardCharsets.UTF_8);

        for (String broken : List.of(
                statement.replaceFirst("\\{", "{\"sequence\":7,"),
                statement + "{}",
                statement.replace("\"0000000007\"", "7.5"),
                statement.replace("\"0000000007\"", "-7"),
                statement.replace("\"0000000007\"", "\"7\""),
                statement.replace("\"0000000007\"", "\"-000000007\""),
                statement.replace("\"0000000007\"", "\"00000000007\""),
                statement.replace("\"0000000007\"", "\"99999999999999999999\""),
                statement.replace("\"role\":\"B\"", "\"role\":\"C\""),
                statement.replace("delivered.v1", "delivered.v9"),
                "null",
                "")) {
            assertThatThrownBy(() -> Statements.read(broken.getBytes(StandardCharsets.UTF_8)))
                    .as(broken)
                    .isInstanceOf(UnreadableStatement.class);
        }
    }

    @Test
    void the_sequence_is_a_string_that_sorts_as_numbers_do() {
        List<String> written = LongStream.of(0, 9, 10, 123_456, 9_999_999_999L)
                .mapToObj(sequence ->
                        new String(Statements.write(numbered(sequence)).bytes(), StandardCharsets.UTF_8))
                .map(statement -> statement.replaceFirst(".*\"sequence\":\"([0-9]*)\".*", "$1"))
                .toList();

        assertThat(written).first().isEqualTo("0000000000");
        assertThat(written).last().isEqualTo("9999999999");
        assertThat(written).isSorted();
    }

    @Test
    void a_sequence_is_read_as_a_number_too_as_the_first_version_wrote_it() {
        String statement = new String(Statements.write(DELIVERED).bytes(), StandardCharsets.UTF_8);

        Entry read = Statements.read(statement.replace("\"0000000007\"", "7").getBytes(StandardCharsets.UTF_8));

        assertThat(read.sequence()).isEqualTo(7);
        assertThat(Statements.read(Statements.write(numbered(12_345_678_901L)).bytes())
                        .sequence())
                .isEqualTo(12_345_678_901L);
    }

    private static Entry numbered(long sequence) {
        return new Entry(
                DELIVERED.ledger(),
                sequence,
                DELIVERED.id(),
                DELIVERED.recorded(),
                DELIVERED.actor(),
                DELIVERED.event());
    }

    @Test
    void a_lone_surrogate_or_nul_is_no_text() {
        assertThatThrownBy(() -> Text.of("a\uD800b")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Text.of("a\u0000b")).isInstanceOf(IllegalArgumentException.class);
        assertThat(Text.isWellFormed("\uD83D\uDE00")).isTrue();
    }
}
