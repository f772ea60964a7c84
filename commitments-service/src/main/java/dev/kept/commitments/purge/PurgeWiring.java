package dev.kept.commitments.purge;

import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PurgeWiring {

    @Bean
    Purge commitmentsPurge(
            @Qualifier("commitmentsRelayDataSource") DataSource connections,
            @Value("${kept.erasure.purge-interval:PT6H}") Duration interval) {
        return new Purge(connections, interval);
    }
}
