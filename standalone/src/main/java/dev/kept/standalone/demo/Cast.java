package dev.kept.standalone.demo;

import dev.kept.accounts.ApiCredentials;
import dev.kept.accounts.IssuedCredential;
import dev.kept.accounts.SignUp;
import dev.kept.accounts.User;
import dev.kept.http.Caller;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** Signs the people of a scenario up, each with a password of their own and an API credential. */
final class Cast {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int PASSWORD_BYTES = 12;

    private final SignUp signUp;
    private final ApiCredentials credentials;
    private final String issuer;

    Cast(SignUp signUp, ApiCredentials credentials, String issuer) {
        this.signUp = signUp;
        this.credentials = credentials;
        this.issuer = issuer;
    }

    Map<String, Player> of(Scenario scenario) {
        Map<String, Player> players = new LinkedHashMap<>();
        scenario.people().forEach((key, role) -> players.put(key, player(role)));
        return players;
    }

    private Player player(Scenario.Role role) {
        String password = password();
        User user = switch (signUp.signUp(role.email(), role.name(), password)) {
            case SignUp.SignUpResult.SignedUp(User signedUp) -> signedUp;
            case SignUp.SignUpResult.Refused refused ->
                throw new Unplayable(role.email() + " cannot sign up: " + refused.errors());
            case SignUp.SignUpResult.Taken ignored -> throw taken(role);
            case SignUp.SignUpResult.HasToWait ignored -> throw taken(role);
            case SignUp.SignUpResult.Closed _,
                    SignUp.SignUpResult.InvitationNeeded _,
                    SignUp.SignUpResult.InvitationUnusable _ -> throw new Unplayable("Nobody can sign up here.");
        };
        IssuedCredential issued = switch (credentials.issue(user.id(), "Demo")) {
            case ApiCredentials.IssueResult.Issued(IssuedCredential credential) -> credential;
            case ApiCredentials.IssueResult.Refused refused ->
                throw new Unplayable("No API credential: " + refused.errors());
            case ApiCredentials.IssueResult.TooMany ignored -> throw new Unplayable("Too many API credentials.");
        };
        UUID member = Caller.memberOf(issuer, user.id().toString());
        return new Player(
                role.name(),
                role.side(),
                role.email(),
                password,
                issued.credential().clientId(),
                issued.secret(),
                member);
    }

    private static Unplayable taken(Scenario.Role role) {
        return new Unplayable("There is an account " + role.email()
                + " here already. A scenario wants a data folder of its own: give a new one with --data.");
    }

    private static String password() {
        byte[] bytes = new byte[PASSWORD_BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
