package dev.kept.endtoend.crash;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import dev.kept.endtoend.crash.agent.CrashAgent;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Brings {@link CrashAgent} into a JVM. Its classes are on the class path of the Kept that is started; the jar only has to name it. */
final class Agent {

    private static final Path JAR = jar();

    private Agent() {}

    /** The option of a JVM that begins with the agent. */
    static String option(String instructions) {
        return "-javaagent:" + JAR + "=" + instructions;
    }

    /** What leads connections to other ports. */
    static String ports(int postgres, int kafka) {
        return "ports;" + postgres + ";" + kafka;
    }

    /** What sets the clock that Kept reads wrong by so much; Kafka's client and PostgreSQL have others. */
    static String clock(Duration wrong) {
        return "clock;" + wrong.toMillis();
    }

    /**
     * Tells a JVM that runs.
     *
     * @return whether it could be told; a process that is about to end cannot
     */
    static boolean tell(ProcessHandle process, String instructions) {
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(process.pid()));
            try {
                machine.loadAgent(JAR.toString(), instructions);
                return true;
            } finally {
                machine.detach();
            }
        } catch (IOException | AttachNotSupportedException e) {
            return false;
        } catch (com.sun.tools.attach.AgentLoadException | com.sun.tools.attach.AgentInitializationException e) {
            // As it is seen when the process ends meanwhile; one that goes on must have taken it.
            if (process.isAlive()) {
                throw new IllegalStateException(e);
            }
            return false;
        }
    }

    private static Path jar() {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.put(new Attributes.Name("Premain-Class"), CrashAgent.class.getName());
        main.put(new Attributes.Name("Agent-Class"), CrashAgent.class.getName());
        main.put(new Attributes.Name("Can-Retransform-Classes"), "true");
        try {
            Path jar = Files.createTempFile("kept-crash-agent", ".jar");
            jar.toFile().deleteOnExit();
            try (OutputStream file = Files.newOutputStream(jar)) {
                new JarOutputStream(file, manifest).close();
            }
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
