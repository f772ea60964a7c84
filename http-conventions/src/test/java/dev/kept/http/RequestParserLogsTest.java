package dev.kept.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

@ExtendWith(OutputCaptureExtension.class)
class RequestParserLogsTest {

    private static final String WORD = "divorce";

    @Test
    void nothing_of_a_request_that_cannot_be_read_is_logged(CapturedOutput output) throws IOException {
        try (StubIssuer issuer = new StubIssuer();
                var service = (ServletWebServerApplicationContext) started(issuer)) {
            int port = Objects.requireNonNull(service.getWebServer()).getPort();

            assertThat(answer(port, "GET /x?q={" + WORD + "} HTTP/1.1\r\nHost: localhost\r\n"))
                    .startsWith("HTTP/1.1 400");
            assertThat(answer(port, "GET /x HTTP/1.1\r\nHost: localhost\r\nCookie: a=" + WORD + " b\"c,;\r\n"))
                    .startsWith("HTTP/1.1 4");
            assertThat(answer(port, "GET /x?q=" + WORD + "%ZZ HTTP/1.1\r\nHost: localhost\r\n"))
                    .startsWith("HTTP/1.1 4");
        }

        assertThat(output.getAll()).contains("Tomcat started").doesNotContain(WORD, "\tat org.apache");
    }

    private static String answer(int port, String head) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.getOutputStream().write((head + "Connection: close\r\n\r\n").getBytes(US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), US_ASCII);
        }
    }

    private static ConfigurableApplicationContext started(StubIssuer issuer) {
        SpringApplication application = new SpringApplication(Sample.class);
        application.setDefaultProperties(
                Map.of("server.port", "0", "server.address", "127.0.0.1", "kept.oauth.issuer", issuer.uri()));
        return application.run();
    }
}
