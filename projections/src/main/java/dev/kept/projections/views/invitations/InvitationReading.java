package dev.kept.projections.views.invitations;

import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Invitations as they stand, also for an application that answers none of the operations about them. */
@Configuration(proxyBeanMethods = false)
public class InvitationReading {

    @Bean
    Previews previews(@Qualifier("projectionsDataSource") DataSource dataSource, Clock clock) {
        return new Previews(dataSource, clock);
    }
}
