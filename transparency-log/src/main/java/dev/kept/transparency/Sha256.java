package dev.kept.transparency;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256, looked up once for each thread: that takes as long as hashing an entry. */
public final class Sha256 {

    private static final ThreadLocal<MessageDigest> OF_THREAD = ThreadLocal.withInitial(Sha256::lookUp);

    private Sha256() {}

    /** For one hash, begun and finished by the caller before anything else is called: every digest is this one. */
    public static MessageDigest ofThisThread() {
        return OF_THREAD.get();
    }

    private static MessageDigest lookUp() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
