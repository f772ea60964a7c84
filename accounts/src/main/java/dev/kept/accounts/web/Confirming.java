package dev.kept.accounts.web;

import dev.kept.accounts.User;
import dev.kept.accounts.Users;
import dev.kept.accounts.passkey.Passkeys;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Tells pages how the person who is signed in can confirm a change of the account. */
@ControllerAdvice(annotations = Page.class)
class Confirming {

    private final BrowserSession session;
    private final Users users;
    private final Passkeys passkeys;

    Confirming(BrowserSession session, Users users, Passkeys passkeys) {
        this.session = session;
        this.users = users;
        this.passkeys = passkeys;
    }

    @ModelAttribute("ways")
    Ways ways() {
        return new Ways();
    }

    /** Looked up when a page asks: most do not. */
    class Ways {

        /** Whether the person has a password. */
        public boolean password() {
            return session.user().filter(users::hasPassword).isPresent();
        }

        /** Whether the person has a passkey. */
        public boolean passkeys() {
            return session.user()
                    .map(User::id)
                    .filter(id -> passkeys.count(id) > 0)
                    .isPresent();
        }
    }
}
