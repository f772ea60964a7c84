package dev.kept.endtoend.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The server answers each byte by the next one. */
class ProxyTest {

    private static final int PATIENCE_MILLIS = 5_000;

    private final ServerSocket server = listen();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger goodbyes = new AtomicInteger();
    private final Proxy proxy = new Proxy(() -> Optional.of(server.getLocalPort()));

    ProxyTest() {
        Thread.ofVirtual().start(this::accept);
    }

    private void accept() {
        try {
            while (true) {
                Socket client = server.accept();
                Thread.ofVirtual().start(() -> serve(client));
            }
        } catch (IOException e) {
            // Closed: the test is over.
        }
    }

    private static ServerSocket listen() {
        try {
            return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void serve(Socket client) {
        try (client) {
            for (int asked = client.getInputStream().read();
                    asked >= 0;
                    asked = client.getInputStream().read()) {
                client.getOutputStream().write(asked + 1);
                answered.incrementAndGet();
            }
        } catch (IOException e) {
            // As at the end of what is asked.
        }
        goodbyes.incrementAndGet();
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
        server.close();
    }

    private Socket connected() throws IOException {
        Socket client = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        client.setSoTimeout(PATIENCE_MILLIS);
        return client;
    }

    private static int ask(Socket client, int what) throws IOException {
        client.getOutputStream().write(what);
        return client.getInputStream().read();
    }

    @Test
    void lets_everything_through() throws IOException {
        try (Socket client = connected()) {
            assertThat(ask(client, 1)).isEqualTo(2);
            assertThat(ask(client, 7)).isEqualTo(8);
        }
    }

    @Test
    void is_late_either_way() throws IOException {
        try (Socket client = connected()) {
            ask(client, 1);
            proxy.delay(100);
            long before = System.nanoTime();
            ask(client, 2);
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(Duration.ofMillis(200));
        }
    }

    @Test
    void cuts_what_is_open_and_what_comes_until_all_is_well() throws IOException {
        try (Socket client = connected()) {
            ask(client, 1);
            proxy.cut();
            assertThatThrownBy(() -> requireAnswer(client)).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> {
                        try (Socket next = connected()) {
                            requireAnswer(next);
                        }
                    })
                    .isInstanceOf(IOException.class);
            proxy.calm();
            try (Socket next = connected()) {
                assertThat(ask(next, 3)).isEqualTo(4);
            }
        }
    }

    private static void requireAnswer(Socket client) throws IOException {
        if (ask(client, 5) < 0) {
            throw new IOException("closed");
        }
    }

    @Test
    void a_forgotten_client_hears_nothing_and_the_server_sees_it_gone() throws IOException, Violation {
        try (Socket client = connected()) {
            ask(client, 1);
            client.setSoTimeout(300);
            proxy.forgetClients();
            Scene.await(Duration.ofSeconds(5), "the server sees it gone", () -> goodbyes.get() == 1);
            assertThatThrownBy(() -> ask(client, 2)).isInstanceOf(SocketTimeoutException.class);
            try (Socket next = connected()) {
                assertThat(ask(next, 3)).isEqualTo(4);
            }
        }
    }

    @Test
    void a_forgotten_server_hears_nothing_and_the_client_sees_it_gone() throws IOException {
        try (Socket client = connected()) {
            ask(client, 1);
            proxy.forgetServer();
            assertThatThrownBy(() -> requireAnswer(client)).isInstanceOf(IOException.class);
            assertThat(goodbyes).hasValue(0);
        }
    }

    @Test
    void resets_in_place_of_an_answer_that_was_given() throws Exception {
        try (Socket client = connected()) {
            ask(client, 1);
            Thread asking = Thread.ofVirtual().start(() -> {
                Scene.pause(100);
                try {
                    ask(client, 2);
                } catch (IOException e) {
                    // Reset, as it should be.
                }
            });
            assertThat(proxy.swallowAnAnswer(PATIENCE_MILLIS)).isTrue();
            asking.join();
            assertThat(answered).hasValue(2);
            assertThatThrownBy(() -> requireAnswer(client)).isInstanceOf(IOException.class);
        }
    }
}
