package dev.kept.endtoend.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.endtoend.SharedKept;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A passkey of a real browser: added, used in the place of the password, and removed. */
class PasskeysInBrowsersTest {

    private static final String PASSWORD = "a long pass phrase of Ada";

    private static Chromium chromium;

    @BeforeAll
    static void start() {
        chromium = Chromium.start();
    }

    @AfterAll
    static void stop() {
        chromium.close();
    }

    private static void sees(Visitor visitor, String text) {
        visitor.page().getByText(text).first().waitFor();
    }

    @Test
    void a_passkey_is_added_signs_in_confirms_a_change_and_is_removed() {
        try (Visitor ada = new Visitor(chromium.browser(), SharedKept.url(), "Ada")) {
            ada.open("/");
            ada.follow("Sign up");
            ada.signUp();
            VirtualAuthenticator device = new VirtualAuthenticator(ada.page());
            // As a browser that does not offer passkeys by itself, in the field of the e-mail address.
            ada.page().addInitScript("delete PublicKeyCredential.isConditionalMediationAvailable");
            ada.open("/account");
            ada.follow("Passkeys");
            ada.look("passkeys-none");
            ada.fill("Name", "Pocket");
            ada.fill("Password", PASSWORD);
            ada.press("Add a passkey");
            ada.look("passkey-new");
            ada.press("Create it on this device");
            sees(ada, "Your passkey is added.");
            assertThat(ada.text()).contains("Pocket").contains("never");
            assertThat(device.passkeys()).isEqualTo(1);
            ada.look("passkeys-one");

            ada.loseSession();
            ada.open("/account");
            ada.look("sign-in-passkey");
            ada.press("Sign in with a passkey");
            ada.page().waitForURL(url -> url.endsWith("/account"));
            ada.follow("Passkeys");
            assertThat(ada.text()).contains("Pocket").doesNotContain("never");

            ada.page().getByLabel("Remove Pocket").click();
            ada.look("passkey-removal");
            ada.press("Use a passkey instead");
            sees(ada, "Confirmed. Now send the form");
            ada.press("Remove the passkey");
            sees(ada, "The passkey is removed.");
            assertThat(ada.text()).doesNotContain("Pocket");

            ada.loseSession();
            ada.open("/account");
            ada.press("Sign in with a passkey");
            sees(ada, "This passkey is not known here.");
            ada.look("sign-in-passkey-unknown");
            assertThat(ada.complaints()).allMatch(complaint -> complaint.contains("status of 400"));
        }
    }

    @Test
    void whoever_cancels_is_told_so_and_nothing_is_added() {
        try (Visitor ada = new Visitor(chromium.browser(), SharedKept.url(), "Ada")) {
            ada.open("/");
            ada.follow("Sign up");
            ada.signUp();
            VirtualAuthenticator device = new VirtualAuthenticator(ada.page());
            device.knowsItsOwner(false);
            ada.open("/account/passkeys");
            ada.fill("Name", "Pocket");
            ada.fill("Password", PASSWORD);
            ada.press("Add a passkey");
            ada.press("Create it on this device");
            sees(ada, "No passkey was used.");
            ada.open("/account/passkeys");

            assertThat(ada.text()).doesNotContain("Pocket");
            assertThat(device.passkeys()).isZero();
        }
    }

    @Test
    void without_scripts_the_pages_say_what_is_needed() {
        try (Visitor ada = new Visitor(chromium.browser(), SharedKept.url(), "Ada", false)) {
            ada.open("/sign-in");
            assertThat(ada.text()).contains("Passkeys need JavaScript.");
            assertThat(ada.page().locator("#passkey").isVisible()).isFalse();
            ada.open("/sign-up");
            ada.signUp();
            ada.open("/account/passkeys");
            ada.fill("Name", "Pocket");
            ada.fill("Password", PASSWORD);
            ada.press("Add a passkey");

            assertThat(ada.text()).contains("Passkeys need JavaScript.");
        }
    }
}
