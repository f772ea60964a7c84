package dev.kept.subscriptions.reminders.sending;

import dev.kept.projections.readmodels.Invitations;
import dev.kept.projections.readmodels.Memberships;
import dev.kept.projections.readmodels.NewEntries;
import dev.kept.projections.readmodels.ReadModelState;
import dev.kept.subscriptions.SubscriptionsDatabase;
import dev.kept.subscriptions.invitations.InvitationRounds;
import dev.kept.subscriptions.reminders.Letters;
import dev.kept.subscriptions.reminders.Pending;
import dev.kept.subscriptions.reminders.People;
import dev.kept.subscriptions.reminders.mail.MailDelivery;
import dev.kept.subscriptions.requests.Sealing;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class SendingConfiguration {

    /** Null without a mail server: nothing is sent, so nothing has to be sent soon. */
    @Bean
    @Nullable
    NewEntriesTrigger remindersNewEntries(
            People people, Memberships memberships, NewEntries newEntries, MailDelivery mail, Clock clock) {
        return mail.channel().isEmpty() ? null : new NewEntriesTrigger(people, memberships, newEntries, clock);
    }

    /**
     * Null without a mail server: nobody is checked then. It waits for read models that know what was recorded, because somebody may
     * already have done what a reminder would ask for.
     */
    @Bean
    @Nullable
    Sender remindersSender(
            SubscriptionsDatabase database,
            ReadModelState readModels,
            Pending pending,
            Letters letters,
            Invitations invitations,
            Memberships memberships,
            Sealing sealing,
            MailDelivery mail,
            MeterRegistry registry,
            Clock clock) {
        Optional<MailDelivery.Channel> channel = mail.channel();
        if (channel.isEmpty()) {
            return null;
        }
        MailMetrics metrics = new MailMetrics(registry);
        return new Sender(
                () -> database.leadingSession(),
                own -> new Rounds(
                        own,
                        pending,
                        letters,
                        channel.get().settings(),
                        channel.get().transport(),
                        new InvitationRounds(
                                own,
                                sealing,
                                invitations,
                                memberships,
                                letters,
                                channel.get().settings(),
                                channel.get().transport(),
                                clock),
                        metrics,
                        clock),
                readModels::isUpToDate,
                channel.get().prompt()::tryOut);
    }
}
