package dev.kept.pages;

import java.util.List;
import java.util.stream.Stream;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Where the operator of this service says what people may want to know: {@code kept.pages.help-url}, {@code privacy-url},
 * {@code accessibility-url} and {@code contact}, each an address of the web or, for the contact, one for e-mail. At the foot of every page;
 * what is not set is left out.
 */
@Component("pagesFooter")
class FooterLinks {

    /** A link by the key of its words. */
    public record Link(String key, String href) {}

    private final List<Link> links;

    FooterLinks(Environment environment) {
        links = Stream.of(
                        new Link("help", setting(environment, "help-url")),
                        new Link("privacy", setting(environment, "privacy-url")),
                        new Link("accessibility", setting(environment, "accessibility-url")),
                        new Link("contact", contact(setting(environment, "contact"))))
                .filter(link -> !link.href().isEmpty())
                .toList();
        for (Link link : links) {
            if (!link.href().matches("(?:https?://|mailto:).+")) {
                throw new IllegalStateException(
                        "kept.pages: what is set for " + link.key() + " is no address: " + link.href());
            }
        }
    }

    public List<Link> links() {
        return links;
    }

    private static String setting(Environment environment, String name) {
        return environment.getProperty("kept.pages." + name, "").strip();
    }

    private static String contact(String address) {
        return address.contains("@") && !address.contains(":") ? "mailto:" + address : address;
    }
}
