package dev.kept.local;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Creates Kept's roles, a database and its schemas, each where missing, and sets the roles' passwords. */
record Bootstrap(LocalPostgres server, Secrets secrets) {

    private static final String ROLE = """
        DO $$ BEGIN
          IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '%1$s') THEN CREATE ROLE %1$s; END IF;
        END $$;
        ALTER ROLE %1$s LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD '%2$s';
        """;

    private static final String DATABASE_RIGHTS = """
        REVOKE ALL ON DATABASE %1$s FROM PUBLIC;
        GRANT CONNECT ON DATABASE %1$s TO
          commitments_owner, commitments_app, projections_owner, subscriptions_owner, accounts_owner, pages_owner;
        GRANT CREATE ON DATABASE %1$s TO projections_owner;
        REVOKE ALL ON SCHEMA public FROM PUBLIC;
        """;

    private static final String SCHEMAS = """
        CREATE SCHEMA IF NOT EXISTS commitments AUTHORIZATION commitments_owner;
        GRANT USAGE ON SCHEMA commitments TO commitments_app;
        CREATE SCHEMA IF NOT EXISTS projections AUTHORIZATION projections_owner;
        CREATE SCHEMA IF NOT EXISTS subscriptions AUTHORIZATION subscriptions_owner;
        CREATE SCHEMA IF NOT EXISTS accounts AUTHORIZATION accounts_owner;
        CREATE SCHEMA IF NOT EXISTS pages AUTHORIZATION pages_owner;
        """;

    /** Also for the tables and schemas that are yet to be made: a rebuild makes others. */
    private static final String READ_MODELS = """
        GRANT USAGE ON SCHEMA projections TO subscriptions_owner;
        GRANT SELECT ON ALL TABLES IN SCHEMA projections TO subscriptions_owner;
        ALTER DEFAULT PRIVILEGES FOR ROLE projections_owner GRANT USAGE ON SCHEMAS TO subscriptions_owner;
        ALTER DEFAULT PRIVILEGES FOR ROLE projections_owner GRANT SELECT ON TABLES TO subscriptions_owner;
        """;

    /** Before it had a role of its own, this schema belonged to {@code projections_owner}. */
    private static final String HAND_OVER_SUBSCRIPTIONS = """
        ALTER SCHEMA subscriptions OWNER TO subscriptions_owner;
        DO $$ DECLARE each text; BEGIN
          FOR each IN SELECT tablename FROM pg_tables WHERE schemaname = 'subscriptions' AND tableowner <> 'subscriptions_owner' LOOP
            EXECUTE format('ALTER TABLE subscriptions.%I OWNER TO subscriptions_owner', each);
          END LOOP;
        END $$;
        """;

    /** A server that starts or recovers is waited for: when a process of its own is killed, it recovers before it lets anybody in again. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final Duration RETRY = Duration.ofMillis(200);

    /** Of SQL states: the connection is lost or cannot be had, and the server stops or starts. */
    private static final List<String> AWAY = List.of("08", "57P");

    KeptDatabase database(String name) {
        KeptDatabase database = KeptDatabase.named(name, server.port(), secrets);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                prepare(database, name);
                return database;
            } catch (SQLException e) {
                String state = String.valueOf(e.getSQLState());
                if (AWAY.stream().noneMatch(state::startsWith) || System.nanoTime() > deadline) {
                    throw new CannotStart("The database " + name + " could not be prepared.", e);
                }
            }
            LockSupport.parkNanos(RETRY.toNanos());
        }
    }

    /** May be done again when it was done in part. */
    private void prepare(KeptDatabase database, String name) throws SQLException {
        try (Connection connection = server.superuser("postgres");
                Statement statement = connection.createStatement()) {
            role(statement, database.commitmentsOwner());
            role(statement, database.commitmentsApp());
            role(statement, database.projectionsOwner());
            role(statement, database.subscriptionsOwner());
            role(statement, database.accountsOwner());
            role(statement, database.pagesOwner());
            create(statement, name);
        }
        try (Connection connection = server.superuser(name);
                Statement statement = connection.createStatement()) {
            statement.execute(DATABASE_RIGHTS.formatted(name));
            statement.execute(SCHEMAS);
            statement.execute(READ_MODELS);
            statement.execute(HAND_OVER_SUBSCRIPTIONS);
        }
    }

    private static void role(Statement statement, Credentials role) throws SQLException {
        statement.execute(ROLE.formatted(role.username(), role.password()));
    }

    private static void create(Statement statement, String name) throws SQLException {
        try (ResultSet found = statement.executeQuery("SELECT FROM pg_database WHERE datname = '" + name + "'")) {
            if (found.next()) {
                return;
            }
        }
        statement.execute("CREATE DATABASE " + name);
    }
}
