package dev.kept.subscriptions;

import org.springframework.core.env.Environment;

/** Where subscriptions are stored, each setting named in the message when it is missing. */
record SubscriptionsProperties(Environment environment) {

    SubscriptionsDatabase database() {
        return new SubscriptionsDatabase(
                required("kept.subscriptions.datasource.url", "the JDBC URL of the database for subscriptions"),
                required("kept.subscriptions.datasource.username", "the role that owns the schema subscriptions"),
                required("kept.subscriptions.datasource.password", "that role's password"));
    }

    /** Who migrates; the same as who reads and writes unless it is said otherwise. */
    SubscriptionsDatabase migration() {
        SubscriptionsDatabase database = database();
        return new SubscriptionsDatabase(
                database.url(),
                environment.getProperty("kept.subscriptions.migration.username", database.username()),
                environment.getProperty("kept.subscriptions.migration.password", database.password()));
    }

    int connections() {
        return environment.getProperty("kept.subscriptions.datasource.connections", Integer.class, 4);
    }

    private String required(String name, String meaning) {
        String value = environment.getProperty(name);
        if (value == null || value.isBlank()) {
            throw new IllegalStateException(name + " is not set: give it " + meaning + ".");
        }
        return value;
    }
}
