package dev.kept.commitments.eventstore;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * How an operator's command gets at the event store: by the service's own settings.
 *
 * @param application the run-time role, which adds entries
 */
public record StoreLogins(String jdbcUrl, Login application) {

    /** A role and its password, which is not printed. */
    public record Login(String username, String password) {
        @Override
        public String toString() {
            return username;
        }
    }

    /** Fails with a sentence that names the setting when one is missing. */
    public static StoreLogins from(Environment environment) {
        StoreProperties properties = properties(environment);
        return new StoreLogins(properties.url(), login(properties.application()));
    }

    /** Of the schema, for the few commands that need its rights. Fails with a sentence where the settings name none. */
    public static Login owner(Environment environment) {
        return login(properties(environment).owner());
    }

    private static StoreProperties properties(Environment environment) {
        return Binder.get(environment).bindOrCreate("kept.commitments", StoreProperties.class);
    }

    private static Login login(StoreDataSources.Role role) {
        return new Login(role.username(), role.password());
    }
}
