package dev.kept.commitments.evidence;

import dev.kept.commitments.jdbc.JdbcArrays;
import dev.kept.events.Disclosure;
import dev.kept.events.Evidence;
import dev.kept.events.EvidenceFile;
import dev.kept.events.Statements;
import dev.kept.events.WireTypes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which entries name a file. The entries say so themselves, and nothing else does. */
final class RecordedFiles {

    private static final String NAMING = """
        SELECT sequence, statement FROM commitments.entry
        WHERE ledger_id = :ledger AND sequence > :after AND type = ANY(:types) AND position(:id IN statement) > 0
        """;

    private static final String STATEMENT =
            "SELECT statement FROM commitments.entry WHERE ledger_id = :ledger AND sequence = :sequence";

    private static final String SHOWN = """
        SELECT disclosure FROM commitments.disclosure d
        WHERE (ledger_id, sequence, field) = (:ledger, :sequence, :field)
          AND NOT EXISTS (
              SELECT FROM commitments.erased e
              WHERE (e.ledger_id, e.sequence, e.field) = (d.ledger_id, d.sequence, d.field))
        """;

    private static final List<String> TYPES = List.copyOf(WireTypes.withEvidence());

    private final JdbcClient jdbc;

    RecordedFiles(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    /** A piece of an entry's evidence, from 0. */
    record Place(long sequence, int number) {}

    /** Where a file is named. */
    List<Place> of(StoredFile file) {
        List<Place> places = new ArrayList<>();
        jdbc.sql(NAMING)
                .param("ledger", file.ledger())
                .param("after", file.after())
                .param("types", JdbcArrays.of("text", TYPES, type -> type))
                .param("id", file.file().toString().getBytes(StandardCharsets.US_ASCII))
                .query(row -> {
                    List<Evidence> evidence = evidence(row.getBytes("statement"));
                    for (int i = 0; i < evidence.size(); i++) {
                        EvidenceFile named = evidence.get(i).file();
                        if (named != null && named.file().equals(file.file())) {
                            places.add(new Place(row.getLong("sequence"), i));
                        }
                    }
                });
        return places;
    }

    /** What an entry names at a place; null when there is no such entry, or no file. */
    @Nullable
    EvidenceFile at(UUID ledger, Place place) {
        List<@Nullable EvidenceFile> files = files(ledger, place.sequence());
        return place.number() >= 0 && place.number() < files.size() ? files.get(place.number()) : null;
    }

    /** The files of an entry's evidence, in order, null where there is none. */
    List<@Nullable EvidenceFile> files(UUID ledger, long sequence) {
        List<@Nullable EvidenceFile> files = new ArrayList<>();
        jdbc.sql(STATEMENT)
                .param("ledger", ledger)
                .param("sequence", sequence)
                .query((row, each) -> evidence(row.getBytes(1)))
                .optional()
                .ifPresent(evidence -> evidence.forEach(each -> files.add(each.file())));
        return files;
    }

    /** A text of an entry; empty once an entry says that it is erased. */
    Optional<String> text(UUID ledger, long sequence, String field) {
        return jdbc.sql(SHOWN)
                .param("ledger", ledger)
                .param("sequence", sequence)
                .param("field", field)
                .query((row, each) -> Disclosure.parse(row.getString(1)).value())
                .optional();
    }

    private static List<Evidence> evidence(byte[] statement) {
        return Statements.read(statement).event().evidence();
    }
}
