package dev.kept.endtoend.crash;

import dev.kept.endtoend.FrontDoor;
import dev.kept.local.Durability;
import dev.kept.local.LocalKafka;
import dev.kept.local.LocalPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Kept as separate services behind a front door, several processes of some, over one PostgreSQL and one broker. */
final class SeveralOfEach implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(5);
    private static final Path CONFIGURATION = Path.of("..", "docker", "front-door", "nginx.conf");

    private final Path data;
    private final LocalPostgres postgres;
    private final LocalKafka kafka;
    private final Door door;
    private final Map<Service, List<ServiceProcess>> running = new EnumMap<>(Service.class);

    /** @param data an empty folder */
    SeveralOfEach(Path data) throws IOException {
        this.data = data;
        this.postgres = new LocalPostgres(data, Durability.POWER_LOSS).start();
        this.kafka = new LocalKafka(data, Durability.POWER_LOSS).start();
        this.door = new Door(FrontDoor.of(CONFIGURATION));
        postgres.keptDatabase();
        Files.writeString(data.resolve("issuer"), door.url());
        Files.writeString(
                data.resolve("run.json"),
                JsonMapper.shared()
                        .writeValueAsString(
                                Map.of("kafka", kafka.bootstrapServers(), "postgresPort", postgres.port())));
        Files.createDirectories(data.resolve("log"));
    }

    Path data() {
        return data;
    }

    /** Where everything is reached. */
    String url() {
        return door.url();
    }

    /** One more of each of these; returns when all of them take requests. */
    void start(Service... services) throws IOException, Violation {
        List<ServiceProcess> begun = new ArrayList<>();
        for (Service service : services) {
            List<ServiceProcess> others = running.computeIfAbsent(service, ignored -> new ArrayList<>());
            ServiceProcess process =
                    ServiceProcess.start(service, data, url(), url() + "/oauth2/jwks", log(service, others.size() + 1));
            others.add(process);
            begun.add(process);
            door.leadsTo(service, process.url());
        }
        Scene.await(
                START,
                "all of " + List.of(services) + " are ready",
                () -> begun.stream().allMatch(process -> process.isReady() || !process.isAlive()));
        if (!begun.stream().allMatch(ServiceProcess::isAlive)) {
            throw new Violation(
                    "one of " + List.of(services) + " ended instead of becoming ready; see " + data.resolve("log"));
        }
    }

    /** As a machine that is gone. */
    void kill(Service service, int number) {
        Signals.KILL.to(running.get(service).get(number - 1).processes());
    }

    /** What one of them printed. */
    Path log(Service service, int number) {
        return data.resolve("log").resolve(service.key() + "-" + number + ".log");
    }

    @Override
    public void close() {
        running.values().stream().flatMap(List::stream).parallel().forEach(ServiceProcess::stop);
        door.close();
        kafka.stop();
        postgres.stop();
    }
}
