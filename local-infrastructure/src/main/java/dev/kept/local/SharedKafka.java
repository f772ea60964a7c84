package dev.kept.local;

/** One Kafka broker for all tests of a JVM, started when first asked for and gone with the JVM; flushes nothing to disk. */
public final class SharedKafka {

    private SharedKafka() {}

    /** The broker itself, for tests that take it away and bring it back; such a test restores what it found. */
    public static LocalKafka broker() {
        return Started.BROKER;
    }

    /** Host and port, as Kafka's clients want them. */
    public static String bootstrapServers() {
        return broker().bootstrapServers();
    }

    private static final class Started {
        static final LocalKafka BROKER = start();

        private static LocalKafka start() {
            LocalKafka broker = new LocalKafka(TemporaryHome.PATH, Durability.PROCESS_DEATH);
            TemporaryHome.endWithJvm(broker::kill);
            return broker.start();
        }
    }
}
