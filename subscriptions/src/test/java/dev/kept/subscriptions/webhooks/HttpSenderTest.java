package dev.kept.subscriptions.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.subscriptions.webhooks.DeliveryOutcome.Failure;
import dev.kept.subscriptions.webhooks.Receiver.Answer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpSenderTest {

    private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");
    private static final InetAddress ELSEWHERE = InetAddress.ofLiteral("127.0.0.2");

    private final Receiver receiver = new Receiver();
    private final Secret secret = Secret.fresh();
    private final Message message = new Message(
            "msg_1_2",
            "application/json; charset=UTF-8",
            "{\"ä\":1}".getBytes(StandardCharsets.UTF_8),
            List.of(secret));

    @AfterEach
    void stop() {
        receiver.close();
    }

    @Test
    void sends_what_the_specification_asks_for() throws IOException {
        DeliveryOutcome outcome = send(URI.create(receiver.url() + "?a=b%20c"), InetAddress::getAllByName);

        assertThat(outcome.delivered()).isTrue();
        assertThat(outcome.status()).isEqualTo(204);
        assertThat(receiver.received()).singleElement().satisfies(received -> {
            assertThat(received.path()).isEqualTo("/kept?a=b%20c");
            assertThat(received.id()).isEqualTo("msg_1_2");
            assertThat(received.header("Content-type")).isEqualTo("application/json; charset=UTF-8");
            assertThat(received.body()).isEqualTo("{\"ä\":1}");
            assertThat(received.isSignedBy(secret.text())).isTrue();
            assertThat(received.isSignedBy(Secret.fresh().text())).isFalse();
            assertThat(Long.parseLong(received.header("Webhook-timestamp")))
                    .isCloseTo(Clock.systemUTC().instant().getEpochSecond(), org.assertj.core.data.Offset.offset(30L));
        });
    }

    @Test
    void follows_no_redirect() throws IOException {
        receiver.behave(received -> new Answer(307, Map.of("Location", receiver.url() + "/elsewhere")));

        DeliveryOutcome outcome = send(URI.create(receiver.url()), InetAddress::getAllByName);

        assertThat(outcome.failure()).isEqualTo(Failure.STATUS);
        assertThat(outcome.status()).isEqualTo(307);
        assertThat(receiver.received()).hasSize(1);
    }

    @Test
    void tries_nothing_twice_by_itself_and_reads_how_long_to_wait() throws IOException {
        receiver.behave(received -> new Answer(503, Map.of("Retry-After", "7")));

        assertThat(send(URI.create(receiver.url()), InetAddress::getAllByName).retryAfter())
                .isEqualTo(Duration.ofSeconds(7));
        receiver.behave(received -> {
            throw new IllegalStateException("no answer");
        });
        assertThat(send(URI.create(receiver.url()), InetAddress::getAllByName).failure())
                .isEqualTo(Failure.BROKEN_ANSWER);
        assertThat(receiver.received()).hasSize(2);
    }

    @Test
    void gives_up_on_a_receiver_that_takes_too_long() throws IOException {
        CountDownLatch over = new CountDownLatch(1);
        receiver.behave(received -> {
            try {
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Answer.of(200);
        });

        DeliveryOutcome outcome = send(URI.create(receiver.url()), InetAddress::getAllByName);
        over.countDown();

        assertThat(outcome.failure()).isEqualTo(Failure.TIMEOUT);
        assertThat(outcome.took()).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void is_not_held_up_by_an_answer_without_end() throws Exception {
        try (ServerSocket endless = new ServerSocket(0, 1, HERE)) {
            Thread.ofVirtual().start(() -> flood(endless));

            DeliveryOutcome outcome =
                    send(URI.create("http://127.0.0.1:" + endless.getLocalPort()), InetAddress::getAllByName);

            assertThat(outcome.delivered()).isTrue();
            assertThat(outcome.took()).isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void says_that_nobody_is_there() throws IOException {
        receiver.close();

        assertThat(send(URI.create(receiver.url()), InetAddress::getAllByName).failure())
                .isEqualTo(Failure.UNREACHABLE);
        assertThat(send(URI.create("http://nobody.invalid/"), host -> {
                            throw new java.net.UnknownHostException(host);
                        })
                        .failure())
                .isEqualTo(Failure.UNKNOWN_HOST);
    }

    @Test
    void connects_to_the_address_that_was_checked_and_asks_for_no_other() throws IOException {
        Queue<InetAddress> answers = new ArrayDeque<>(List.of(HERE, ELSEWHERE));
        URI rebound = URI.create(receiver.url().replace("127.0.0.1", "rebound.example"));

        assertThat(send(rebound, host -> new InetAddress[] {answers.remove()}).delivered())
                .isTrue();
        assertThat(answers).as("looked up once").hasSize(1);
        assertThat(receiver.received().getFirst().header("Host")).startsWith("rebound.example:");
        assertThat(send(rebound, host -> new InetAddress[] {answers.remove()}).failure())
                .isEqualTo(Failure.ADDRESS_NOT_ALLOWED);
    }

    @Test
    void also_checks_an_address_that_needs_no_lookup() throws IOException {
        assertThat(send(URI.create("http://[::1]:9999/"), InetAddress::getAllByName)
                        .failure())
                .isEqualTo(Failure.ADDRESS_NOT_ALLOWED);
        assertThat(send(URI.create("http://10.0.0.1:9999/"), InetAddress::getAllByName)
                        .failure())
                .isEqualTo(Failure.ADDRESS_NOT_ALLOWED);
    }

    private DeliveryOutcome send(URI url, CheckedLookup.Names names) throws IOException {
        try (CheckedLookup lookup = new CheckedLookup(new Addresses(List.of(Network.parse("127.0.0.1/32"))), names, 2);
                HttpSender sender = new HttpSender(lookup, Duration.ofMillis(700), 2, Clock.systemUTC())) {
            return sender.send(url, message, null);
        }
    }

    private static void flood(ServerSocket endless) {
        try (Socket socket = endless.accept();
                OutputStream out = socket.getOutputStream()) {
            out.write("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            byte[] much = new byte[8_192];
            while (true) {
                out.write(much);
            }
        } catch (IOException e) {
            // As expected: the other side has hung up.
        }
    }
}
