package dev.kept.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Where the broker's jars stand: kept off every service's class path, because they bring old libraries along. */
final class BrokerLibrary {

    private static final String PROPERTY = "kept.broker.lib";
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

    private static Optional<Path> aboveTheWorkingDirectory() {
        return Stream.iterate(Path.of("").toAbsolutePath(), path -> path != null, Path::getParent)
                .map(path -> path.resolve(WHERE_MAVEN_COLLECTS))
                .filter(Files::isDirectory)
                .findFirst();
    }
}
