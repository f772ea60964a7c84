package dev.kept.accounts.passkey;

import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.converter.AttestedCredentialDataConverter;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.credential.CredentialRecord;
import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.AuthenticationData;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.PublicKeyCredentialParameters;
import com.webauthn4j.data.PublicKeyCredentialType;
import com.webauthn4j.data.RegistrationData;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.attestation.AttestationObject;
import com.webauthn4j.data.attestation.authenticator.AttestedCredentialData;
import com.webauthn4j.data.attestation.authenticator.AuthenticatorData;
import com.webauthn4j.data.attestation.authenticator.RSACOSEKey;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.attestation.statement.NoneAttestationStatement;
import com.webauthn4j.data.client.CollectedClientData;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.data.client.challenge.DefaultChallenge;
import com.webauthn4j.server.ServerProperty;
import com.webauthn4j.verifier.exception.UserNotVerifiedException;
import dev.kept.accounts.database.OfAccounts;
import dev.kept.accounts.passkey.JdbcPasskeys.Row;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Makes, checks and lists passkeys. Each has to be stored on the device so that it names its owner by itself, and each use has to be
 * verified by the device, by a finger, a face or a PIN; who made the device is not asked.
 */
@Component
public class Passkeys {

    /** So many a person may have at once. */
    public static final int MOST = 20;

    /** An answer is a few hundred bytes, two or three thousand with an attestation. */
    private static final int LONGEST_ANSWER = 20_000;

    private static final int LONGEST_MODULUS_BYTES = 512;
    private static final int LONGEST_EXPONENT_BYTES = 4;
    private static final String NAME = "Kept";

    private static final List<PublicKeyCredentialParameters> KEYS = List.of(
            new PublicKeyCredentialParameters(PublicKeyCredentialType.PUBLIC_KEY, COSEAlgorithmIdentifier.ES256),
            new PublicKeyCredentialParameters(PublicKeyCredentialType.PUBLIC_KEY, COSEAlgorithmIdentifier.EdDSA),
            new PublicKeyCredentialParameters(PublicKeyCredentialType.PUBLIC_KEY, COSEAlgorithmIdentifier.RS256));

    private final RelyingParty party;
    private final Challenges challenges;
    private final JdbcPasskeys passkeys;
    private final Clock clock;
    private final WebAuthnManager webAuthn;
    private final AttestedCredentialDataConverter credentials;

    Passkeys(RelyingParty party, Challenges challenges, JdbcPasskeys passkeys, @OfAccounts Clock clock) {
        this.party = party;
        this.challenges = challenges;
        this.passkeys = passkeys;
        this.clock = clock;
        ObjectConverter converter = new ObjectConverter();
        // Not strict about attestations: none is asked for.
        this.webAuthn = WebAuthnManager.createNonStrictWebAuthnManager(converter);
        this.credentials = new AttestedCredentialDataConverter(converter);
    }

    /** Whether browsers make and show passkeys at the address where people reach Kept. */
    public boolean arePossible() {
        return party.isPossible();
    }

    /** The person's, the oldest first. */
    public List<Passkey> of(UUID owner) {
        return passkeys.of(owner);
    }

    /** How many the person has. */
    public int count(UUID owner) {
        return passkeys.count(owner);
    }

    /**
     * @param browser what the browser shows with each form
     * @param account how the person's devices name the account
     * @param name how they name the person
     */
    public PasskeyOptions.Creation creation(UUID owner, String browser, String account, String name) {
        return new PasskeyOptions.Creation(
                new PasskeyOptions.Party(party.id(), NAME),
                new PasskeyOptions.Person(encoded(bytes(owner)), account, name),
                challenges.next(Ceremony.ADD, browser, owner),
                KEYS.stream()
                        .map(key -> new PasskeyOptions.Parameter(
                                key.getType().getValue(), key.getAlg().getValue()))
                        .toList(),
                Challenges.VALID.toMillis(),
                descriptors(owner),
                new PasskeyOptions.Selection(PasskeyOptions.REQUIRED, true, PasskeyOptions.REQUIRED),
                "none");
    }

    /**
     * @param answer what the browser made of {@link #creation}, as JSON
     * @param name what the owner calls it
     */
    public PasskeyAnswer add(UUID owner, String browser, String answer, String name) {
        RegistrationData data = parsed(answer, () -> webAuthn.parseRegistrationResponseJSON(answer))
                .orElse(null);
        AttestationObject attested = data == null ? null : data.getAttestationObject();
        // Absent from a crafted answer, although the library says that it never is.
        AuthenticatorData<?> authenticator = attested == null ? null : attested.getAuthenticatorData();
        AttestedCredentialData credential = authenticator == null ? null : authenticator.getAttestedCredentialData();
        if (data == null || authenticator == null || credential == null) {
            return new PasskeyAnswer.Wrong(PasskeyProblem.WRONG);
        }
        String challenge = challenge(data.getCollectedClientData());
        if (challenge == null || !challenges.take(Ceremony.ADD, browser, owner, challenge)) {
            return new PasskeyAnswer.Wrong(PasskeyProblem.EXPIRED);
        }
        PasskeyProblem problem =
                checked(() -> webAuthn.verify(data, new RegistrationParameters(server(challenge), KEYS, true, true)));
        if (problem == null && isTooLarge(credential)) {
            problem = PasskeyProblem.WRONG;
        }
        if (problem != null) {
            return new PasskeyAnswer.Wrong(problem);
        }
        Row row = new Row(
                UUID.randomUUID(),
                owner,
                credentials.convert(credential),
                authenticator.getSignCount(),
                authenticator.isFlagBE());
        return passkeys.insert(row, credential.getCredentialId(), name, clock.instant())
                ? new PasskeyAnswer.Right(owner)
                : new PasskeyAnswer.Wrong(PasskeyProblem.KNOWN_ALREADY);
    }

    /** Asks for any passkey of this host, of whoever signs in. */
    public PasskeyOptions.Request signIn(String browser) {
        return request(challenges.next(Ceremony.SIGN_IN, browser, null), List.of());
    }

    /** Asks for one of the person's own. */
    public PasskeyOptions.Request confirm(UUID owner, String browser) {
        return request(challenges.next(Ceremony.CONFIRM, browser, owner), descriptors(owner));
    }

    /** @param answer what the browser made of {@link #signIn(String)}, as JSON */
    public PasskeyAnswer signedIn(String browser, String answer) {
        return check(Ceremony.SIGN_IN, browser, null, answer);
    }

    /** @param answer what the browser made of {@link #confirm}, as JSON */
    public PasskeyAnswer confirmed(UUID owner, String browser, String answer) {
        return check(Ceremony.CONFIRM, browser, owner, answer);
    }

    /** False when there is none of this id, or it is not the person's. */
    public boolean remove(UUID id, UUID owner) {
        return passkeys.delete(id, owner);
    }

    private PasskeyAnswer check(Ceremony ceremony, String browser, @Nullable UUID owner, String answer) {
        AuthenticationData data = parsed(answer, () -> webAuthn.parseAuthenticationResponseJSON(answer))
                .orElse(null);
        byte @Nullable [] credential = data == null ? null : credentialId(data);
        AuthenticatorData<?> authenticator = data == null ? null : data.getAuthenticatorData();
        if (data == null || authenticator == null || credential == null) {
            return new PasskeyAnswer.Wrong(PasskeyProblem.WRONG);
        }
        String challenge = challenge(data.getCollectedClientData());
        if (challenge == null || !challenges.take(ceremony, browser, owner, challenge)) {
            return new PasskeyAnswer.Wrong(PasskeyProblem.EXPIRED);
        }
        Optional<Row> known = passkeys.byCredentialId(credential)
                .filter(row -> owner == null || row.owner().equals(owner));
        if (known.isEmpty()) {
            return new PasskeyAnswer.Wrong(PasskeyProblem.UNKNOWN);
        }
        Row row = known.get();
        byte @Nullable [] named = userHandle(data);
        // Whoever is not known yet is named by the passkey itself, and has to be its owner.
        if (named == null ? owner == null : !Arrays.equals(named, bytes(row.owner()))) {
            return new PasskeyAnswer.Wrong(PasskeyProblem.WRONG);
        }
        PasskeyProblem problem = checked(() ->
                webAuthn.verify(data, new AuthenticationParameters(server(challenge), record(row), null, true, true)));
        if (problem != null) {
            return new PasskeyAnswer.Wrong(problem);
        }
        return passkeys.used(row.id(), authenticator.getSignCount(), clock.instant())
                ? new PasskeyAnswer.Right(row.owner())
                : new PasskeyAnswer.Wrong(PasskeyProblem.WRONG);
    }

    /** Empty for what is no such answer: whatever a browser may send, the library says so by exceptions of many kinds. */
    private static <T> Optional<T> parsed(String answer, Supplier<T> parsing) {
        if (answer.length() > LONGEST_ANSWER) {
            return Optional.empty();
        }
        try {
            return Optional.of(parsing.get());
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    /** Null when all is as it has to be. A key that cannot be read is found out here as well, by exceptions of many kinds. */
    private static @Nullable PasskeyProblem checked(Runnable verification) {
        try {
            verification.run();
            return null;
        } catch (UserNotVerifiedException e) {
            return PasskeyProblem.NOT_VERIFIED;
        } catch (RuntimeException e) {
            return PasskeyProblem.WRONG;
        }
    }

    // The library marks an array that may be absent as one whose elements may be: what it says of arrays is not read.

    @SuppressWarnings("NullAway")
    private static byte @Nullable [] credentialId(AuthenticationData data) {
        return data.getCredentialId();
    }

    @SuppressWarnings("NullAway")
    private static byte @Nullable [] userHandle(AuthenticationData data) {
        return data.getUserHandle();
    }

    /** Such a key would make each check slow. */
    @SuppressWarnings("NullAway")
    private static boolean isTooLarge(AttestedCredentialData credential) {
        return credential.getCOSEKey() instanceof RSACOSEKey key
                && (isLonger(key.getN(), LONGEST_MODULUS_BYTES) || isLonger(key.getE(), LONGEST_EXPONENT_BYTES));
    }

    private static boolean isLonger(byte @Nullable [] number, int bytes) {
        return number != null && number.length > bytes;
    }

    private static @Nullable String challenge(@Nullable CollectedClientData client) {
        return client == null || client.getChallenge() == null
                ? null
                : encoded(client.getChallenge().getValue());
    }

    private ServerProperty server(String challenge) {
        return new ServerProperty(
                Origin.create(party.origin()),
                party.id(),
                new DefaultChallenge(Base64.getUrlDecoder().decode(challenge)));
    }

    private CredentialRecord record(Row row) {
        return new CredentialRecordImpl(
                new NoneAttestationStatement(),
                true,
                row.backupEligible(),
                null,
                row.signCount(),
                credentials.convert(row.credential()),
                null,
                null,
                null,
                null);
    }

    private PasskeyOptions.Request request(String challenge, List<PasskeyOptions.Descriptor> allowed) {
        return new PasskeyOptions.Request(
                challenge, Challenges.VALID.toMillis(), party.id(), allowed, PasskeyOptions.REQUIRED);
    }

    private List<PasskeyOptions.Descriptor> descriptors(UUID owner) {
        return passkeys.credentialIds(owner).stream()
                .map(id -> new PasskeyOptions.Descriptor(PasskeyOptions.PUBLIC_KEY, encoded(id)))
                .toList();
    }

    private static byte[] bytes(UUID id) {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
