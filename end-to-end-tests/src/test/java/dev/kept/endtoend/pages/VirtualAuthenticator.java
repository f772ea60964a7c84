package dev.kept.endtoend.pages;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;

/** A device of Chromium's own that keeps passkeys and knows its owner at once; it belongs to one tab. */
final class VirtualAuthenticator {

    private final CDPSession browser;
    private final String id;

    VirtualAuthenticator(Page page) {
        browser = page.context().newCDPSession(page);
        browser.send("WebAuthn.enable");
        JsonObject options = new JsonObject();
        options.addProperty("protocol", "ctap2");
        options.addProperty("transport", "internal");
        options.addProperty("hasResidentKey", true);
        options.addProperty("hasUserVerification", true);
        options.addProperty("isUserVerified", true);
        options.addProperty("automaticPresenceSimulation", true);
        JsonObject added = new JsonObject();
        added.add("options", options);
        id = browser.send("WebAuthn.addVirtualAuthenticator", added)
                .get("authenticatorId")
                .getAsString();
    }

    /** Whether somebody sits there who touches it when it asks. */
    void touched(boolean yes) {
        JsonObject presence = new JsonObject();
        presence.addProperty("authenticatorId", id);
        presence.addProperty("enabled", yes);
        browser.send("WebAuthn.setAutomaticPresenceSimulation", presence);
    }

    /** Whether it knows who touches it. */
    void knowsItsOwner(boolean yes) {
        JsonObject verified = new JsonObject();
        verified.addProperty("authenticatorId", id);
        verified.addProperty("isUserVerified", yes);
        browser.send("WebAuthn.setUserVerified", verified);
    }

    /** How many passkeys it keeps. */
    int passkeys() {
        JsonObject of = new JsonObject();
        of.addProperty("authenticatorId", id);
        return browser.send("WebAuthn.getCredentials", of)
                .getAsJsonArray("credentials")
                .size();
    }
}
