package dev.kept.projections;

import dev.kept.projections.store.database.ReadDatabase;
import dev.kept.projections.store.ingest.IngestSettings;
import dev.kept.projections.store.ingest.KafkaSource;
import dev.kept.projections.store.ingest.Topics;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** The read side's settings, each named in the message when it is missing. */
record ProjectionsProperties(Environment environment) {

    private static final int PUBLIC_KEY_BYTES = 32;

    ReadDatabase database() {
        return new ReadDatabase(
                required("kept.projections.datasource.url", "the JDBC URL of the read side's database"),
                required("kept.projections.datasource.username", "the role that owns the schema projections"),
                required("kept.projections.datasource.password", "that role's password"));
    }

    /** Who migrates; the same as who reads unless it is said otherwise. */
    ReadDatabase migration() {
        ReadDatabase database = database();
        return new ReadDatabase(
                database.url(),
                environment.getProperty("kept.projections.migration.username", database.username()),
                environment.getProperty("kept.projections.migration.password", database.password()));
    }

    int queryConnections() {
        return environment.getProperty("kept.projections.datasource.connections", Integer.class, 24);
    }

    Topics topics() {
        return Topics.under(environment.getProperty("kept.kafka.topic-prefix", Topics.PREFIX));
    }

    /**
     * The keys that tree heads are, or were, signed with, 32 bytes each; none when none is set: then their signatures are not checked here.
     */
    List<byte[]> signingPublicKeys() {
        String name = "kept.projections.signing-public-key";
        List<byte[]> keys = new ArrayList<>();
        for (String value : environment.getProperty(name, "").split(",")) {
            if (!value.isBlank()) {
                keys.add(publicKey(name, value.strip()));
            }
        }
        return keys;
    }

    private static byte[] publicKey(String name, String value) {
        try {
            byte[] key = Base64.getDecoder().decode(value);
            if (key.length == PUBLIC_KEY_BYTES) {
                return key;
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw new IllegalStateException(
                name
                        + " is not a key, or several separated by commas: give it the 32 bytes of each Ed25519 public key that"
                        + " signs tree heads, or has signed them, in base64, as GET /api/ledgers/{ledger}/tree-key answers it.");
    }

    /** How many statements of a ledger the audit hashes in one transaction. */
    int auditedEntries() {
        return environment.getProperty("kept.projections.audit.entries", Integer.class, 20_000);
    }

    IngestSettings ingest() {
        return new IngestSettings(
                new KafkaSource(
                        required("kept.kafka.bootstrap-servers", "host:port of Kafka's brokers, separated by commas"),
                        topics(),
                        Binder.get(environment)
                                .bind("kept.kafka.properties", Bindable.mapOf(String.class, String.class))
                                .orElse(Map.of())),
                environment.getProperty("kept.projections.ingest.workers", Integer.class, 1),
                environment.getProperty("kept.projections.ingest.max-records", Integer.class, 2_000));
    }

    private String required(String name, String meaning) {
        String value = environment.getProperty(name);
        if (value == null || value.isBlank()) {
            throw new IllegalStateException(name + " is not set: give it " + meaning + ".");
        }
        return value;
    }
}
