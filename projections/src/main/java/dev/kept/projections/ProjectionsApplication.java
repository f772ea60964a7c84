package dev.kept.projections;

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

/** The read side as a process of its own. */
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
@Import(Projections.class)
public class ProjectionsApplication {

    /** Expects the properties {@code kept.*} from the environment. {@code rebuild} or {@code status} instead of settings is done beside the running service. */
    public static void main(String[] arguments) {
        Carriers.share();
        if (arguments.length > 0 && !arguments[0].startsWith("--")) {
            System.exit(OperatorCommands.execute(arguments, System.out, System.err));
        }
        application().run(arguments);
    }

    static SpringApplication application() {
        SpringApplication application = new SpringApplication(ProjectionsApplication.class);
        application.setBannerMode(Banner.Mode.OFF);
        application.setDefaultProperties(Map.of(
                "spring.application.name", "kept-projections",
                "management.endpoint.health.group.readiness.include", "readinessState,projectionsHealth"));
        return application;
    }
}
