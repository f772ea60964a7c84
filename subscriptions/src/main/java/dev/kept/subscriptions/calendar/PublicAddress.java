package dev.kept.subscriptions.calendar;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Where people reach Kept: {@code kept.public-url}, or else as this request came. */
record PublicAddress(String configured) {

    PublicAddress {
        configured = configured.strip().replaceFirst("/+$", "");
    }

    String of(HttpServletRequest request) {
        return configured.isEmpty()
                ? ServletUriComponentsBuilder.fromContextPath(request).build().toUriString()
                : configured;
    }
}
