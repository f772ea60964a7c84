package dev.kept.accounts.passkey;

import java.util.List;

/** What a browser is asked, in the JSON of WebAuthn Level 3 (5.1.8 and 5.1.9): bytes are base64url without padding. */
public final class PasskeyOptions {

    static final String PUBLIC_KEY = "public-key";
    static final String REQUIRED = "required";

    private PasskeyOptions() {}

    /** Asks for a new passkey. */
    public record Creation(
            Party rp,
            Person user,
            String challenge,
            List<Parameter> pubKeyCredParams,
            long timeout,
            List<Descriptor> excludeCredentials,
            Selection authenticatorSelection,
            String attestation) {}

    /** Asks for a signature by a passkey; by any of this host's when none is named. */
    public record Request(
            String challenge, long timeout, String rpId, List<Descriptor> allowCredentials, String userVerification) {}

    /** For whom a passkey is. */
    public record Party(String id, String name) {}

    /**
     * Whose it is, as the person's devices show it.
     *
     * @param id the account's
     */
    public record Person(String id, String name, String displayName) {
        @Override
        public String toString() {
            return id;
        }
    }

    /** A kind of key that is taken. */
    public record Parameter(String type, long alg) {}

    /** A passkey that is known. */
    public record Descriptor(String type, String id) {}

    /** What a device has to be able to do. */
    public record Selection(String residentKey, boolean requireResidentKey, String userVerification) {}
}
