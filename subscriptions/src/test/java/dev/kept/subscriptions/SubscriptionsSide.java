package dev.kept.subscriptions;

import dev.kept.local.KeptDatabase;
import dev.kept.projections.KafkaLog;
import dev.kept.projections.ReadSide;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Subscriptions and the read side in one process. A token is whatever its subject is called. */
public final class SubscriptionsSide extends ReadSide {

    private SubscriptionsSide(
            KafkaLog kafka,
            boolean ownsTopics,
            KeptDatabase database,
            Map<String, Object> more,
            @Nullable Clock clock) {
        super(kafka, ownsTopics, database, settings(database, more), clock, Subscriptions.class);
    }

    /** What {@link Subscriptions} needs beside the read side: a database, and receivers of webhooks on this machine. */
    public static Map<String, Object> settings(KeptDatabase database, Map<String, Object> more) {
        Map<String, Object> settings = new LinkedHashMap<>(Map.of(
                "kept.subscriptions.datasource.url",
                database.jdbcUrl(),
                "kept.subscriptions.datasource.username",
                database.subscriptionsOwner().username(),
                "kept.subscriptions.datasource.password",
                database.subscriptionsOwner().password(),
                "kept.webhooks.key",
                "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
                "kept.webhooks.allowed-networks",
                "127.0.0.1/32",
                "kept.webhooks.allow-http",
                "true",
                "kept.webhooks.retry-after",
                "PT0.05S,PT0.05S,PT0.05S,PT0.05S"));
        settings.putAll(more);
        return settings;
    }

    /** One of its own with more settings, and a clock that its test sets. */
    public static SubscriptionsSide start(Map<String, Object> more, @Nullable Clock clock) {
        return new SubscriptionsSide(KafkaLog.fresh(), true, freshDatabase(), more, clock);
    }

    /** One for all tests of this JVM that leave others alone: each brings its own stories and people. */
    public static SubscriptionsSide shared() {
        return Shared.SIDE;
    }

    @Override
    public SubscriptionsSide replica() {
        return new SubscriptionsSide(kafka, false, database, Map.of(), null);
    }

    private static final class Shared {
        // It ends with the JVM, as the servers below it do.
        static final SubscriptionsSide SIDE = start(Map.of(), null);
    }
}
