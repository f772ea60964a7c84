package dev.kept.subscriptions.reminders.sending;

import dev.kept.projections.store.heads.Heads;
import dev.kept.projections.store.ingest.Ingest;
import dev.kept.subscriptions.SubscriptionsDatabase;
import dev.kept.subscriptions.reminders.Letters;
import dev.kept.subscriptions.reminders.Pending;
import dev.kept.subscriptions.reminders.People;
import dev.kept.subscriptions.reminders.mail.MailRoom;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class SendingConfiguration {

    @Bean
    Sooner remindersSooner(People people, Heads heads, Clock clock) {
        Sooner sooner = new Sooner(people, clock);
        heads.watchAll(sooner::recorded);
        return sooner;
    }

    /** Null without a mail server: nobody's time is looked at then. */
    @Bean
    @Nullable
    Sender remindersSender(
            SubscriptionsDatabase database,
            ObjectProvider<Ingest> ingest,
            Pending pending,
            Letters letters,
            MailRoom mail,
            MeterRegistry registry,
            Clock clock) {
        Optional<MailRoom.Way> way = mail.way();
        if (way.isEmpty()) {
            return null;
        }
        MailMetrics metrics = new MailMetrics(registry);
        return new Sender(
                () -> database.leadingSession(),
                own -> new Rounds(
                        own, pending, letters, way.get().settings(), way.get().post(), metrics, clock),
                () -> isUpToDate(ingest.getObject().state()),
                way.get().prompt()::tryOut);
    }

    /** While the record is only partly known, somebody may already have done what a reminder would ask for. */
    private static boolean isUpToDate(Ingest.State state) {
        return state.caughtUpOnce() && state.waitingFor().isEmpty();
    }
}
