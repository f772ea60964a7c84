package dev.kept.endtoend.crash;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kept.local.Credentials;
import dev.kept.local.KeptDatabase;
import dev.kept.transparency.tree.Hash;
import dev.kept.transparency.tree.RightEdge;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the event store holds, read without any of Kept's own code but the hash of a tree. Entries that were read before are not read again, because they
 * cannot change: their digest is compared with what it was.
 */
final class StoredEntries {

    private static final Pattern MARKER = Pattern.compile("(c\\d+[ab]\\d+-\\d+)\\.");
    private static final int FETCH = 2_000;
    private static final String LAST = "SELECT coalesce(max(position), 0) FROM commitments.entry";
    private static final String RELAYED = "SELECT position FROM commitments.reader_position WHERE name = 'relay'";

    private static final String LEDGERS = "SELECT DISTINCT ledger_id FROM commitments.entry";
    private static final String FROM = """
        SELECT sequence, statement, root FROM commitments.entry WHERE ledger_id = ? AND sequence >= ? ORDER BY sequence
        """;

    private static final String DIGEST = """
        SELECT count(*) || ' ' || coalesce(md5(string_agg(md5(statement || root), '' ORDER BY sequence)), '')
        FROM commitments.entry WHERE ledger_id = ? AND sequence < ?
        """;

    private final Map<UUID, List<Hash>> roots = new TreeMap<>();
    private final Map<UUID, RightEdge> edges = new HashMap<>();
    private final Map<UUID, String> digests = new HashMap<>();
    private final Map<String, Set<Place>> markers = new HashMap<>();

    /** Reads what has come since it was read last, and all texts; what does not hold is returned. */
    List<String> readOn(KeptDatabase database) throws SQLException {
        List<String> wrong = new ArrayList<>();
        try (Connection connection = connect(database, database.commitmentsApp())) {
            connection.setAutoCommit(false);
            Set<UUID> ledgers = new TreeSet<>(roots.keySet());
            try (Statement all = connection.createStatement();
                    ResultSet rows = all.executeQuery(LEDGERS)) {
                while (rows.next()) {
                    ledgers.add(rows.getObject(1, UUID.class));
                }
            }
            for (UUID ledger : ledgers) {
                if (digests.containsKey(ledger)
                        && !digest(connection, ledger, size(ledger)).equals(digests.get(ledger))) {
                    wrong.add("entries of " + ledger + " below " + size(ledger) + " are not what they were before");
                }
                readStatements(connection, ledger, wrong);
                digests.put(ledger, digest(connection, ledger, size(ledger)));
            }
            markers.clear();
            readTexts(connection);
        }
        return wrong;
    }

    private static String digest(Connection connection, UUID ledger, long below) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(DIGEST)) {
            query.setObject(1, ledger);
            query.setLong(2, below);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }

    static Connection connect(KeptDatabase database, Credentials role) throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), role.username(), role.password());
    }

    /** Waits until Kafka has what is stored now. */
    static void awaitRelayed(Connection connection, Duration patience, String what) throws Violation {
        long last = number(connection, LAST);
        Scene.await(patience, what, () -> number(connection, RELAYED) >= last);
    }

    /** The one number that a query selects; -1 when it selects none. */
    static long number(Connection connection, String sql) {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getLong(1) : -1;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void readStatements(Connection connection, UUID ledger, List<String> wrong) throws SQLException {
        List<Hash> ofLedger = roots.computeIfAbsent(ledger, ignored -> new ArrayList<>());
        RightEdge edge = edges.getOrDefault(ledger, RightEdge.EMPTY);
        try (PreparedStatement all = connection.prepareStatement(FROM)) {
            all.setObject(1, ledger);
            all.setLong(2, ofLedger.size());
            all.setFetchSize(FETCH);
            try (ResultSet rows = all.executeQuery()) {
                while (rows.next()) {
                    Place place = new Place(ledger, rows.getLong(1));
                    if (place.sequence() != ofLedger.size()) {
                        wrong.add("the store has " + place + " where " + ofLedger.size() + " comes next");
                    }
                    edge = edge.append(Hash.ofLeaf(rows.getBytes(2)));
                    ofLedger.add(edge.root());
                    if (!edge.root().equals(Hash.of(rows.getBytes(3)))) {
                        wrong.add("the root stored with " + place + " is not the one of the statements");
                    }
                }
            }
        }
        edges.put(ledger, edge);
    }

    private void readTexts(Connection connection) throws SQLException {
        try (PreparedStatement all =
                connection.prepareStatement("SELECT ledger_id, sequence, disclosure FROM commitments.disclosure")) {
            all.setFetchSize(FETCH);
            try (ResultSet rows = all.executeQuery()) {
                while (rows.next()) {
                    Place place = new Place(rows.getObject(1, UUID.class), rows.getLong(2));
                    markersIn(rows.getString(3))
                            .forEach(marker -> markers.computeIfAbsent(marker, ignored -> new HashSet<>())
                                    .add(place));
                }
            }
        }
    }

    /** The markers in a text as it is stored and sent: base64url of JSON. */
    static Set<String> markersIn(String disclosure) {
        Set<String> found = new HashSet<>();
        Matcher marker = MARKER.matcher(new String(Base64.getUrlDecoder().decode(disclosure), UTF_8));
        while (marker.find()) {
            found.add(marker.group(1));
        }
        return found;
    }

    /** By ledger, the root of each size from one entry on. */
    Map<UUID, List<Hash>> roots() {
        return roots;
    }

    long size(UUID ledger) {
        return roots.getOrDefault(ledger, List.of()).size();
    }

    long entries() {
        return roots.values().stream().mapToLong(List::size).sum();
    }

    /** Where the texts with a command's marker stand. */
    Set<Place> placesOf(String marker) {
        return markers.getOrDefault(marker, Set.of());
    }

    Set<String> markers() {
        return markers.keySet();
    }
}
