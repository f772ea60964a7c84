package dev.kept.subscriptions.reminders.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A mail server that answers as it is told: what no line is given for is taken. An empty answer hangs up. */
final class ScriptedServer implements AutoCloseable {

    private final ServerSocket socket;
    private final Map<String, String> answers;

    /** @param answers by the first word of a command; {@code .} for the end of a letter */
    ScriptedServer(Map<String, String> answers) {
        this.answers = answers;
        try {
            socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::serve);
    }

    int port() {
        return socket.getLocalPort();
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept()) {
                converse(client);
            } catch (IOException e) {
                // Then the test is over, or the client has gone.
            }
        }
    }

    private void converse(Socket client) throws IOException {
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
        PrintStream out = new PrintStream(client.getOutputStream(), true, StandardCharsets.UTF_8);
        out.print("220 ready\r\n");
        boolean letter = false;
        String line;
        while ((line = lines.readLine()) != null) {
            if (letter && !line.equals(".")) {
                continue;
            }
            String word = letter ? "." : line.split(" ", 2)[0].toUpperCase(java.util.Locale.ROOT);
            letter = word.equals("DATA") && !answers.containsKey("DATA");
            String answer = answers.getOrDefault(word, letter ? "354 go on" : "250 ok");
            if (answer.isEmpty()) {
                return;
            }
            out.print(answer + "\r\n");
            out.flush();
        }
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
