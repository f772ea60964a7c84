package dev.kept.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the broker's jars stand: kept off every service's class path, because they bring old libraries along. And where its JVM keeps, or
 * finds, what it loaded and linked at a start before this one.
 */
final class BrokerLibrary {

    private static final String PROPERTY = "kept.broker.lib";
    private static final String CACHE = "kept.broker.aot";
    private static final String CACHE_TO_WRITE = "kept.broker.aot.output";
    private static final Path WHERE_MAVEN_COLLECTS = Path.of("local-infrastructure", "broker", "target", "lib");

    private BrokerLibrary() {}

    static Path folder() {
        return Optional.ofNullable(System.getProperty(PROPERTY))
                .map(Path::of)
                .or(BrokerLibrary::aboveTheWorkingDirectory)
                .filter(Files::isDirectory)
                .orElseThrow(
                        () -> new CannotStart("The Kafka broker's jars are missing: 'mvn generate-resources' collects"
                                + " them, and the system property " + PROPERTY + " names their folder."));
    }

    /** Of a JVM; none when there is no cache. One that does not fit, of another JDK say, is passed over by the JVM. */
    static List<String> cacheOptions() {
        String toWrite = System.getProperty(CACHE_TO_WRITE);
        if (toWrite != null) {
            return List.of("-XX:AOTCacheOutput=" + toWrite, "-Xlog:aot*=off");
        }
        String written = System.getProperty(CACHE);
        return written == null ? List.of() : List.of("-XX:AOTCache=" + written, "-Xlog:aot*=off");
    }

    private static Optional<Path> aboveTheWorkingDirectory() {
        return Stream.iterate(Path.of("").toAbsolutePath(), path -> path != null, Path::getParent)
                .map(path -> path.resolve(WHERE_MAVEN_COLLECTS))
                .filter(Files::isDirectory)
                .findFirst();
    }
}
