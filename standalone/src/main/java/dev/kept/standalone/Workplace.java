package dev.kept.standalone;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A data folder and its servers for a command that ends by itself: those of the Kept that runs there, or their own for as
 * long as the command takes.
 */
final class Workplace implements AutoCloseable {

    private final @Nullable DataFolder folder;
    private final Servers servers;
    private boolean closed;

    private Workplace(@Nullable DataFolder folder, Servers servers) {
        this.folder = folder;
        this.servers = servers;
    }

    /** Refused where nothing has been kept yet. */
    static Workplace in(Path data, String command, PrintWriter console) {
        Path home = data.toAbsolutePath().normalize();
        if (!Files.isDirectory(home.resolve("postgresql"))) {
            throw new Refused("There is nothing in %s. Name the data folder with --data.".formatted(home));
        }
        Logs.goTo(home, command);
        DataFolder taken;
        try {
            taken = DataFolder.take(home);
        } catch (Refused inUse) {
            return new Workplace(null, Servers.of(DataFolder.running(home).orElseThrow(() -> inUse), home));
        }
        console.println("Kept does not run here; PostgreSQL and Kafka are started for this alone.");
        console.flush();
        Workplace workplace = new Workplace(taken, Servers.start(home, _ -> {}));
        Runtime.getRuntime().addShutdownHook(new Thread(workplace::close, "stop"));
        return workplace;
    }

    /** Refused where another Kept runs: the command needs the folder for itself. */
    void requireAlone() {
        if (folder == null) {
            throw new Refused("Kept runs in this folder. Stop it first.");
        }
    }

    Servers servers() {
        return servers;
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        servers.close();
        if (folder != null) {
            folder.close();
        }
    }
}
