package dev.kept.http;

/**
 * How many requests run at once on virtual threads. The JVM gives them as many carriers as there are cores, and a virtual thread leaves its
 * carrier only when it waits: on two cores, two requests that compute for a second keep all others from running for a second. With more
 * carriers the operating system shares the cores among them.
 */
public final class Carriers {

    private static final String PARALLELISM = "jdk.virtualThreadScheduler.parallelism";
    private static final int PER_CORE = 8;
    private static final int FEWEST = 16;

    private Carriers() {}

    /** To be called before the first virtual thread is started, which is at the beginning of {@code main}; a setting by hand stays. */
    public static void share() {
        if (System.getProperty(PARALLELISM) == null) {
            int carriers = Math.max(FEWEST, Runtime.getRuntime().availableProcessors() * PER_CORE);
            System.setProperty(PARALLELISM, Integer.toString(carriers));
        }
    }
}
