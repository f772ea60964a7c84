package dev.kept.endtoend.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Locale;

/**
 * Looks at a page as a browser shows it: finds what the page withholds from people, and takes pictures of it with {@code
 * -Dkept.pictures=true}.
 */
final class Eye {

    /** Pictures are for people who look at them; taking them doubles the time that these tests take. */
    static final boolean TAKES_PICTURES = Boolean.getBoolean("kept.pictures");

    private static final Path PICTURES = Path.of("target", "screenshots");
    private static final int[] WIDTHS = {360, 800, 1440};
    private static final int NARROWEST = 320;
    private static final int HEIGHT = 900;
    private static final String AXE = Chromium.axe();

    /** What depends on the colours alone is looked at once more in the dark. */
    private static final String VIOLATIONS = """
        async dark => {
          const only = dark
            ? {type: 'rule', values: ['color-contrast', 'link-in-text-block']}
            : {type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']};
          const found = await axe.run(document, {
            runOnly: only, rules: dark ? {} : {'target-size': {enabled: true}}, resultTypes: ['violations'],
          });
          return found.violations.map(v => v.id + ' at ' + v.nodes.map(n => n.target.join(' ')).join(', ')).join('; ');
        }
        """;

    private static final String UNFOLD = """
        () => {
          const folded = [...document.querySelectorAll('main details:not([open])')];
          folded.forEach(each => { each.removeAttribute('name'); each.open = true; });
          return folded.length;
        }
        """;

    private final Page page;
    private final CDPSession browser;

    Eye(Page page) {
        this.page = page;
        this.browser = page.context().newCDPSession(page);
    }

    /**
     * No violation in light or dark, and no sideways scrolling at any width; pictures at three widths, light and dark.
     *
     * @param through all that is folded away is opened before it is searched for violations
     */
    void look(String picture, boolean through) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        for (int width : WIDTHS) {
            page.setViewportSize(width, HEIGHT);
            fits(picture, width);
            if (TAKES_PICTURES) {
                takeLightAndDark(picture, width);
            }
        }
        boolean opened = through && (int) page.evaluate(UNFOLD) > 0;
        page.setViewportSize(NARROWEST, HEIGHT);
        fits(picture, NARROWEST);
        if (opened && TAKES_PICTURES) {
            take(NARROWEST, "%s-%d-unfolded".formatted(picture, NARROWEST));
        }
        page.setViewportSize(WIDTHS[2], HEIGHT);
        if (!Boolean.TRUE.equals(page.evaluate("'axe' in window"))) {
            page.evaluate(AXE + "; 0");
        }
        assertThat(page.evaluate(VIOLATIONS, false))
                .as("%s in the light at %s", picture, page.url())
                .isEqualTo("");
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        assertThat(page.evaluate(VIOLATIONS, true))
                .as("%s in the dark at %s", picture, page.url())
                .isEqualTo("");
    }

    private void takeLightAndDark(String picture, int width) {
        for (ColorScheme scheme : new ColorScheme[] {ColorScheme.DARK, ColorScheme.LIGHT}) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            take(width, "%s-%d-%s".formatted(picture, width, scheme.name().toLowerCase(Locale.ROOT)));
        }
    }

    /** The browser's own way takes half the time of Playwright's. */
    private void take(int width, String name) {
        JsonObject clip = new JsonObject();
        clip.addProperty("x", 0);
        clip.addProperty("y", 0);
        clip.addProperty("width", width);
        clip.addProperty(
                "height", (Number) page.evaluate("Math.max(innerHeight, document.documentElement.scrollHeight)"));
        clip.addProperty("scale", 1);
        JsonObject asked = new JsonObject();
        asked.addProperty("format", "png");
        asked.addProperty("optimizeForSpeed", true);
        asked.addProperty("captureBeyondViewport", true);
        asked.add("clip", clip);
        String taken = browser.send("Page.captureScreenshot", asked).get("data").getAsString();
        try {
            Files.createDirectories(PICTURES);
            Files.write(PICTURES.resolve(name + ".png"), Base64.getDecoder().decode(taken));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void fits(String name, int width) {
        assertThat((int) page.evaluate("document.documentElement.scrollWidth"))
                .as("width of %s at %d", name, width)
                .isLessThanOrEqualTo(width);
    }
}
