package dev.kept.accounts;

/**
 * A new credential with its secret, which is shown once and kept nowhere.
 *
 * @param credential what remains known of it
 * @param secret 256 random bits, base64url
 */
public record IssuedCredential(ApiCredential credential, String secret) {
    @Override
    public String toString() {
        return credential.clientId();
    }
}
