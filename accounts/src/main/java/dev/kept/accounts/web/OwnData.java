package dev.kept.accounts.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.kept.accounts.ApiCredentials;
import dev.kept.accounts.User;
import dev.kept.accounts.Users;
import dev.kept.accounts.factor.SecondFactor;
import dev.kept.accounts.openid.OwnTokens;
import dev.kept.accounts.passkey.Passkey;
import dev.kept.accounts.passkey.Passkeys;
import dev.kept.accounts.recovery.RecoveryCodes;
import dev.kept.accounts.services.OwnChoices;
import dev.kept.accounts.sessions.BrowserSessions;
import dev.kept.accounts.sessions.KnownDevices;
import dev.kept.accounts.settings.AccountsSettings;
import dev.kept.http.Caller;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * All that accounts holds about a person, but for what is stored as a digest and says nothing about anybody; and what the person chose
 * elsewhere, so that one file has it all.
 */
@Component
class OwnData {

    /**
     * What is known about a person here.
     *
     * @param id the {@code sub} of the person's tokens
     * @param member how ledgers name the person
     * @param emailVerified whether it is known that mail to the address reaches the person
     * @param createdAt since when there is the account
     * @param secondFactorSince since when a code is asked for at sign-in; absent while none is
     * @param hasPassword whether the person can sign in by a password
     * @param passkeys without what would open anything
     * @param recoveryCodes how many are left by which a password is set when the passkeys are lost
     * @param sessions where the person is signed in
     * @param credentials those of programs, with the revoked ones
     * @param knownBrowsers when the person last signed in with each browser that is known by a cookie
     * @param settings what the person chose, as getSettings answers it; absent where no service does
     * @param reminders how the person is reminded, as getReminderSettings answers it; absent where no service does
     * @param calendars feeds that the person asked for, as listCalendars names them, without their addresses; absent where no service does
     */
    record OwnAccount(
            UUID id,
            UUID member,
            String email,
            boolean emailVerified,
            String name,
            Instant createdAt,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Instant secondFactorSince,

            boolean hasPassword,
            List<OwnPasskey> passkeys,
            int recoveryCodes,
            List<AccountsApi.OpenSession> sessions,
            List<AccountsApi.KnownApiCredential> credentials,
            List<Instant> knownBrowsers,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Map<String, Object> settings,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Map<String, Object> reminders,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            List<Map<String, Object>> calendars) {
        @Override
        public String toString() {
            return id.toString();
        }
    }

    /**
     * A passkey, as its owner called it.
     *
     * @param lastUsedAt when it last opened or confirmed something; absent while it never did
     */
    record OwnPasskey(
            String name,
            Instant createdAt,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Instant lastUsedAt) {
        static OwnPasskey of(Passkey passkey) {
            return new OwnPasskey(passkey.name(), passkey.createdAt(), passkey.lastUsedAt());
        }
    }

    private final Users users;
    private final BrowserSessions sessions;
    private final ApiCredentials credentials;
    private final KnownDevices devices;
    private final SecondFactor factor;
    private final Passkeys passkeys;
    private final RecoveryCodes codes;
    private final OwnTokens tokens;
    private final OwnChoices choices;
    private final String issuer;

    OwnData(
            Users users,
            BrowserSessions sessions,
            ApiCredentials credentials,
            KnownDevices devices,
            SecondFactor factor,
            Passkeys passkeys,
            RecoveryCodes codes,
            OwnTokens tokens,
            OwnChoices choices,
            AccountsSettings settings) {
        this.users = users;
        this.sessions = sessions;
        this.credentials = credentials;
        this.devices = devices;
        this.factor = factor;
        this.passkeys = passkeys;
        this.codes = codes;
        this.tokens = tokens;
        this.choices = choices;
        this.issuer = settings.issuer();
    }

    /** @throws dev.kept.accounts.services.ServicesAway when the API, which has a part of it, does not answer */
    OwnAccount of(User user) {
        OwnChoices.Choices chosen = choices.of(tokens.of(user.id()));
        return new OwnAccount(
                user.id(),
                Caller.memberOf(issuer, user.id().toString()),
                user.email(),
                user.verified(),
                user.name(),
                users.createdAt(user),
                factor.onSince(user.id()),
                users.hasPassword(user),
                passkeys.of(user.id()).stream().map(OwnPasskey::of).toList(),
                codes.left(user.id()),
                sessions.of(user.id()).stream().map(AccountsApi.OpenSession::of).toList(),
                credentials.of(user.id()).stream()
                        .map(AccountsApi.KnownApiCredential::of)
                        .toList(),
                devices.of(user.id()),
                chosen.settings(),
                chosen.reminders(),
                chosen.calendars());
    }
}
