package dev.kept.projections.reminders.sending;

import dev.kept.projections.reminders.Letters;
import dev.kept.projections.reminders.Pending;
import dev.kept.projections.reminders.People;
import dev.kept.projections.reminders.mail.MailRoom;
import dev.kept.projections.store.database.ReadDatabase;
import dev.kept.projections.store.ingest.Ingest;
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
    Sooner remindersSooner(People people, Clock clock) {
        return new Sooner(people, clock);
    }

    /** Null without a mail server: nobody's time is looked at then. */
    @Bean
    @Nullable
    Sender remindersSender(
            ReadDatabase database,
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
                () -> database.leadingSession(ReadDatabase.SUBSCRIPTIONS),
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
