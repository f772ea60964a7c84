package dev.kept.http;

import java.time.Duration;
import org.apache.coyote.AbstractProtocol;
import org.apache.coyote.ProtocolHandler;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;

/**
 * A request that arrives slowly ends within 20 s of its first byte: see {@link DeadlineProtocol}; one that stops arriving, within
 * {@code kept.http.silence}.
 */
final class ArrivalDeadline implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    private static final Duration BETWEEN_REQUESTS = Duration.ofSeconds(60);

    private final Duration deadline;
    private final Duration silence;

    ArrivalDeadline(
            @Value("${kept.http.arrival:18s}") Duration deadline, @Value("${kept.http.silence:10s}") Duration silence) {
        this.deadline = deadline;
        this.silence = silence;
    }

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.setProtocol(DeadlineProtocol.class.getName());
        factory.addConnectorCustomizers(connector -> {
            ProtocolHandler handler = connector.getProtocolHandler();
            if (handler instanceof AbstractProtocol<?> protocol) {
                protocol.setConnectionTimeout((int) silence.toMillis());
                protocol.setKeepAliveTimeout((int) BETWEEN_REQUESTS.toMillis());
            }
            if (handler instanceof DeadlineProtocol protocol) {
                protocol.setDeadline(deadline);
            }
        });
    }
}
