package dev.kept.accounts.web;

import dev.kept.accounts.ApiCredentials;
import dev.kept.accounts.User;
import dev.kept.accounts.Users;
import dev.kept.http.Problem;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.stereotype.Component;

/**
 * Who a bearer token speaks for. A token outlives the credential that got it; here it must not, or a revoked
 * credential could make itself a new one.
 */
@Component
class Me {

    private final Users users;
    private final ApiCredentials credentials;

    Me(Users users, ApiCredentials credentials) {
        this.users = users;
        this.credentials = credentials;
    }

    /** @throws Problem 401 when the account or the credential is gone */
    User user() {
        if (SecurityContextHolder.getContext().getAuthentication() instanceof JwtAuthenticationToken token
                && isStillGood(token.getToken())) {
            return users.find(token.getName()).orElseThrow(() -> Problem.unauthenticated(true));
        }
        throw Problem.unauthenticated(true);
    }

    private boolean isStillGood(Jwt token) {
        String clientId = token.getClaimAsString("client_id");
        return clientId != null
                && (!ApiCredentials.isClientId(clientId)
                        || credentials.holder(clientId).isPresent());
    }
}
