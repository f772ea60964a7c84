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
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the event store holds, read without any of Kept's own code but the hash of a tree. */
final class StoredEntries {

    private static final Pattern MARKER = Pattern.compile("(c\\d+[ab]\\d+-\\d+)\\.");
    private static final int FETCH = 2_000;

    private final Map<UUID, List<Hash>> roots = new TreeMap<>();
    private final Map<String, Set<Place>> markers = new HashMap<>();
    private final List<String> wrong = new ArrayList<>();

    private StoredEntries() {}

    static StoredEntries read(KeptDatabase database) throws SQLException {
        StoredEntries stored = new StoredEntries();
        try (Connection connection = connect(database, database.commitmentsApp())) {
            connection.setAutoCommit(false);
            stored.readStatements(connection);
            stored.readTexts(connection);
        }
        return stored;
    }

    static Connection connect(KeptDatabase database, Credentials role) throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), role.username(), role.password());
    }

    private void readStatements(Connection connection) throws SQLException {
        try (PreparedStatement all = connection.prepareStatement(
                "SELECT ledger_id, sequence, statement, root FROM commitments.entry ORDER BY ledger_id, sequence")) {
            all.setFetchSize(FETCH);
            RightEdge edge = RightEdge.EMPTY;
            try (ResultSet rows = all.executeQuery()) {
                while (rows.next()) {
                    UUID ledger = rows.getObject(1, UUID.class);
                    Place place = new Place(ledger, rows.getLong(2));
                    if (!roots.containsKey(ledger)) {
                        edge = RightEdge.EMPTY;
                    }
                    List<Hash> ofLedger = roots.computeIfAbsent(ledger, ignored -> new ArrayList<>());
                    if (place.sequence() != ofLedger.size()) {
                        wrong.add("the store has " + place + " where " + ofLedger.size() + " comes next");
                    }
                    edge = edge.append(Hash.ofLeaf(rows.getBytes(3)));
                    ofLedger.add(edge.root());
                    if (!edge.root().equals(Hash.of(rows.getBytes(4)))) {
                        wrong.add("the root stored with " + place + " is not the one of the statements");
                    }
                }
            }
        }
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

    List<String> wrong() {
        return wrong;
    }
}
