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
    void where_no_mail_is_sent_recovery_codes_replace_the_password_and_bring_back_whoever_lost_the_passkey() {
        try (Visitor ada = new Visitor(chromium.browser(), SharedKept.url(), "Ada")) {
            ada.open("/");
            ada.follow("Sign up");
            ada.signUp();
            VirtualAuthenticator device = new VirtualAuthenticator(ada.page());
            ada.page().addInitScript("delete PublicKeyCredential.isConditionalMediationAvailable");
            ada.open("/account/passkeys");
            ada.fill("Name", "Pocket");
            ada.fill("Password", PASSWORD);
            ada.press("Add a passkey");
            ada.press("Create it on this device");
            sees(ada, "Make recovery codes first");
            ada.follow("Make recovery codes");
            ada.look("recovery-codes-none");
            ada.press("Use a passkey instead");
            sees(ada, "Confirmed. Now send the form");
            ada.press("Make recovery codes");
            sees(ada, "You have 10 recovery codes left.");
            ada.look("recovery-codes");
            String code = ada.page().locator("ul.codes code").first().innerText();
            ada.follow("Back to your passkeys");
            ada.follow("Remove the password");
            ada.fill("Password", PASSWORD);
            ada.press("Remove the password");
            sees(ada, "Your password is removed.");
            assertThat(device.passkeys()).isEqualTo(1);

            ada.loseSession();
            ada.open("/sign-in");
            ada.follow("Use a recovery code");
            ada.look("recovery");
            ada.fill("E-mail address", ada.email());
            ada.fill("Recovery code", "AAAA-AAAA-AAAA-AAAA");
            ada.press("Go on to a new password");
            sees(ada, "The e-mail address or the code is not right");
            ada.fill("Recovery code", code);
            ada.press("Go on to a new password");
            ada.fill("New password", "quite another pass phrase");
            ada.page().locator("form button[type=submit]").last().click();
            sees(ada, "Sign in");
            ada.signIn(ada.email(), "quite another pass phrase");
            ada.open("/account/passkeys");
            sees(ada, "You have 9 recovery codes left.");
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
