package dev.kept.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalKafkaTest {

    private static final String TOPIC = "promises";

    @TempDir
    Path home;

    private final List<LocalKafka> started = new ArrayList<>();

    @AfterEach
    void stop() {
        started.forEach(LocalKafka::kill);
    }

    @Test
    void records_survive_a_restart_in_order_and_the_port_is_the_same() throws Exception {
        LocalKafka broker = start();
        createTopic(broker);
        send(broker, "one");
        String address = broker.bootstrapServers();

        broker.stop();
        broker.start();
        send(broker, "two");

        assertThat(broker.bootstrapServers()).isEqualTo(address);
        assertThat(receive(broker, 2)).containsExactly("one", "two");
    }

    @Test
    void acknowledged_records_survive_a_crash_and_a_new_owner() throws Exception {
        LocalKafka first = start();
        createTopic(first);
        send(first, "one");
        first.kill();

        LocalKafka second = start();

        assertThat(receive(second, 1)).containsExactly("one");
    }

    @Test
    void a_broker_that_ends_untold_comes_back_under_the_same_address() throws Exception {
        LocalKafka broker = start();
        createTopic(broker);
        send(broker, "one");

        ProcessHandle.of(broker.pid()).orElseThrow().destroyForcibly();

        assertThat(receive(broker, 1)).containsExactly("one");
    }

    @Test
    void a_broker_that_ends_while_it_starts_again_comes_back_all_the_same() throws Exception {
        LocalKafka broker = start();
        createTopic(broker);
        send(broker, "one");
        String first = Files.readString(home.resolve("kafka/broker.pid"));

        ProcessHandle.of(Long.parseLong(first)).orElseThrow().destroyForcibly();
        killOnceOther(first);

        assertThat(receive(broker, 1)).containsExactly("one");
    }

    @Test
    void a_broker_that_is_killed_while_it_starts_for_the_first_time_is_tried_again() throws Exception {
        CompletableFuture<Void> killed = CompletableFuture.runAsync(() -> killOnceOther(""));

        LocalKafka broker = start();

        killed.get(60, TimeUnit.SECONDS);
        createTopic(broker);
        send(broker, "one");
        assertThat(receive(broker, 1)).containsExactly("one");
    }

    /** Kills the broker as soon as there is another one than that. */
    private void killOnceOther(String first) {
        Path pidFile = home.resolve("kafka/broker.pid");
        String now = first;
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        try {
            while (now.isEmpty() || now.equals(first)) {
                assertThat(System.nanoTime()).isLessThan(end);
                LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
                now = Files.exists(pidFile) ? Files.readString(pidFile) : "";
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ProcessHandle.of(Long.parseLong(now)).orElseThrow().destroyForcibly();
    }

    @Test
    void a_topic_comes_into_being_by_nobodys_mistake() {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", SharedKafka.bootstrapServers()));
                Consumer<String, String> consumer = consumer(SharedKafka.bootstrapServers())) {
            consumer.partitionsFor("misspelt");

            assertThatThrownBy(() -> admin.describeTopics(List.of("misspelt"))
                            .allTopicNames()
                            .get())
                    .hasCauseInstanceOf(UnknownTopicOrPartitionException.class);
        }
    }

    private LocalKafka start() {
        LocalKafka broker = new LocalKafka(home, Durability.POWER_LOSS);
        started.add(broker);
        return broker.start();
    }

    private static void createTopic(LocalKafka broker) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
        }
    }

    private static void send(LocalKafka broker, String value) throws ExecutionException, InterruptedException {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                broker.bootstrapServers(),
                "key.serializer",
                StringSerializer.class,
                "value.serializer",
                StringSerializer.class,
                "acks",
                "all",
                "enable.idempotence",
                true);
        try (Producer<String, String> producer = new KafkaProducer<>(settings)) {
            producer.send(new ProducerRecord<>(TOPIC, value)).get();
        }
    }

    private static List<String> receive(LocalKafka broker, int count) {
        List<String> values = new ArrayList<>();
        try (Consumer<String, String> consumer = consumer(broker.bootstrapServers())) {
            TopicPartition partition = new TopicPartition(TOPIC, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = System.nanoTime() + Duration.ofSeconds(90).toNanos();
            while (values.size() < count && System.nanoTime() < end) {
                consumer.poll(Duration.ofMillis(200)).forEach(entry -> values.add(entry.value()));
            }
        }
        return values;
    }

    private static Consumer<String, String> consumer(String bootstrapServers) {
        return new KafkaConsumer<>(Map.of(
                "bootstrap.servers", bootstrapServers,
                "key.deserializer", StringDeserializer.class,
                "value.deserializer", StringDeserializer.class));
    }
}
