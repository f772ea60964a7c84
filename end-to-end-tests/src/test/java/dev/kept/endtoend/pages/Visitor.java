package dev.kept.endtoend.pages;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** Somebody at a browser of their own. */
final class Visitor implements AutoCloseable {

    private final String url;
    private final String name;
    private final BrowserContext context;
    private final Page page;
    private final List<String> complaints = new ArrayList<>();
    private final String email;
    private final Eye eye;

    /** Somebody else who sits down at the same browser, with the same tab in front of them. */
    Visitor sameBrowser(String next) {
        return new Visitor(url, next, context, page);
    }

    private Visitor(String url, String name, BrowserContext context, Page page) {
        this.url = url;
        this.name = name;
        this.email = name.toLowerCase(Locale.ROOT) + "-" + UUID.randomUUID() + "@example.org";
        this.context = context;
        this.page = page;
        this.eye = new Eye(page);
    }

    Visitor(Browser browser, String url, String name) {
        this(browser, url, name, true);
    }

    /** @param scripts whether the browser runs any */
    Visitor(Browser browser, String url, String name, boolean scripts) {
        this.url = url;
        this.name = name;
        this.email = name.toLowerCase(Locale.ROOT) + "-" + UUID.randomUUID() + "@example.org";
        this.context = browser.newContext(new Browser.NewContextOptions()
                .setLocale("en-GB")
                .setTimezoneId("Europe/Berlin")
                .setJavaScriptEnabled(scripts)
                .setBypassCSP(false));
        this.page = context.newPage();
        this.eye = new Eye(page);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text() + " " + message.location());
            }
        });
    }

    /** What this visitor signs up with. */
    String email() {
        return email;
    }

    Page page() {
        return page;
    }

    /** What the browser complained of, such as a script that the page's policy forbids. */
    List<String> complaints() {
        return complaints;
    }

    void open(String path) {
        page.navigate(path.startsWith("http") ? path : url + path);
    }

    /** On the page for it, wherever it was opened from. */
    void signUp() {
        fill("Name", name);
        fill("E-mail address", email);
        fill("Password", "a long pass phrase of " + name);
        press("Sign up");
    }

    /** On the page for it, after having signed up. */
    void signIn() {
        signIn(email, "a long pass phrase of " + name);
    }

    /** As somebody who has signed up before. */
    void signIn(String email, String password) {
        fill("E-mail address", email);
        fill("Password", password);
        press("Sign in");
    }

    /** All that the browser knew of a session is gone. */
    void loseSession() {
        context.clearCookies();
    }

    void offline(boolean away) {
        context.setOffline(away);
    }

    void fill(String label, String value) {
        page.getByLabel(label, new Page.GetByLabelOptions().setExact(false))
                .locator("visible=true")
                .first()
                .fill(value);
    }

    void press(String button) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(button).setExact(true))
                .locator("visible=true")
                .first()
                .click();
        arrive();
    }

    /** What was pressed has led to what it leads to, or has told why it did not. */
    void arrive() {
        page.locator("[data-going], .htmx-request")
                .first()
                .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
        page.waitForLoadState();
    }

    void follow(String link) {
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(link))
                .first()
                .click();
    }

    /** Opens one of the actions of an item, and sends its form. */
    void act(String action, String button) {
        Locator summary = page.locator("details.action > summary", new Page.LocatorOptions().setHasText(action))
                .first();
        summary.click();
        summary.locator("xpath=..")
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(button).setExact(true))
                .click();
        arrive();
    }

    String text() {
        return page.locator("main").innerText();
    }

    /** No violation in light or dark, and no sideways scrolling at any width. Takes pictures if {@link Eye#TAKES_PICTURES}. */
    void look(String picture) {
        eye.look(picture, false);
    }

    /** The same, and then all that is folded away on the page, too; it stays open. */
    void lookThrough(String picture) {
        eye.look(picture, true);
    }

    @Override
    public void close() {
        context.close();
    }
}
