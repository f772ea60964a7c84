package dev.kept.http;

import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;

/**
 * Tomcat tells of the first request, parameter and cookie that it cannot read, with what was sent: the words of a search, or a secret.
 * The answer says enough.
 */
final class RequestParserLogs implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        LoggingSystem logging = LoggingSystem.get(getClass().getClassLoader());
        logging.setLogLevel("org.apache.coyote", LogLevel.WARN);
        logging.setLogLevel("org.apache.tomcat.util.http", LogLevel.WARN);
    }
}
