package dev.kept.commitments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.commitments.eventstore.TestStore;
import dev.kept.commitments.relay.KafkaSettings;
import dev.kept.commitments.relay.Relaying;
import dev.kept.commitments.relay.Topics;
import dev.kept.local.Credentials;
import dev.kept.local.KeptDatabase;
import dev.kept.local.SharedKafka;
import dev.kept.local.SharedPostgres;
import dev.kept.transparency.verify.Verify;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import picocli.CommandLine;

class OperatorCommandsTest {

    private static final KafkaSettings KAFKA = KafkaSettings.at(SharedKafka.bootstrapServers(), 3);

    private final TestStore store = new TestStore();
    private final UUID ledger = UUID.randomUUID();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Map<String, String> settings = new LinkedHashMap<>();

    @BeforeEach
    void start_with_the_settings_of_the_service() {
        settings.put("kept.commitments.datasource.url", store.database.jdbcUrl());
        login("datasource", store.database.commitmentsApp());
        login("migration", store.database.commitmentsOwner());
        settings.put("kept.kafka.bootstrap-servers", KAFKA.bootstrapServers());
        settings.put("kept.kafka.partitions", Integer.toString(KAFKA.partitions()));
        settings.forEach(System::setProperty);
        store.append(ledger, 0, 5);
    }

    @AfterEach
    void close() {
        settings.keySet().forEach(System::clearProperty);
        store.close();
    }

    @Test
    void store_and_kafka_are_compared_and_kafka_is_refilled() throws Exception {
        new Topics(KAFKA).prepare();
        new Topics(KAFKA).recreate();
        Relaying.everything(store, KAFKA);
        assertThat(execute("reconcile")).isZero();
        assertThat(out.toString()).contains("hold the same: 5 entries");

        new Topics(KAFKA).recreate();

        assertThat(execute("reconcile")).isEqualTo(1);
        assertThat(execute("reconcile", "--refill", "kafka")).isZero();
    }

    @Test
    void the_status_names_what_stands_still() {
        assertThat(execute("status")).as(err.toString()).isZero();
        assertThat(out.toString())
                .containsPattern("fine +waiting for the relay +5 entries")
                .containsPattern("fine +held by the relay +none");

        store.app()
                .sql("INSERT INTO commitments.relay_hold (ledger_id, sequence) VALUES (?, 3)")
                .param(ledger)
                .update();

        assertThat(execute("status")).isEqualTo(1);
        assertThat(out.toString())
                .containsPattern("ACT +held by the relay +1 ledger")
                .contains("Compare store and log with 'reconcile'. " + ledger);
    }

    @Test
    void the_schema_is_brought_up_to_date_with_all_that_packages_add_to_it() {
        KeptDatabase fresh = SharedPostgres.freshDatabase();
        System.setProperty("kept.commitments.datasource.url", fresh.jdbcUrl());
        System.setProperty(
                "kept.commitments.migration.password", fresh.commitmentsOwner().password());

        assertThat(execute("migrate")).as(err.toString()).isZero();
        assertThat(out.toString()).contains("up to date");
        JdbcClient app = JdbcClient.create(new DriverManagerDataSource(
                fresh.jdbcUrl(),
                fresh.commitmentsApp().username(),
                fresh.commitmentsApp().password()));
        assertThat(app.sql("SELECT description FROM commitments.flyway_schema_history")
                        .query(String.class)
                        .list())
                .contains("event store", "words of reflections");
    }

    @Test
    void a_text_is_erased_once_without_the_rights_of_the_schemas_owner() {
        System.clearProperty("kept.commitments.migration.username");
        UUID begun = UUID.randomUUID();
        store.append(begun, 0, 1);
        String[] erase = {
            "erase", "--ledger", begun.toString(), "--entry", "0", "--field", "title", "--ground-law", "Order 12/26"
        };

        assertThat(execute(erase)).as(err.toString()).isZero();
        assertThat(out.toString()).contains("Recorded as entry 1 of ledger " + begun);
        assertThat(execute(erase)).isEqualTo(2);
        assertThat(err.toString()).contains("already-erased");
    }

    @Test
    void what_needs_the_rights_of_the_schemas_owner_asks_for_them() {
        System.clearProperty("kept.commitments.migration.username");

        assertThat(execute("reconcile")).isEqualTo(2);
        assertThat(err.toString()).contains("kept.commitments.migration.username is not set");
    }

    @Test
    void an_erasure_needs_a_ground() {
        assertThat(execute(
                        "erase",
                        "--ledger",
                        ledger.toString(),
                        "--entry",
                        "0",
                        "--field",
                        "title",
                        "--ground-law",
                        " "))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--ground-law must be");
    }

    @Test
    void an_export_is_checked_without_any_setting() {
        settings.keySet().forEach(System::clearProperty);

        assertThat(execute("verify", "--help")).isEqualTo(Verify.HOLDS);
        assertThat(execute("verify", "--key", "no key", "nowhere.zip")).isEqualTo(Verify.CANNOT_READ);
    }

    @Test
    void a_setting_that_is_missing_is_named() {
        System.clearProperty("kept.commitments.datasource.url");

        assertThat(execute("reconcile")).isEqualTo(2);
        assertThat(err.toString()).contains("kept.commitments.datasource.url is not set");
    }

    @Test
    void a_word_that_is_no_command_starts_nothing() {
        assertThat(OperatorCommands.names(new String[] {"recncile"})).isTrue();
        assertThat(execute("recncile")).isEqualTo(2);
        assertThat(err.toString()).contains("recncile");
    }

    @Test
    void settings_alone_start_the_service() {
        assertThat(OperatorCommands.names(new String[] {"--server.port=8082"})).isFalse();
        assertThat(OperatorCommands.names(new String[0])).isFalse();
    }

    private void login(String use, Credentials role) {
        settings.put("kept.commitments." + use + ".username", role.username());
        settings.put("kept.commitments." + use + ".password", role.password());
    }

    private int execute(String... arguments) {
        CommandLine commands = OperatorCommands.commandLine();
        return commands.setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
