package dev.kept.pages;

import org.springframework.core.env.Environment;

/** Where sessions are stored, each setting named in the message when it is missing. */
record PagesProperties(Environment environment) {

    PagesDatabase database() {
        return new PagesDatabase(
                required("kept.pages.datasource.url", "the JDBC URL of the database for sessions"),
                required("kept.pages.datasource.username", "the role that owns the schema pages"),
                required("kept.pages.datasource.password", "that role's password"));
    }

    /** Who migrates; the same as who reads unless it is said otherwise. */
    PagesDatabase migration() {
        PagesDatabase database = database();
        return new PagesDatabase(
                database.url(),
                environment.getProperty("kept.pages.migration.username", database.username()),
                environment.getProperty("kept.pages.migration.password", database.password()));
    }

    int connections() {
        return environment.getProperty("kept.pages.datasource.connections", Integer.class, 4);
    }

    private String required(String name, String meaning) {
        String value = environment.getProperty(name);
        if (value == null || value.isBlank()) {
            throw new IllegalStateException(name + " is not set: give it " + meaning + ".");
        }
        return value;
    }
}
