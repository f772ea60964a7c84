package dev.kept.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The few things about processes and ports that PostgreSQL and Kafka have in common. */
final class Processes {

    private Processes() {}

    /**
     * The process with that id, if it runs and its command line names all the words. A process id may long belong to
     * another program, so the id alone proves nothing.
     */
    static Optional<ProcessHandle> running(long pid, List<String> words) {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(process -> {
            String line = process.info().commandLine().orElse("");
            return words.stream().allMatch(line::contains);
        });
    }

    /** Waits until the process has ended; false when it has not within the seconds given. */
    static boolean endsWithin(ProcessHandle process, int seconds) {
        try {
            process.onExit().get(seconds, TimeUnit.SECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException e) {
            return !process.isAlive();
        }
    }

    /** Runs a program to its end, in English; its output is in the exception when it fails. */
    static void run(List<String> command, String failure) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C");
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            if (process.waitFor() != 0) {
                throw new CannotStart(failure + "\n" + output.strip());
            }
        } catch (IOException e) {
            throw new CannotStart(failure, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotStart(failure, e);
        }
    }

    /** A port of 127.0.0.1 that nobody listened on a moment ago. */
    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new CannotStart("This machine has no free port on 127.0.0.1.", e);
        }
    }

    static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }
}
