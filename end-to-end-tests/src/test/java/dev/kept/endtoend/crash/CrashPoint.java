package dev.kept.endtoend.crash;

import dev.kept.endtoend.crash.agent.CrashAgent;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Where between two steps Kept ends, as if killed there: each leaves something half done that the next start has to see to. */
enum CrashPoint {
    BEFORE_ENTRIES_ARE_COMMITTED("before", "", "INSERT INTO commitments\\.entry", 60),
    AFTER_ENTRIES_ARE_COMMITTED_AND_BEFORE_THE_ANSWER("after", "", "INSERT INTO commitments\\.entry", 60),
    BEFORE_KAFKA_COMMITS_ENTRIES("before", "^relay$", "KafkaProducer", 15),
    AFTER_KAFKA_COMMITTED_ENTRIES_AND_BEFORE_ANYTHING_IS_SAVED("after", "^relay$", "KafkaProducer", 15),
    BETWEEN_WHAT_KAFKA_HAS_AND_THE_RELAYS_POSITION(
            "before", "^relay$", "INSERT INTO commitments\\.reader_position", 15),
    BETWEEN_THE_RELEASE_OF_A_DRAFT_AND_ITS_DELETION("before", "", "DELETE FROM commitments\\.draft ", 3),
    BEFORE_AN_ERASED_TEXT_IS_DELETED("before", "^relay$", "DELETE FROM commitments\\.disclosure", 2),
    BETWEEN_THE_DELETION_OF_A_TEXT_AND_WHAT_KAFKA_IS_SENT(
            "after", "^relay$", "DELETE FROM commitments\\.disclosure", 2),
    BEFORE_A_SIGNED_HEAD_IS_STORED("before", "", "INSERT INTO commitments\\.tree_head", 6),
    BETWEEN_STORING_A_HEAD_AND_PUBLISHING_IT("after", "", "INSERT INTO commitments\\.tree_head", 6),
    AFTER_KAFKA_COMMITTED_HEADS("after", "^notary$", "KafkaProducer", 6),
    IN_THE_MIDDLE_OF_A_BATCH_OF_THE_READ_SIDE("after", "", "insert into entry \\(", 10),
    BEFORE_A_REBUILD_SWAPS("before", "", "(?i)alter schema \\S+ rename", 1),
    BEFORE_THE_READ_SIDE_COMMITS("before", "projections", "COMMIT", 10);

    private final String when;
    private final String thread;
    private final String what;
    private final int mostPassed;

    CrashPoint(String when, String thread, String what, int mostPassed) {
        this.when = when;
        this.thread = thread;
        this.what = what;
        this.mostPassed = mostPassed;
    }

    /** Those that Kept itself comes by. */
    static List<CrashPoint> ofKept() {
        return Arrays.stream(values())
                .filter(point -> point != BEFORE_A_REBUILD_SWAPS)
                .toList();
    }

    /** How often it is passed at most before Kept ends there. */
    int mostPassed() {
        return mostPassed;
    }

    /** The option of a JVM that makes it end there when it comes by for that time. */
    String option(int time) {
        return "-javaagent:" + Agent.JAR + "=" + String.join(";", when, thread, what, Integer.toString(time));
    }

    /** The agent's classes are on the class path of the Kept that is started; the jar has to name it. */
    private static final class Agent {
        static final Path JAR = jar();

        private static Path jar() {
            Manifest manifest = new Manifest();
            manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
            manifest.getMainAttributes().put(new Attributes.Name("Premain-Class"), CrashAgent.class.getName());
            try {
                Path jar = Files.createTempFile("kept-crash-agent", ".jar");
                jar.toFile().deleteOnExit();
                try (OutputStream file = Files.newOutputStream(jar)) {
                    new JarOutputStream(file, manifest).close();
                }
                return jar;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
