package dev.kept.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Takes the copy of a server that {@link PostgresBackup} has made to a later moment, by the archive of that server's log. */
public final class PostgresRecovery {

    private static final long BETWEEN_LOOKS = 200_000_000;

    /** With the offset as a number: abbreviations, Z among them, are not known yet when PostgreSQL reads its settings. */
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd HH:mm:ss.SSSSSSxxx", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private static final String BEGUN = "START TIME: ";

    /** As the server writes it, in the zone of its log. */
    private static final DateTimeFormatter LABEL = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private static final String STANDS = "SELECT pg_is_in_recovery(), pg_last_xact_replay_timestamp()";

    private PostgresRecovery() {}

    /**
     * Recovers and stops the server: the next start goes on from there, on a history of its own.
     *
     * @param home as a backup lies in it, secrets included
     * @param archive where {@link PostgresArchive} has put the log
     * @param until what was committed later is left out; null for all that is archived
     * @return when the last transaction was committed that is there; empty when none came after the backup
     * @throws CannotStart with a sentence that says why: the moment is before the end of the backup, or after the end of the archive
     */
    public static Optional<Instant> recover(Path home, Path archive, @Nullable Instant until, Durability durability)
            throws IOException {
        return recover(home, archive, until, new LocalPostgres(home, durability));
    }

    static Optional<Instant> recover(Path home, Path archive, @Nullable Instant until, LocalPostgres server)
            throws IOException {
        Path folder = home.resolve("postgresql");
        if (until != null && until.isBefore(begun(folder.resolve("data").resolve("backup_label")))) {
            throw before(until);
        }
        List<String> settings = new ArrayList<>(List.of(
                PostgresArchive.fetching(archive),
                "recovery_target_timeline = 'latest'",
                "recovery_target_action = 'promote'"));
        if (until != null) {
            settings.add("recovery_target_time = '" + TIME.format(until) + "'");
        }
        Files.createFile(folder.resolve("data").resolve("recovery.signal"));
        try {
            server.with(settings).start();
            return awaitEnd(server, folder.resolve("server.log"), until);
        } catch (CannotStart e) {
            throw known(folder.resolve("server.log"), until).orElse(e);
        } finally {
            server.stop();
        }
    }

    private static Optional<Instant> awaitEnd(LocalPostgres server, Path log, @Nullable Instant until)
            throws IOException {
        while (true) {
            try (Connection connection = server.superuser("postgres");
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(STANDS)) {
                row.next();
                if (!row.getBoolean(1)) {
                    return Optional.ofNullable(row.getObject(2, OffsetDateTime.class))
                            .map(OffsetDateTime::toInstant);
                }
            } catch (SQLException e) {
                // It starts anew when it is done, or has ended for good.
                Optional<CannotStart> why = known(log, until);
                if (why.isPresent()) {
                    throw why.get();
                }
            }
            LockSupport.parkNanos(BETWEEN_LOOKS);
        }
    }

    private static Optional<CannotStart> known(Path log, @Nullable Instant until) throws IOException {
        String said = Files.exists(log) ? Files.readString(log, UTF_8) : "";
        if (said.contains("requested recovery stop point is before consistent recovery point")) {
            return Optional.of(before(until));
        }
        if (said.contains("recovery ended before configured recovery target was reached")) {
            return Optional.of(new CannotStart("The archive ends before " + until + ", or lacks a file in between; "
                    + log + " names the last one that was found."));
        }
        return said.contains("FATAL:  could not locate required checkpoint record")
                ? Optional.of(new CannotStart("The backup cannot be recovered; " + log + " says why."))
                : Optional.empty();
    }

    private static CannotStart before(@Nullable Instant until) {
        return new CannotStart(until + " is before the end of this backup. Take an older one.");
    }

    /** When the backup was begun. PostgreSQL itself stops at the backup's end when it finds nothing to leave out before. */
    private static Instant begun(Path label) throws IOException {
        return Files.readAllLines(label, UTF_8).stream()
                .filter(line -> line.startsWith(BEGUN))
                .map(line -> LABEL.parse(line.substring(BEGUN.length()), Instant::from))
                .findFirst()
                .orElseThrow(() -> new IOException(label + " does not say when the backup was begun"));
    }
}
