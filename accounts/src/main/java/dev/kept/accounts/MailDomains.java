package dev.kept.accounts;

import dev.kept.accounts.settings.AccountsSettings;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Which addresses the operator lets people have here, by their domains. */
@Component
class MailDomains {

    private final Set<String> allowed;

    MailDomains(AccountsSettings settings) {
        this.allowed = settings.mailDomains();
    }

    /** What is wrong with an address; empty when its domain is allowed. */
    Optional<FieldError> refusal(String email) {
        String domain = email.substring(email.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
        return allowed.isEmpty() || allowed.contains(domain)
                ? Optional.empty()
                : Optional.of(new FieldError(
                        AccountField.EMAIL.key(),
                        "not-allowed-here",
                        "Addresses of this domain cannot be used here. Take one that whoever runs Kept allows."));
    }
}
