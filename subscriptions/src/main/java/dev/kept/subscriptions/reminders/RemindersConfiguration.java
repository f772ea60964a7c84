package dev.kept.subscriptions.reminders;

import dev.kept.projections.readmodels.Readings;
import dev.kept.subscriptions.reminders.mail.MailDelivery;
import dev.kept.subscriptions.reminders.mail.MailSettings;
import dev.kept.wording.templates.SentenceDialect;
import java.time.Clock;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.thymeleaf.dialect.IDialect;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;
import org.thymeleaf.templateresolver.ITemplateResolver;

@Configuration(proxyBeanMethods = false)
class RemindersConfiguration {

    @Bean
    MailDelivery remindersMailRoom(Environment environment, Clock clock) {
        MailSettings settings = MailSettings.from(environment);
        return settings == null ? MailDelivery.closed() : MailDelivery.open(settings, clock);
    }

    @Bean
    Pending remindersPending(Readings readings) {
        return new Pending(readings);
    }

    @Bean
    People remindersPeople(@Qualifier("subscriptionsDataSource") DataSource dataSource) {
        return new People(dataSource);
    }

    @Bean
    Confirmations remindersConfirmations(@Qualifier("subscriptionsDataSource") DataSource dataSource) {
        return new Confirmations(dataSource);
    }

    @Bean
    IDialect reminderSentences() {
        return new SentenceDialect();
    }

    /** The plain text of letters; everything else is HTML. */
    @Bean
    ITemplateResolver remindersPlainText() {
        ClassLoaderTemplateResolver resolver = new ClassLoaderTemplateResolver();
        resolver.setPrefix("templates/");
        resolver.setTemplateMode(TemplateMode.TEXT);
        resolver.setCharacterEncoding("UTF-8");
        resolver.setResolvablePatterns(Set.of("mail/*.txt"));
        resolver.setOrder(1);
        return resolver;
    }
}
