package dev.kept.endtoend.crash;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What Kept and PostgreSQL write into their logs from here on: no error and no stack trace, whatever happens to their parts. */
final class LogWatch {

    private static final int MOST = 20;
    private static final Pattern OF_KEPT = Pattern.compile(" ERROR |^\\s+at .*\\(.*\\)");
    private static final Pattern OF_POSTGRES = Pattern.compile("PANIC|invalid page|could not read block|corrupt");

    private final Path kept;
    private final Path postgres;
    private final long keptBefore;
    private final long postgresBefore;

    private LogWatch(Path data) throws IOException {
        kept = data.resolve("log/kept.log");
        postgres = data.resolve("postgresql/server.log");
        keptBefore = Files.size(kept);
        postgresBefore = Files.size(postgres);
    }

    static LogWatch from(Path data) {
        try {
            return new LogWatch(data);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    List<String> complaints() throws IOException {
        List<String> complaints = new ArrayList<>(since(kept, keptBefore, OF_KEPT));
        complaints.addAll(since(postgres, postgresBefore, OF_POSTGRES));
        return complaints;
    }

    private static List<String> since(Path log, long before, Pattern wrong) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            // It may have been begun anew meanwhile.
            file.seek(Math.min(before, file.length()) == before ? before : 0);
            byte[] bytes = new byte[(int) (file.length() - file.getFilePointer())];
            file.readFully(bytes);
            return new String(bytes, UTF_8)
                    .lines()
                    .filter(line -> wrong.matcher(line).find())
                    .limit(MOST)
                    .map(line -> log.getFileName() + ": " + line)
                    .toList();
        }
    }
}
