package dev.kept.endtoend.crash;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes every mail, and knows how often it has taken each. */
final class MailServer implements AutoCloseable {

    private static final Pattern MESSAGE_ID = Pattern.compile("(?im)^Message-ID:\\s*(<[^>]+>)");
    private static final Pattern RECIPIENT = Pattern.compile("(?im)^To:\\s*.*?([\\w.]+@[\\w.]+)");
    private static final Pattern SECRET = Pattern.compile("/reminders/confirm\\?secret=([A-Za-z0-9_-]+)");

    private final ServerSocket socket;
    private final Map<String, Integer> taken = new ConcurrentHashMap<>();
    private final Map<String, String> secrets = new ConcurrentHashMap<>();

    MailServer() {
        try {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().name("mail-server").start(this::accept);
    }

    /** Options of the JVM that send mails here. */
    List<String> options() {
        return List.of(
                "-Dkept.mail.host=127.0.0.1",
                "-Dkept.mail.port=" + socket.getLocalPort(),
                "-Dkept.mail.encryption=none",
                "-Dkept.mail.from=Kept <kept@kept.test>");
    }

    /** By Message-ID, how often a mail was taken. */
    Map<String, Integer> taken() {
        return Map.copyOf(taken);
    }

    /** The secret that confirms an address, once a mail has brought it there. */
    Optional<String> secretFor(String address) {
        return Optional.ofNullable(secrets.get(address));
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                Thread.ofVirtual().name("mail-server-client").start(() -> talk(client));
            } catch (IOException e) {
                // Closed: there is nothing more to accept.
            }
        }
    }

    private void talk(Socket client) {
        try (client;
                BufferedReader in = new BufferedReader(new InputStreamReader(client.getInputStream(), ISO_8859_1))) {
            OutputStream out = client.getOutputStream();
            say(out, "220 crash");
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String command = line.toUpperCase(Locale.ROOT);
                if (command.startsWith("DATA")) {
                    say(out, "354 go on");
                    take(letter(in));
                    say(out, "250 taken");
                } else if (command.startsWith("QUIT")) {
                    say(out, "221 bye");
                    return;
                } else {
                    say(out, "250 crash");
                }
            }
        } catch (IOException e) {
            // Whoever sent is gone.
        }
    }

    private static String letter(BufferedReader in) throws IOException {
        StringBuilder letter = new StringBuilder();
        for (String line = in.readLine(); !".".equals(line); line = in.readLine()) {
            if (line == null) {
                throw new IOException("the letter does not end");
            }
            letter.append(line).append('\n');
        }
        return letter.toString();
    }

    private void take(String letter) {
        // As quoted-printable writes a long line.
        String text = letter.replace("=\n", "").replace("=3D", "=");
        find(MESSAGE_ID, text).ifPresent(id -> taken.merge(id, 1, Integer::sum));
        find(SECRET, text).ifPresent(secret -> find(RECIPIENT, text).ifPresent(to -> secrets.put(to, secret)));
    }

    private static Optional<String> find(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(ISO_8859_1));
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
