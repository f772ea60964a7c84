package dev.kept.accounts;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Looks people up by the {@code sub} of their tokens. */
@Component
public class Users {

    private final JdbcUsers users;

    Users(JdbcUsers users) {
        this.users = users;
    }

    /** Empty for whom there is no account, or none any more, and for what is no id of ours. */
    public Optional<User> find(String subject) {
        UUID id;
        try {
            id = UUID.fromString(subject);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        return users.byId(id);
    }

    /** Whether the person can sign in by a password. */
    public boolean hasPassword(User user) {
        return users.passwordHash(user.id()).isPresent();
    }

    /** Since when there is the account. */
    public Instant createdAt(User user) {
        return users.createdAt(user.id());
    }
}
