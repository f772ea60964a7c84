package dev.kept.endtoend.crash;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kept.commitments.reconcile.Reconcile;
import dev.kept.commitments.reconcile.Refill;
import dev.kept.commitments.reconcile.Report;
import dev.kept.commitments.relay.KafkaSettings;
import dev.kept.local.Credentials;
import dev.kept.local.KeptDatabase;
import dev.kept.local.Secrets;
import dev.kept.projections.store.rebuild.Rebuild;
import dev.kept.transparency.head.SignedTreeHead;
import dev.kept.transparency.head.TreeHead;
import dev.kept.transparency.note.SignedNote;
import dev.kept.transparency.note.SigningKey;
import dev.kept.transparency.note.VerifierKey;
import dev.kept.transparency.tree.Hash;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What holds of the data of a Kept that runs and that nobody asks for anything: everything that was promised to those who asked before. It remembers from one
 * check to the next what cannot change: that is compared by its digest, or byte for byte, and not computed again.
 */
final class Integrity {

    private static final Duration CAUGHT_UP = Duration.ofSeconds(120);
    private static final int PARTITIONS = 6;

    /** What a rebuild leaves alone, or counts anew, is not compared. */
    private static final List<String> READ_MODELS =
            List.of("entry", "text", "item", "ledger", "membership", "erased", "seen", "parked", "halted");

    private final Path data;
    private final StoredEntries stored = new StoredEntries();
    private final Set<String> openedHeads = new HashSet<>();
    private final List<String> wrong = new ArrayList<>();

    /** @param data the folder, whose servers are on other ports in each life */
    Integrity(Path data) {
        this.data = data;
    }

    /** The broker's host and port. */
    static String kafka(Path data) throws IOException {
        return running(data).get("kafka").asString();
    }

    static KeptDatabase database(Path data) throws IOException {
        return KeptDatabase.kept(running(data).get("postgresPort").asInt(), secrets(data));
    }

    static Secrets secrets(Path data) {
        return new Secrets(data.resolve("secrets"));
    }

    private static JsonNode running(Path data) throws IOException {
        return JsonMapper.shared().readTree(Files.readString(data.resolve("run.json")));
    }

    /**
     * What does not hold; empty when all is well.
     *
     * @param mails where Kept's mails went
     */
    List<String> violations(Collection<Asked> asked, MailServer mails) throws IOException, SQLException, Violation {
        KeptDatabase database = database(data);
        String kafka = kafka(data);
        wrong.clear();
        wrong.addAll(stored.readOn(database));
        compareWithWhatWasAnswered(asked);
        awaitReaders(database);
        compareWithKafka(database, kafka, asked);
        compareHeads(database, kafka);
        compareReadModels(database, kafka, asked);
        wrong.addAll(Mails.violations(database, mails));
        return List.copyOf(wrong);
    }

    private void compareWithWhatWasAnswered(Collection<Asked> asked) {
        Set<String> known = new HashSet<>();
        for (Asked command : asked) {
            known.add(command.marker());
            Set<Place> places = stored.placesOf(command.marker());
            if (places.size() > 1) {
                wrong.add("stored more than once, at " + places + ": " + command);
            }
            switch (command.outcome()) {
                case REFUSED -> {
                    if (!places.isEmpty()) {
                        wrong.add("refused, and stored at " + places + ": " + command);
                    }
                }
                case ACKNOWLEDGED -> requireStored(command, places);
                case UNKNOWN -> {
                    // Once at most, as above.
                }
            }
        }
        stored.markers().stream()
                .filter(marker -> !known.contains(marker))
                .forEach(marker -> wrong.add("stored, and nobody asked for it: " + marker));
    }

    private void requireStored(Asked command, Set<Place> places) {
        Place place = command.place();
        switch (command.erasure()) {
            case NONE -> {
                if (places.isEmpty() || (place != null && !places.contains(place))) {
                    wrong.add("acknowledged, and stored at " + places + ": " + command);
                }
            }
            case ASKED_FOR -> {
                // Its text may be gone, and need not be.
            }
            case ACKNOWLEDGED -> {
                // The relay deletes it, in its own time: looked at once that has come to the end.
            }
        }
        if (place != null && place.sequence() >= stored.size(place.ledger())) {
            wrong.add("acknowledged, and the ledger ends before: " + command);
        }
    }

    /** Relay, notary, deadlines and read side come to the end by themselves, however they were interrupted. */
    private void awaitReaders(KeptDatabase database) throws SQLException, Violation {
        try (Connection commitments = StoredEntries.connect(database, database.commitmentsApp());
                Connection projections = StoredEntries.connect(database, database.projectionsOwner())) {
            Scene.await(
                    CAUGHT_UP,
                    "every reader has come to the end of the store, of " + stored.entries() + " entries",
                    () -> isCaughtUp(commitments, projections));
        }
    }

    private boolean isCaughtUp(Connection commitments, Connection projections) {
        try {
            Map<UUID, Long> published =
                    longs(commitments, "SELECT ledger_id, max(size) FROM commitments.tree_head GROUP BY ledger_id");
            Map<UUID, Long> shown = longs(projections, "SELECT ledger_id, head + 1 FROM projections.ledger");
            boolean relayed = count(commitments, """
                SELECT count(*) FROM commitments.entry e, commitments.reader_position p
                WHERE p.name = 'relay' AND (e.xid, e.position) > (p.xid, p.position)
                """) == 0;
            return relayed
                    && stored.roots().keySet().stream()
                            .allMatch(ledger -> published.getOrDefault(ledger, 0L) == stored.size(ledger)
                                    && shown.getOrDefault(ledger, 0L) == stored.size(ledger));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void compareWithKafka(KeptDatabase database, String kafka, Collection<Asked> asked) {
        StringWriter said = new StringWriter();
        Credentials role = database.commitmentsApp();
        Report report = new Reconcile(
                        new Reconcile.Store(database.jdbcUrl(), role.username(), role.password()),
                        KafkaSettings.at(kafka, PARTITIONS),
                        new PrintWriter(said, true))
                .run(Refill.NOTHING);
        if (!report.same() || report.waiting() > 0 || report.entries() != stored.entries()) {
            wrong.add("event store and Kafka differ: " + said.toString().strip());
        }
        KafkaLog.statements(kafka).forEach((ledger, sequences) -> {
            List<Long> expected =
                    LongStream.range(0, stored.size(ledger)).boxed().toList();
            if (!sequences.equals(expected)) {
                wrong.add("Kafka has the entries of " + ledger + " in another order than the store");
            }
        });
        Set<String> there = KafkaLog.markers(kafka);
        asked.stream()
                .filter(command -> command.erasure() == Asked.Erasure.ACKNOWLEDGED && there.contains(command.marker()))
                .forEach(command -> wrong.add("erased, and its text is still what Kafka has last: " + command));
    }

    private void compareHeads(KeptDatabase database, String kafka) throws SQLException {
        byte[] seed =
                Arrays.copyOf(Base64.getDecoder().decode(secrets(data).base64("signing-key")), SigningKey.SEED_BYTES);
        byte[] publicKey = SigningKey.ofSeed(seed).publicKey();
        BiConsumer<UUID, byte[]> compare = (ledger, note) -> compareHead(ledger, note, publicKey);
        try (Connection connection = StoredEntries.connect(database, database.commitmentsApp());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT ledger_id, note FROM commitments.tree_head")) {
            while (rows.next()) {
                compare.accept(rows.getObject(1, UUID.class), rows.getBytes(2));
            }
            if (count(connection, "SELECT count(*) FROM commitments.contradicting_head") > 0) {
                wrong.add("Kept has found heads in Kafka that contradict its own");
            }
        }
        Map<UUID, Long> last = new TreeMap<>();
        for (ConsumerRecord<String, byte[]> record : KafkaLog.heads(kafka)) {
            UUID ledger = UUID.fromString(record.key());
            compare.accept(ledger, record.value());
            last.merge(
                    ledger,
                    TreeHead.parse(SignedNote.parse(record.value()).text()).size(),
                    Math::max);
        }
        stored.roots().keySet().forEach(ledger -> {
            if (last.getOrDefault(ledger, 0L) != stored.size(ledger)) {
                wrong.add("the last head of " + ledger + " in Kafka is of " + last.get(ledger) + " entries, not of "
                        + stored.size(ledger));
            }
        });
    }

    private void compareHead(UUID ledger, byte[] note, byte[] publicKey) {
        TreeHead head = TreeHead.parse(SignedNote.parse(note).text());
        List<Hash> roots = stored.roots().getOrDefault(ledger, List.of());
        if (head.size() > roots.size()) {
            wrong.add("a head of " + ledger + " is over " + head.size() + " entries of " + roots.size());
        } else if (!head.root().equals(roots.get((int) head.size() - 1))) {
            wrong.add("a head of " + ledger + " over " + head.size() + " entries is not over those in the store");
        }
        if (!openedHeads.contains(new String(note, UTF_8))) {
            SignedTreeHead.open(note, List.of(VerifierKey.of(head.origin(), VerifierKey.Type.ED25519, publicKey)));
            openedHeads.add(new String(note, UTF_8));
        }
    }

    private void compareReadModels(KeptDatabase database, String kafka, Collection<Asked> asked) throws SQLException {
        Credentials role = database.projectionsOwner();
        try (Connection connection = StoredEntries.connect(database, role)) {
            for (String sick : List.of("parked", "halted")) {
                if (count(connection, "SELECT count(*) FROM projections." + sick) > 0) {
                    wrong.add("the read side has ledgers or records that are " + sick);
                }
            }
            Set<String> shown = new HashSet<>();
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT to_jsonb(t)::text FROM projections.text t")) {
                while (rows.next()) {
                    shown.addAll(StoredEntries.markersIn(Base64.getUrlEncoder()
                            .encodeToString(rows.getString(1).getBytes(UTF_8))));
                }
            }
            asked.stream()
                    .filter(each -> each.erasure() == Asked.Erasure.ACKNOWLEDGED && shown.contains(each.marker()))
                    .forEach(command -> wrong.add("erased, and its text is still in the read models: " + command));
            Map<String, String> before = hashes(connection);
            Rebuild.of(database.jdbcUrl(), role.username(), role.password(), kafka, ignored -> {})
                    .run();
            Map<String, String> after = hashes(connection);
            READ_MODELS.stream()
                    .filter(table -> !before.get(table).equals(after.get(table)))
                    .forEach(table -> wrong.add("a rebuild makes other rows in projections." + table));
        }
    }

    private static Map<String, String> hashes(Connection connection) throws SQLException {
        Map<String, String> hashes = new TreeMap<>();
        try (Statement statement = connection.createStatement()) {
            for (String table : READ_MODELS) {
                try (ResultSet row = statement.executeQuery("""
                    SELECT count(*) || ' ' || coalesce(md5(string_agg(row, '' ORDER BY row)), '')
                    FROM (SELECT md5(to_jsonb(t)::text) AS row FROM projections.%s t) AS rows
                    """.formatted(table))) {
                    row.next();
                    hashes.put(table, row.getString(1));
                }
            }
        }
        return hashes;
    }

    private static Map<UUID, Long> longs(Connection connection, String sql) throws SQLException {
        Map<UUID, Long> found = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                found.put(rows.getObject(1, UUID.class), rows.getLong(2));
            }
        }
        return found;
    }

    private static long count(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
