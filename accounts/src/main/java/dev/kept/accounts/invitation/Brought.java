package dev.kept.accounts.invitation;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An invitation as somebody brings it: the link, whole or without its host. Whether it is one is not known yet. */
public sealed interface Brought {

    /** The most characters of a link. */
    int MAX_LENGTH = 1000;

    /** Path and query of a link of the operator's, but for its secret. */
    String PATH = "/sign-up?invitation=";

    String ID = "[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}";
    String SECRET = "[A-Za-z0-9_-]{43}";
    Pattern TO_LEDGER =
            Pattern.compile("(?:.*[^0-9A-Za-z])?ledgers/(" + ID + ")/invitations/(" + ID + ")#(" + SECRET + ")");
    Pattern OF_OPERATOR = Pattern.compile("(?:.*[?]invitation=)?(" + SECRET + ")");

    /** One and the same, however the link is written. */
    String key();

    /** What stands in the link to an invitation to a ledger. */
    record ToLedger(UUID ledger, UUID invitation, String secret) implements Brought {
        @Override
        public String key() {
            return ledger + "/" + invitation;
        }

        @Override
        public String toString() {
            return "ToLedger";
        }
    }

    /** What stands in a link that the operator made. */
    record OfOperator(String secret) implements Brought {
        @Override
        public String key() {
            return secret;
        }

        @Override
        public String toString() {
            return "OfOperator";
        }
    }

    /** Empty when it does not look like one. */
    static Optional<Brought> read(String link) {
        String typed = link.strip();
        if (typed.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        Matcher ledger = TO_LEDGER.matcher(typed);
        if (ledger.matches()) {
            return Optional.of(
                    new ToLedger(UUID.fromString(ledger.group(1)), UUID.fromString(ledger.group(2)), ledger.group(3)));
        }
        Matcher operator = OF_OPERATOR.matcher(typed);
        return operator.matches() ? Optional.of(new OfOperator(operator.group(1))) : Optional.empty();
    }
}
