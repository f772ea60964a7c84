package dev.kept.accounts.openid;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.FactorGrantedAuthority;

/** A person signed in at the provider, as it is stored with each authorization: two ids, since no name or address belongs there. */
public final class SignInReference {

    private SignInReference() {}

    /** @param session the browser session, which becomes the {@code sid} of ID tokens */
    public static Authentication authentication(UUID owner, UUID session) {
        UsernamePasswordAuthenticationToken signedIn = UsernamePasswordAuthenticationToken.authenticated(
                owner.toString(), null, List.of(FactorGrantedAuthority.fromAuthority("FACTOR_PASSWORD")));
        signedIn.setDetails(session.toString());
        return signedIn;
    }

    /** Empty for what was granted before sessions had ids. */
    public static Optional<UUID> session(@Nullable Authentication signedIn) {
        return signedIn != null && signedIn.getDetails() instanceof String id
                ? Optional.of(UUID.fromString(id))
                : Optional.empty();
    }
}
