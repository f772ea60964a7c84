package dev.kept.accounts;

import com.webauthn4j.converter.AttestationObjectConverter;
import com.webauthn4j.converter.AuthenticatorDataConverter;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.data.attestation.AttestationObject;
import com.webauthn4j.data.attestation.authenticator.AAGUID;
import com.webauthn4j.data.attestation.authenticator.AttestedCredentialData;
import com.webauthn4j.data.attestation.authenticator.AuthenticatorData;
import com.webauthn4j.data.attestation.authenticator.EC2COSEKey;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.attestation.statement.NoneAttestationStatement;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A device with one passkey, and the browser before it: what they would answer, or what somebody could make of it. */
final class SoftAuthenticator {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final ObjectConverter CONVERTER = new ObjectConverter();
    private static final int ID_BYTES = 16;

    private final String origin;
    private final byte[] id = new byte[ID_BYTES];
    private final KeyPair key;
    private String userHandle = "";
    private long count = 1;
    private int flags = AuthenticatorData.BIT_UP | AuthenticatorData.BIT_UV;

    SoftAuthenticator(String origin) {
        this.origin = origin;
        new SecureRandom().nextBytes(id);
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            key = generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The same passkey, seen by another browser or page. */
    private SoftAuthenticator(SoftAuthenticator other, String origin) {
        this.origin = origin;
        this.key = other.key;
        this.userHandle = other.userHandle;
        this.count = other.count;
        System.arraycopy(other.id, 0, id, 0, ID_BYTES);
    }

    /** On the page of somebody else who wants to be taken for Kept. */
    SoftAuthenticator at(String elsewhere) {
        return new SoftAuthenticator(this, elsewhere);
    }

    /** A copy, which counts for itself. */
    SoftAuthenticator copy() {
        return new SoftAuthenticator(this, origin);
    }

    /** Somebody touched it, but it did not check who. */
    SoftAuthenticator unverified() {
        SoftAuthenticator other = copy();
        other.flags = AuthenticatorData.BIT_UP;
        return other;
    }

    /** Says that the passkey is somebody else's. */
    SoftAuthenticator claiming(String handle) {
        SoftAuthenticator other = copy();
        other.userHandle = handle;
        return other;
    }

    /** Whose passkey it is, as it says itself. */
    String handle() {
        return userHandle;
    }

    /** What the browser sends after {@code navigator.credentials.create}. */
    String create(JsonNode options) {
        userHandle = options.get("user").get("id").asString();
        byte[] client = client("webauthn.create", options.get("challenge").asString());
        AttestedCredentialData credential = new AttestedCredentialData(
                AAGUID.ZERO, id, EC2COSEKey.create((ECPublicKey) key.getPublic(), COSEAlgorithmIdentifier.ES256));
        AttestationObject attestation = new AttestationObject(
                new AuthenticatorData<>(
                        sha256(options.get("rp").get("id").asString().getBytes(StandardCharsets.UTF_8)),
                        (byte) (flags | AuthenticatorData.BIT_AT),
                        count,
                        credential),
                new NoneAttestationStatement());
        return """
            {"id":"%s","rawId":"%1$s","type":"public-key","clientExtensionResults":{},
             "response":{"clientDataJSON":"%s","attestationObject":"%s","transports":["internal"]}}
            """.formatted(
                        encoded(id),
                        encoded(client),
                        encoded(new AttestationObjectConverter(CONVERTER).convertToBytes(attestation)));
    }

    /** What the browser sends after {@code navigator.credentials.get}. */
    String get(JsonNode options) {
        count++;
        byte[] client = client("webauthn.get", options.get("challenge").asString());
        byte[] data = new AuthenticatorDataConverter(CONVERTER)
                .convert(new AuthenticatorData<>(
                        sha256(options.get("rpId").asString().getBytes(StandardCharsets.UTF_8)), (byte) flags, count));
        return """
            {"id":"%s","rawId":"%1$s","type":"public-key","clientExtensionResults":{},
             "response":{"clientDataJSON":"%s","authenticatorData":"%s","signature":"%s","userHandle":"%s"}}
            """.formatted(
                        encoded(id), encoded(client), encoded(data), encoded(signed(data, sha256(client))), userHandle);
    }

    private byte[] client(String type, String challenge) {
        return JSON.writeValueAsBytes(JSON.createObjectNode()
                .put("type", type)
                .put("challenge", challenge)
                .put("origin", origin));
    }

    private byte[] signed(byte[] data, byte[] clientHash) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(key.getPrivate());
            signature.update(data);
            signature.update(clientHash);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
