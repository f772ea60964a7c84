package dev.kept.http;

import java.util.Arrays;
import java.util.List;
import org.apache.catalina.util.NetMask;
import org.apache.catalina.valves.RemoteIpValve;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;

/**
 * Takes the client's address, the scheme and the port from {@code X-Forwarded-For}, {@code -Proto} and {@code -Port}, but only when the
 * peer is in {@code kept.http.trusted-proxies}: addresses or CIDR blocks, separated by commas. Without the setting they are ignored.
 */
final class TrustedProxies implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    private final List<String> blocks;

    TrustedProxies(@Value("${kept.http.trusted-proxies:}") String setting) {
        this.blocks = Arrays.stream(setting.split(","))
                .map(String::strip)
                .filter(block -> !block.isEmpty())
                .map(TrustedProxies::checked)
                .toList();
    }

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        if (blocks.isEmpty()) {
            return;
        }
        RemoteIpValve valve = new RemoteIpValve();
        // The valve reads a list without a slash as a regular expression; every block has one here.
        valve.setInternalProxies(String.join(",", blocks));
        valve.setTrustedProxies("");
        valve.setRemoteIpHeader("X-Forwarded-For");
        valve.setProtocolHeader("X-Forwarded-Proto");
        // Without it the scheme's usual port would be taken for the one that people use.
        valve.setPortHeader("X-Forwarded-Port");
        factory.addEngineValves(valve);
    }

    private static String checked(String block) {
        String network = block.contains("/") ? block : block + (block.contains(":") ? "/128" : "/32");
        try {
            return new NetMask(network).toString();
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(
                    "kept.http.trusted-proxies: '" + block
                            + "' is neither an address nor a CIDR block such as 10.0.0.0/8.",
                    e);
        }
    }
}
