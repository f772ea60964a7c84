package dev.kept.endtoend.crash.agent;

import java.net.InetSocketAddress;

/** Where connections go instead of to PostgreSQL and to Kafka. */
public final class Detours {

    private static volatile int postgres;
    private static volatile int kafka;

    private Detours() {}

    /** @param ports PostgreSQL's and Kafka's, separated by {@code ;} */
    static void lead(String ports) {
        String[] both = ports.split(";", 2);
        postgres = Integer.parseInt(both[0]);
        kafka = Integer.parseInt(both[1]);
    }

    /** The port to connect to; the one given when connections go where they should. */
    public static int ofPostgres(int port) {
        return postgres == 0 ? port : postgres;
    }

    /** The address to connect to; the one given when connections go where they should. */
    public static InetSocketAddress ofKafka(InetSocketAddress address) {
        return kafka == 0 ? address : new InetSocketAddress(address.getAddress(), kafka);
    }
}
