package dev.kept.subscriptions.reminders;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A mail server that goes well up to a command and then says no more, or only drips. Holds its connections until it is closed. */
public final class HangingServer implements AutoCloseable {

    private final ServerSocket socket;
    private final String hangsAt;
    private final boolean drips;
    private final AtomicInteger hanging = new AtomicInteger();

    /**
     * Listens at once.
     *
     * @param hangsAt the first word of a command; {@code .} for the end of a letter, empty for the greeting
     * @param drips whether it answers one byte every 50 milliseconds then, without end
     */
    public HangingServer(String hangsAt, boolean drips) {
        this.hangsAt = hangsAt;
        this.drips = drips;
        try {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::serve);
    }

    public Map<String, Object> settings() {
        return Map.of(
                "kept.mail.host", "127.0.0.1",
                "kept.mail.port", socket.getLocalPort(),
                "kept.mail.encryption", "none",
                "kept.mail.from", "Kept <kept@kept.test>",
                "kept.public-url", "http://kept.test");
    }

    /** How many clients have come to where no answer comes. */
    public int hanging() {
        return hanging.get();
    }

    private void serve() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                Thread.ofVirtual().start(() -> converse(client));
            } catch (IOException e) {
                // Then the test is over.
            }
        }
    }

    private void converse(Socket client) {
        try (client) {
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
            OutputStream out = client.getOutputStream();
            boolean letter = false;
            String word = "";
            while (!word.equals(hangsAt)) {
                letter = word.equals("DATA");
                say(out, word.isEmpty() ? "220 ready\r\n" : letter ? "354 go on\r\n" : "250 ok\r\n");
                String line = lines.readLine();
                while (line != null && letter && !line.equals(".")) {
                    line = lines.readLine();
                }
                if (line == null) {
                    return;
                }
                word = letter ? "." : line.split(" ", 2)[0].toUpperCase(Locale.ROOT);
            }
            hanging.incrementAndGet();
            hang(out);
        } catch (IOException | InterruptedException e) {
            // The client has given up.
        }
    }

    private void hang(OutputStream out) throws IOException, InterruptedException {
        while (!socket.isClosed()) {
            TimeUnit.MILLISECONDS.sleep(50);
            if (drips) {
                say(out, "2");
            }
        }
    }

    private static void say(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
