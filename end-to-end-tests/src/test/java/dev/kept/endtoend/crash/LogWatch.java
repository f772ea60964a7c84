package dev.kept.endtoend.crash;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What Kept and PostgreSQL write into their logs from here on: no error, whatever happens to their parts, and no stack trace but those with which
 * libraries tell of a connection that broke.
 */
final class LogWatch {

    private static final int MOST = 20;
    private static final int LONGEST = 2_000;
    private static final Pattern BEGINNING =
            Pattern.compile("^(?=\\d{4}-\\d\\d-\\d\\dT|\\d\\d:\\d\\d:\\d\\d )", Pattern.MULTILINE);
    private static final Pattern OF_KEPT = Pattern.compile(" ERROR |\\n\\s+at ");

    /** They say by a stack trace that PostgreSQL went away while they had a connection. */
    private static final Pattern FORESEEN = Pattern.compile(
            "WARN .* c\\.zaxxer\\.hikari\\.pool\\.|ERROR .* exception overridden by rollback exception");

    private static final Pattern KAFKA_LOST = Pattern.compile("ERROR .* Kafka has lost tree heads that were published");
    private static final Pattern OF_POSTGRES = Pattern.compile("PANIC|invalid page|could not read block|corrupt");

    /** It may end for want of room, which an operator gives it. */
    private static final Pattern NO_ROOM = Pattern.compile("No space left on device");

    private final Path kept;
    private final Path replica;
    private final Path postgres;
    private final long keptBefore;
    private final long replicaBefore;
    private final long postgresBefore;

    private LogWatch(Path data) throws IOException {
        kept = data.resolve("log/kept.log");
        replica = ofReplica(data);
        postgres = data.resolve("postgresql/server.log");
        keptBefore = Files.size(kept);
        replicaBefore = Files.exists(replica) ? Files.size(replica) : 0;
        postgresBefore = Files.size(postgres);
    }

    /** Where the output of a second process of the write side goes. */
    static Path ofReplica(Path data) {
        return data.resolve("log/replica.log");
    }

    static LogWatch from(Path data) {
        try {
            return new LogWatch(data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param kafkaWasLost whether Kafka lost everything meanwhile, which has to be said */
    List<String> complaints(boolean kafkaWasLost) throws IOException {
        List<String> complaints = new ArrayList<>();
        of(kept, errors(since(kept, keptBefore), kafkaWasLost), complaints);
        if (Files.exists(replica)) {
            of(replica, errors(since(replica, replicaBefore), kafkaWasLost), complaints);
        }
        of(
                postgres,
                since(postgres, postgresBefore)
                        .lines()
                        .filter(line -> OF_POSTGRES.matcher(line).find()
                                && !NO_ROOM.matcher(line).find()),
                complaints);
        return complaints;
    }

    private static Stream<String> errors(String added, boolean kafkaWasLost) {
        return Stream.of(BEGINNING.split(added))
                .filter(record -> OF_KEPT.matcher(record).find()
                        && !FORESEEN.matcher(record).find()
                        && !(kafkaWasLost && KAFKA_LOST.matcher(record).find()));
    }

    private static void of(Path log, Stream<String> records, List<String> complaints) {
        records.limit(MOST)
                .map(record -> record.length() > LONGEST ? record.substring(0, LONGEST) + "…" : record.strip())
                .forEach(record -> complaints.add(log.getFileName() + ": " + record));
    }

    private static String since(Path log, long before) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            // It may have been begun anew meanwhile.
            file.seek(before <= file.length() ? before : 0);
            byte[] bytes = new byte[(int) (file.length() - file.getFilePointer())];
            file.readFully(bytes);
            return new String(bytes, UTF_8);
        }
    }
}
