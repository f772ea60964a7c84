package dev.kept.commitments.web;

import java.util.Base64;

/** Reads keys that only the service has from its settings. */
public final class ServiceKeys {

    private static final int MIN_BYTES = 32;

    private ServiceKeys() {}

    /**
     * The key's bytes.
     *
     * @param setting its name, for whoever has to set it
     * @param why what happens with another key, a sentence
     * @throws IllegalStateException when it is no base64 of enough bytes: then the service does not start
     */
    public static byte[] decoded(String setting, String base64, String why) {
        try {
            byte[] bytes = Base64.getDecoder().decode(base64.strip());
            if (bytes.length >= MIN_BYTES) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            // Reported below, without what was set.
        }
        throw new IllegalStateException(setting + " must be base64 of at least " + MIN_BYTES
                + " random bytes; 'openssl rand -base64 32' makes some. " + why);
    }
}
