package dev.kept.transparency.note;

import dev.kept.transparency.Malformed;
import dev.kept.transparency.Strict;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A public key with the name it signs under and the kind of signature it makes (C2SP signed-note, 'verifier key'). */
public final class VerifierKey {

    private final String name;
    private final Type type;
    private final byte[] raw;
    private final PublicKey key;
    private final int id;

    /** What a key signs. */
    public enum Type {
        /** The text of a note. */
        ED25519(1),
        /** A tree head with the time at which it was seen (C2SP tlog-cosignature). */
        COSIGNATURE(4);

        private final byte identifier;

        Type(int identifier) {
            this.identifier = (byte) identifier;
        }
    }

    /**
     * What is known of a signature that verifies.
     *
     * @param time when it was made, to the second, as the signer says; null for signatures that say nothing of it
     */
    public record Verified(VerifierKey key, @Nullable Instant time) {}

    private VerifierKey(String name, Type type, byte[] raw) {
        if (!NoteSignature.isName(name)) {
            throw new Malformed("the name of a key is empty or holds a space, a plus or a control character");
        }
        this.name = name;
        this.type = type;
        this.raw = raw;
        this.key = Ed25519.publicKey(raw);
        this.id = id(name, type, raw);
    }

    /**
     * The key with this name and these bytes.
     *
     * @param publicKey 32 bytes of Ed25519
     * @throws Malformed when name or key cannot be such
     */
    public static VerifierKey of(String name, Type type, byte[] publicKey) {
        return new VerifierKey(name, type, publicKey.clone());
    }

    /**
     * Reads what {@link #toString()} writes.
     *
     * @throws Malformed when it is anything else, or the key id is not the key's
     */
    public static VerifierKey parse(String text) {
        String[] parts = text.split("\\+", 3);
        if (parts.length != 3) {
            throw new Malformed("a verifier key does not have the form name+id+key");
        }
        byte[] typed = Strict.base64(parts[2]);
        for (Type type : Type.values()) {
            if (typed.length > 0 && typed[0] == type.identifier) {
                VerifierKey key = new VerifierKey(parts[0], type, Arrays.copyOfRange(typed, 1, typed.length));
                if (!key.toString().equals(text)) {
                    throw new Malformed("the id in a verifier key is not the key's");
                }
                return key;
            }
        }
        throw new Malformed("a verifier key is of a type that is not known here");
    }

    public String name() {
        return name;
    }

    public Type type() {
        return type;
    }

    /** The public key, 32 bytes. */
    public byte[] publicKey() {
        return raw.clone();
    }

    /** The first four bytes of SHA-256(name ‖ 0x0A ‖ type ‖ public key). */
    public int id() {
        return id;
    }

    /** By what people compare a public key: its SHA-256 in hexadecimal, in groups of four. */
    public static String fingerprint(byte[] publicKey) {
        return HexFormat.of().formatHex(sha256().digest(publicKey)).replaceAll("(.{4})(?=.)", "$1 ");
    }

    /** Whether a signature line names this key; it says nothing of the signature. */
    public boolean isNamedBy(NoteSignature signature) {
        return signature.keyId() == id && signature.name().equals(name);
    }

    /** What the signature says, or nothing when it is not this key's signature of the text. */
    Optional<Verified> verify(String text, NoteSignature signature) {
        byte[] bytes = signature.signature();
        return switch (type) {
            case ED25519 -> verify(text, bytes, null);
            case COSIGNATURE -> {
                if (bytes.length != Long.BYTES + Ed25519.SIGNATURE_BYTES) {
                    yield Optional.empty();
                }
                long seconds = ByteBuffer.wrap(bytes).getLong();
                if (seconds < 0 || seconds > Instant.MAX.getEpochSecond()) {
                    yield Optional.empty();
                }
                yield verify(
                        cosigned(seconds, text),
                        Arrays.copyOfRange(bytes, Long.BYTES, bytes.length),
                        Instant.ofEpochSecond(seconds));
            }
        };
    }

    /** What a cosigner signs: the time, then the whole body. */
    static String cosigned(long seconds, String body) {
        return "cosignature/v1\ntime " + seconds + "\n" + body;
    }

    private Optional<Verified> verify(String message, byte[] signature, @Nullable Instant time) {
        return Ed25519.verifies(key, message.getBytes(StandardCharsets.UTF_8), signature)
                ? Optional.of(new Verified(this, time))
                : Optional.empty();
    }

    private static byte[] typed(Type type, byte[] raw) {
        return ByteBuffer.allocate(1 + raw.length).put(type.identifier).put(raw).array();
    }

    private static int id(String name, Type type, byte[] raw) {
        MessageDigest sha256 = sha256();
        sha256.update((name + "\n").getBytes(StandardCharsets.UTF_8));
        sha256.update(typed(type, raw));
        return ByteBuffer.wrap(sha256.digest()).getInt();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VerifierKey that && toString().equals(that.toString());
    }

    @Override
    public int hashCode() {
        return id;
    }

    /** The form in which keys are handed on: {@code name+hex(key id)+base64(type ‖ public key)}. */
    @Override
    public String toString() {
        return name + "+" + HexFormat.of().toHexDigits(id) + "+"
                + Base64.getEncoder().encodeToString(typed(type, raw));
    }
}
