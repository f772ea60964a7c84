package dev.kept.endtoend.crash;

import dev.kept.endtoend.Account;
import dev.kept.endtoend.Person;
import dev.kept.endtoend.TwoParties;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Two people, one on each side of a ledger, who work in it at once. */
record Pair(Side ada, Side bea, String ledger) {

    /**
     * One of them.
     *
     * @param delivered what this side has delivered and the other one may confirm: paths of commitments
     */
    record Side(Account account, Queue<String> delivered) {
        Person at(String url) {
            return account.at(url);
        }
    }

    static Pair meet(String url, int number) {
        Side ada = new Side(
                Account.open(url, "Ada" + number, "ada" + number + "@example.org"), new ConcurrentLinkedQueue<>());
        Side bea = new Side(
                Account.open(url, "Bea" + number, "bea" + number + "@example.org"), new ConcurrentLinkedQueue<>());
        return new Pair(ada, bea, TwoParties.meet(ada.at(url), bea.at(url)).ledger());
    }
}
