package dev.kept.local;

import java.util.UUID;

/** One PostgreSQL for all tests of a JVM, started when first asked for and gone with the JVM; flushes nothing to disk. */
public final class SharedPostgres {

    private SharedPostgres() {}

    /** The server itself, for tests that take it away and bring it back; such a test restores what it found. */
    public static LocalPostgres server() {
        return Started.SERVER;
    }

    /** A new, empty database with roles and schemas; every call gives another one. */
    public static KeptDatabase freshDatabase() {
        return server().database("kept_" + UUID.randomUUID().toString().replace("-", ""));
    }

    private static final class Started {
        static final LocalPostgres SERVER = start();

        private static LocalPostgres start() {
            // The programs are unpacked once beside the broker's jars, for the tests of every module.
            LocalPostgres server = new LocalPostgres(
                    TemporaryHome.PATH, BrokerLibrary.folder().resolveSibling("postgresql"), Durability.PROCESS_DEATH);
            TemporaryHome.endWithJvm(server::kill);
            return server.start();
        }
    }
}
