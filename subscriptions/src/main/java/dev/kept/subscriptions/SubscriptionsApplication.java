package dev.kept.subscriptions;

import dev.kept.http.Carriers;
import dev.kept.projections.ReadModels;
import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.context.annotation.Import;

/** Subscriptions as a process of their own, of which any number may run. It reads the read models and never writes them. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(
        exclude = {
            DataSourceAutoConfiguration.class,
            DataSourceTransactionManagerAutoConfiguration.class,
            FlywayAutoConfiguration.class,
            JdbcClientAutoConfiguration.class,
            JdbcTemplateAutoConfiguration.class,
            UserDetailsServiceAutoConfiguration.class
        })
@Import({ReadModels.class, Subscriptions.class})
public class SubscriptionsApplication {

    /** Expects the properties {@code kept.*} from the environment. {@code status} instead of settings tells how webhooks and mails stand. */
    public static void main(String[] arguments) {
        Carriers.share();
        if (arguments.length > 0 && !arguments[0].startsWith("--")) {
            System.exit(StatusCommand.execute(arguments, System.out, System.err));
        }
        application().run(arguments);
    }

    static SpringApplication application() {
        SpringApplication application = new SpringApplication(SubscriptionsApplication.class);
        application.setBannerMode(Banner.Mode.OFF);
        application.setDefaultProperties(Map.of(
                "spring.application.name", "kept-subscriptions",
                "management.endpoint.health.group.readiness.include", "readinessState,subscriptionsHealth"));
        return application;
    }
}
