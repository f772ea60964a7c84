package dev.kept.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.endtoend.Person.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Both sides, somebody who joins and leaves again and again, a mediator who is admitted and dismissed again and again, and a stranger ask at once, in several
 * ledgers: each is answered as their role at that moment has it, and nothing stands in a record that its author had no right to. {@code
 * -Dkept.roles.seconds} says for how long.
 */
@Tag("long")
class RolesAtOnceTest {

    private static final Duration LENGTH = Duration.ofSeconds(Long.getLong("kept.roles.seconds", 60));
    private static final int LEDGERS = 4;
    private static final int REST_MILLIS = 30;
    private static final int STAY_MILLIS = 1_500;
    private static final Map<String, Object> NOTHING = Map.of();
    private static final List<String> READ =
            List.of("", "/entries", "/document", "/dashboard", "/commitments", "/export?format=jsonl", "/tree-head");
    private static final Pattern MARKER = Pattern.compile("said-[0-9]+-by-[a-z]+-in-[0-9]");

    @TempDir
    Path data;

    private final AtomicLong numbers = new AtomicLong();
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    private final AtomicInteger allowed = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private volatile boolean over;

    /** What somebody may do in a ledger. */
    private enum Role {
        MEMBER,
        MEDIATOR,
        NONE
    }

    /** Somebody in one ledger, whose role changes. */
    private static final class Part {
        private final Account account;
        private final String name;
        /** Null while it changes: then either answer is right. */
        private volatile Role role;
        /** How often it has begun to change. */
        private final AtomicInteger changes = new AtomicInteger();

        Part(Account account, String name, Role role) {
            this.account = account;
            this.name = name;
            this.role = role;
        }

        Person person() {
            return account.person();
        }

        void begins() {
            changes.incrementAndGet();
            role = null;
        }
    }

    @Test
    void each_is_answered_as_their_role_at_that_moment_has_it() throws Exception {
        try (RunningKept kept = RunningKept.up(data)) {
            List<Thread> threads = new ArrayList<>();
            List<TwoParties> ledgers = new ArrayList<>();
            List<Part> adas = new ArrayList<>();
            Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
            Account stranger = account(kept, "stranger", 0);
            for (int i = 0; i < LEDGERS; i++) {
                Part ada = new Part(account(kept, "ada", i), "ada", Role.MEMBER);
                Part bea = new Part(account(kept, "bea", i), "bea", Role.MEMBER);
                Part dan = new Part(account(kept, "dan", i), "dan", Role.NONE);
                Part mira = new Part(account(kept, "mira", i), "mira", Role.NONE);
                TwoParties parties = TwoParties.meet(ada.person(), bea.person());
                bea.person().getOnceThere(2, parties.path(""));
                ledgers.add(parties);
                adas.add(ada);
                Random random = new Random(i);
                threads.add(Thread.ofVirtual().start(() -> comesAndGoes(parties, ada, dan, random)));
                threads.add(Thread.ofVirtual().start(() -> isAdmittedAndDismissed(parties, ada, bea, mira, random)));
                for (Part each : List.of(ada, bea, dan, dan, mira, mira, new Part(stranger, "stranger", Role.NONE))) {
                    int ledger = i;
                    long seed = random.nextLong();
                    threads.add(Thread.ofVirtual()
                            .start(() -> asks(parties, ledger, each, new Random(seed), acknowledged)));
                }
            }

            Thread.sleep(LENGTH);
            over = true;
            for (Thread thread : threads) {
                thread.join(Duration.ofMinutes(2));
            }

            assertThat(wrong).isEmpty();
            assertThat(allowed.get()).as("what was allowed").isGreaterThan(100);
            assertThat(refused.get()).as("what was refused").isGreaterThan(100);
            Set<String> recorded = new HashSet<>();
            for (int i = 0; i < LEDGERS; i++) {
                String export = wholeOf(ledgers.get(i), adas.get(i).person());
                Matcher marker = MARKER.matcher(export);
                while (marker.find()) {
                    recorded.add(marker.group());
                    assertThat(marker.group()).as("a text of another ledger").endsWith("-in-" + i);
                }
            }
            assertThat(recorded).as("what stands in the records").containsExactlyInAnyOrderElementsOf(acknowledged);
            System.out.printf("%d allowed, %d refused, %d recorded%n", allowed.get(), refused.get(), recorded.size());
        }
    }

    private static Account account(RunningKept kept, String name, int number) {
        return Account.open(kept.url(), name, name + number + "@example.org");
    }

    private static String wholeOf(TwoParties parties, Person ada) {
        long head = ada.post(parties.path("/wins"), Map.of("title", "All of it"))
                .expect(201)
                .body()
                .get("sequence")
                .asLong();
        return ada.getOnceThere(head, parties.path("/export?format=markdown"))
                .response()
                .body();
    }

    private void comesAndGoes(TwoParties parties, Part ada, Part dan, Random random) {
        while (!over) {
            dan.begins();
            Answer invited = ada.person().post(parties.path("/member-invitations"), NOTHING);
            Answer joined = dan.person()
                    .post(
                            parties.path("/invitations/" + invited.text("invitation") + "/acceptance"),
                            Map.of("secret", invited.text("secret")))
                    .expect(200);
            becomes(parties, ada, dan, joined, Role.MEMBER, random);
            dan.begins();
            Person who = random.nextBoolean() ? ada.person() : dan.person();
            Answer left = who.post(parties.path("/members/" + dan.person().member() + "/removal"), NOTHING)
                    .expect(200);
            becomes(parties, ada, dan, left, Role.NONE, random);
        }
    }

    private void isAdmittedAndDismissed(TwoParties parties, Part ada, Part bea, Part mira, Random random) {
        while (!over) {
            mira.begins();
            Answer proposed = ada.person()
                    .post(parties.path("/mediators"), Map.of("mediatorName", "Mira"))
                    .expect(201);
            mira.person()
                    .post(
                            parties.path("/invitations/" + proposed.text("invitation") + "/acceptance"),
                            Map.of("secret", proposed.text("secret"), "interests", "None."))
                    .expect(200);
            String of = parties.path("/mediators/" + proposed.text("id"));
            ada.person().post(of + "/admission", NOTHING).expect(200);
            Answer admitted = bea.person().post(of + "/admission", NOTHING).expect(200);
            becomes(parties, ada, mira, admitted, Role.MEDIATOR, random);
            mira.begins();
            Answer dismissed = random.nextBoolean()
                    ? bea.person().post(of + "/dismissal", NOTHING).expect(200)
                    : mira.person().post(of + "/standing-down", NOTHING).expect(200);
            becomes(parties, ada, mira, dismissed, Role.NONE, random);
        }
    }

    /** Queries know it as soon as the read side does. */
    private static void becomes(TwoParties parties, Part ada, Part part, Answer by, Role role, Random random) {
        ada.person().getOnceThere(by.body().get("sequence").asLong(), parties.path(""));
        part.role = role;
        rest(random.nextInt(STAY_MILLIS));
    }

    private void asks(TwoParties parties, int ledger, Part part, Random random, Queue<String> acknowledged) {
        while (!over) {
            int changes = part.changes.get();
            Role role = part.role;
            if (random.nextInt(3) > 0) {
                String query = READ.get(random.nextInt(READ.size()));
                Answer answer = part.person().get(parties.path(query));
                judge(part, role, changes, "GET " + query, answer, role == Role.NONE ? 404 : 200);
            } else {
                boolean finding = random.nextInt(3) == 0;
                String marker = "said-%d-by-%s-in-%d".formatted(numbers.incrementAndGet(), part.name, ledger);
                Answer answer = finding
                        ? part.person().post(parties.path("/findings"), Map.of("text", marker))
                        : part.person()
                                .post(parties.path("/lessons"), Map.of("learned", marker, "differently", "Ask first"));
                if (answer.status() == 201) {
                    acknowledged.add(marker);
                }
                int expected = role == Role.NONE ? 404 : finding == (role == Role.MEDIATOR) ? 201 : 409;
                judge(part, role, changes, finding ? "a finding" : "a lesson", answer, expected);
            }
            rest(random.nextInt(REST_MILLIS));
        }
    }

    /** @param role at the time of asking; what is answered while it changes says nothing */
    private void judge(Part part, Role role, int changes, String what, Answer answer, int expected) {
        int status = answer.status();
        (status < 300 ? allowed : refused).incrementAndGet();
        boolean busy = status == 429 || status == 503;
        if (role != null && part.changes.get() == changes && !busy && status != expected) {
            wrong.add("%s, %s, was answered %d to %s instead of %d: %s"
                    .formatted(part.name, role, status, what, expected, code(answer)));
        }
    }

    private static String code(Answer answer) {
        if (answer.status() < 400) {
            return "";
        }
        JsonNode code = answer.body().get("code");
        return code == null ? "" : code.asString();
    }

    private static void rest(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
