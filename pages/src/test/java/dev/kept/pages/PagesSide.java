package dev.kept.pages;

import dev.kept.local.KeptDatabase;
import dev.kept.projections.KafkaLog;
import dev.kept.projections.ReadSide;
import dev.kept.subscriptions.Subscriptions;
import dev.kept.subscriptions.SubscriptionsSide;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The pages and the API that they ask, in one process. A token is whatever its subject is called. */
public final class PagesSide extends ReadSide {

    private PagesSide(
            KafkaLog kafka,
            boolean ownsTopics,
            KeptDatabase database,
            Map<String, Object> more,
            @Nullable Clock clock) {
        super(kafka, ownsTopics, database, settings(database, more), clock, Subscriptions.class, Pages.class);
    }

    private static Map<String, Object> settings(KeptDatabase database, Map<String, Object> more) {
        Map<String, Object> settings = SubscriptionsSide.settings(database, Map.of());
        settings.put("kept.pages.datasource.url", database.jdbcUrl());
        settings.put("kept.pages.datasource.username", database.pagesOwner().username());
        settings.put("kept.pages.datasource.password", database.pagesOwner().password());
        settings.putAll(SignInStub.properties());
        settings.put("kept.pages.help-url", "https://help.example.org/kept");
        settings.put("kept.pages.privacy-url", "https://help.example.org/privacy");
        settings.put("kept.pages.accessibility-url", "https://help.example.org/accessibility");
        settings.put("kept.pages.contact", "kept@example.org");
        settings.putAll(more);
        return settings;
    }

    /** One of its own, for tests that restart it or take something away from it. */
    public static PagesSide start() {
        return start(Map.of(), null);
    }

    /** One of its own with more settings, and a clock that its test sets. */
    public static PagesSide start(Map<String, Object> more, @Nullable Clock clock) {
        return new PagesSide(KafkaLog.fresh(), true, freshDatabase(), more, clock);
    }

    /** One for all tests of this JVM that leave others alone: each brings its own stories and people. */
    public static PagesSide shared() {
        return Shared.SIDE;
    }

    @Override
    public PagesSide replica() {
        return new PagesSide(kafka, false, database, Map.of(), null);
    }

    /** A browser in which nobody has signed in yet. */
    Browser browser() {
        return new Browser(root());
    }

    /** A browser that comes through a front door which sends one request here and the next to the other replica. */
    Browser browserBetween(PagesSide other) {
        return new Browser(root(), other.root());
    }

    private static final class Shared {
        // It ends with the JVM, as the servers below it do.
        static final PagesSide SIDE = start();
    }
}
