package dev.kept.endtoend.crash;

import dev.kept.endtoend.Account;
import dev.kept.endtoend.Person;
import dev.kept.endtoend.TwoParties;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Two people, one on each side of a ledger, who work in it at once. */
record Pair(Side ada, Side bea, String ledger) {

    private static final Duration MAIL = Duration.ofSeconds(30);

    /**
     * One of them.
     *
     * @param delivered what this side has delivered and the other one may confirm: paths of commitments
     */
    record Side(Account account, String email, Queue<String> delivered) {

        static Side of(String url, String name) {
            String email = name.toLowerCase(Locale.ROOT) + "@example.org";
            return new Side(Account.open(url, name, email), email, new ConcurrentLinkedQueue<>());
        }

        Person at(Address address) {
            return account.at(address.accounts()).at(address.commands());
        }

        /** As {@link #at}, with a new token. */
        Person renewedAt(Address address) {
            return account.renewedAt(address.accounts()).at(address.commands());
        }

        /** Wants mails of everything that waits for an answer, as it happens. */
        private void isReminded(Address address, MailServer mails) throws Violation {
            at(address).post("/api/reminders/address", Map.of("address", email)).expect(200);
            Scene.await(
                    MAIL,
                    "a mail to confirm " + email,
                    () -> mails.secretFor(email).isPresent());
            String secret = mails.secretFor(email).orElseThrow();
            at(address)
                    .post("/api/reminders/address/confirmation", Map.of("secret", secret))
                    .expect(200);
            at(address)
                    .post(
                            "/api/reminders/settings",
                            Map.of(
                                    "rhythm", "as-it-happens",
                                    "at", "08:00",
                                    "zone", "Europe/Berlin",
                                    "daysBefore", List.of(),
                                    "kinds", List.of("delivery")))
                    .expect(200);
        }
    }

    static Pair meet(String url, int number) {
        Address address = new Address(url, url);
        Side ada = Side.of(url, "Ada" + number);
        Side bea = Side.of(url, "Bea" + number);
        return new Pair(
                ada, bea, TwoParties.meet(ada.at(address), bea.at(address)).ledger());
    }

    /** Both are told by mail what waits for them. */
    void areReminded(String url, MailServer mails) throws Violation {
        Address address = new Address(url, url);
        ada.isReminded(address, mails);
        bea.isReminded(address, mails);
    }
}
