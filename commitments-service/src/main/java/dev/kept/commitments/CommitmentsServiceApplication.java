package dev.kept.commitments;

import dev.kept.http.Carriers;
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

/** The write side alone in one process. */
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
@Import(CommitmentsService.class)
public class CommitmentsServiceApplication {

    /** Expects the properties {@code kept.*} from the environment. Runs an operator's command, if one is named, instead of the service. */
    public static void main(String[] arguments) {
        Carriers.share();
        if (OperatorCommands.names(arguments)) {
            System.exit(OperatorCommands.execute(arguments));
        }
        SpringApplication application = new SpringApplication(CommitmentsServiceApplication.class);
        application.setBannerMode(Banner.Mode.OFF);
        application.setDefaultProperties(Map.of(
                "spring.application.name", "kept-commitments-service",
                "management.endpoint.health.group.readiness.include",
                        "readinessState,commitmentsStore,commitmentsRelay,commitmentsDeadlineRecording",
                "management.endpoint.health.group.readiness.show-details", "always"));
        application.run(arguments);
    }
}
