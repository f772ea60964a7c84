package dev.kept.accounts.openid;

import dev.kept.accounts.secrets.Secrets;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.password.PasswordEncoder;

/** Compares client secrets with their stored digests; see {@link Secrets#digest} for why a fast one is enough. */
class SecretDigests implements PasswordEncoder {

    @Override
    public @Nullable String encode(@Nullable CharSequence secret) {
        return secret == null ? null : Secrets.digest(secret.toString());
    }

    @Override
    public boolean matches(@Nullable CharSequence secret, @Nullable String digest) {
        return secret != null && digest != null && Secrets.matches(secret.toString(), digest);
    }
}
