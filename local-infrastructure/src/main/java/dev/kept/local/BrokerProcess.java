package dev.kept.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Reader;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.kafka.common.utils.Time;

/**
 * The broker's own JVM: formats its storage on the first start, serves until its standard input ends, and then shuts
 * down in order. Kafka's server is reached by name, so that no other module compiles or runs with its libraries.
 */
public final class BrokerProcess {

    static final String READY = "kept: the broker is ready";

    private BrokerProcess() {}

    /** Expects the configuration file and the cluster's id. */
    public static void main(String[] arguments) throws IOException, ReflectiveOperationException {
        Properties configuration = new Properties();
        try (Reader file = Files.newBufferedReader(Path.of(arguments[0]))) {
            configuration.load(file);
        }
        PrintStream parent = System.out;
        format(configuration, arguments[0], arguments[1]);

        Class<?> configType = Class.forName("kafka.server.KafkaConfig");
        Object config = configType.getMethod("fromProps", Properties.class).invoke(null, configuration);
        Class<?> serverType = Class.forName("kafka.server.KafkaRaftServer");
        Object server = serverType.getConstructor(configType, Time.class).newInstance(config, Time.SYSTEM);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> call(server, "shutdown"), "shutdown"));
        Thread.ofPlatform().daemon().name("parent-watch").start(() -> exitAtEndOf(System.in));

        call(server, "startup");
        parent.println(READY);
        call(server, "awaitShutdown");
    }

    private static void format(Properties configuration, String file, String clusterId)
            throws ReflectiveOperationException {
        Path data = Path.of(configuration.getProperty("log.dirs"));
        if (Files.exists(data.resolve("meta.properties"))) {
            return;
        }
        String[] command = {"format", "--config", file, "--cluster-id", clusterId, "--ignore-formatted"};
        Object outcome = Class.forName("kafka.tools.StorageTool")
                .getMethod("execute", String[].class, PrintStream.class)
                .invoke(null, command, System.err);
        if (!Integer.valueOf(0).equals(outcome)) {
            throw new CannotStart("Kafka could not format its storage in " + data + ".");
        }
    }

    private static void call(Object server, String method) {
        try {
            server.getClass().getMethod(method).invoke(server);
        } catch (InvocationTargetException e) {
            throw new CannotStart("Kafka failed to " + method + ".", e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The parent's end of the pipe is closed by the parent, or by the operating system once the parent is dead. */
    private static void exitAtEndOf(InputStream input) {
        try {
            input.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // A broken pipe is an end, too.
        }
        System.exit(0);
    }
}
