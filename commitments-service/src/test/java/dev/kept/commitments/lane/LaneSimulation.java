package dev.kept.commitments.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.commitments.eventstore.EntryKey;
import dev.kept.commitments.eventstore.EntryRow;
import dev.kept.commitments.eventstore.RepeatedCommand;
import dev.kept.commitments.eventstore.StoreUnavailable;
import dev.kept.commitments.eventstore.StoreUnavailable.Effect;
import dev.kept.commitments.lane.Counting.Ask;
import dev.kept.commitments.lane.Counting.Count;
import dev.kept.commitments.lane.Counting.Refused;
import dev.kept.commitments.lane.Counting.What;
import dev.kept.http.tracing.Traces;
import dev.kept.transparency.tree.Hash;
import dev.kept.transparency.tree.RightEdge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import org.axonframework.commandhandling.CommandMessage;
import org.jspecify.annotations.Nullable;

/**
 * Two processes whose lanes write to one store, and people who ask them for things, one step after the other in one thread: what happens next is drawn
 * from a seed. What is answered is held against a plain list of what every command has to come to.
 */
final class LaneSimulation {

    private static final int STEPS = 60;
    private static final int LEDGERS = 3;
    private static final int PEOPLE = 6;
    private static final int MOST_ATTEMPTS = 4;
    private static final int MOST_FAILURES_IN_A_HUNDRED = 30;
    private static final BatchSizes SIZES = new BatchSizes(new SimpleMeterRegistry());
    private static final List<What> ASKED = List.of(
            What.OPEN, What.RECORD, What.RECORD, What.RECORD, What.RECORD_TWO, What.READ, What.REFUSE, What.TOO_LONG);

    private final Random random;
    private final SimulatedStore store;
    private final List<Replica> replicas = new ArrayList<>();
    private final List<Request> requests = new ArrayList<>();
    private final List<Request> waiting = new ArrayList<>();
    private final Map<UUID, Request> byEvent = new HashMap<>();

    LaneSimulation(long seed) {
        random = new Random(seed);
        store = new SimulatedStore(random, random.nextInt(MOST_FAILURES_IN_A_HUNDRED));
        replicas.add(new Replica());
        replicas.add(new Replica());
    }

    /** What somebody asks for, and all that is known of it. */
    private static final class Request {
        private final UUID ledger;
        private final What what;
        private final @Nullable UUID id;
        private @Nullable KnownLedger<Count> loaded;
        private @Nullable LaneCommand<Count> queued;
        private int attempts;
        private Outcome outcome = Outcome.NONE;
        private long answer = -1;

        Request(UUID ledger, What what, @Nullable UUID id) {
            this.ledger = ledger;
            this.what = what;
            this.id = id;
        }

        @Override
        public String toString() {
            return what + " of " + ledger.getLeastSignificantBits() + (id == null ? "" : " as " + id) + ": " + outcome;
        }
    }

    private enum Outcome {
        NONE,
        ANSWERED,
        REFUSED,
        REPEATED,
        NOT_RECORDED,
        UNKNOWN
    }

    /** A process of the service, as long as it lives. */
    private final class Replica {
        private final KnownLedgers<Count> known = new KnownLedgers<>(1 << (13 + random.nextInt(8)), new Model());
        private final LaneBatches<Count> batches =
                new LaneBatches<>(new Model(), known, store, SIZES, new CommandSpans(Traces.off()));
        private final List<Request> queue = new ArrayList<>();
    }

    void run() {
        for (int step = 0; step < STEPS; step++) {
            step();
        }
        end();
        store.recover();
        for (Replica replica : replicas) {
            for (int number = 0; number < LEDGERS; number++) {
                checkGoesOn(replica, new UUID(0, number));
            }
        }
        check();
    }

    /** Nobody asks for anything more; what is under way comes to an end. */
    private void end() {
        while (!waiting.isEmpty() || replicas.stream().anyMatch(replica -> !replica.queue.isEmpty())) {
            waiting.stream().toList().forEach(this::load);
            replicas.forEach(this::process);
        }
    }

    /** Whatever went wrong before, and whatever the other process has written meanwhile: now it records. */
    private void checkGoesOn(Replica replica, UUID ledger) {
        Request request = new Request(ledger, store.of(ledger).isEmpty() ? What.OPEN : What.RECORD, null);
        requests.add(request);
        waiting.add(request);
        while (request.outcome == Outcome.NONE) {
            load(request, replica);
            process(replica);
        }
        assertThat(request.outcome).as("%s", request).isEqualTo(Outcome.ANSWERED);
    }

    private void step() {
        switch (random.nextInt(10)) {
            case 0, 1, 2, 3 -> ask();
            case 4, 5, 6 -> {
                if (!waiting.isEmpty()) {
                    load(waiting.get(random.nextInt(waiting.size())));
                }
            }
            case 7, 8 -> process(replicas.get(random.nextInt(replicas.size())));
            default -> {
                if (random.nextInt(4) == 0) {
                    crash(random.nextInt(replicas.size()));
                }
            }
        }
    }

    private void ask() {
        if (waiting.size() >= PEOPLE) {
            return;
        }
        Request request;
        if (!requests.isEmpty() && random.nextInt(4) == 0) {
            // Repeated under its key, whatever became of it.
            Request before = requests.get(random.nextInt(requests.size()));
            request = new Request(before.ledger, before.what, before.id);
        } else {
            What what = ASKED.get(random.nextInt(ASKED.size()));
            UUID id = random.nextInt(3) == 0 ? null : new UUID(random.nextLong(), requests.size());
            request = new Request(new UUID(0, random.nextInt(LEDGERS)), what, id);
        }
        requests.add(request);
        waiting.add(request);
    }

    /** As its caller does before it joins the queue: reads the ledger where that is not known. */
    private void load(Request request) {
        load(request, replicas.get(random.nextInt(replicas.size())));
    }

    private void load(Request request, Replica replica) {
        waiting.remove(request);
        if (request.what != What.OPEN) {
            KnownLedger<Count> ledger = replica.known.get(request.ledger);
            if (ledger == null) {
                if (store.fails()) {
                    request.outcome = Outcome.NOT_RECORDED;
                    return;
                }
                ledger = new Model().load(request.ledger);
                if (ledger == null) {
                    request.outcome = Outcome.REFUSED;
                    return;
                }
                replica.known.loaded(request.ledger, ledger);
            }
            request.loaded = ledger;
        }
        replica.queue.add(request);
    }

    /** Some of those that wait share a batch. */
    private void process(Replica replica) {
        if (replica.queue.isEmpty()) {
            return;
        }
        List<Request> taken = List.copyOf(replica.queue.subList(0, 1 + random.nextInt(replica.queue.size())));
        replica.queue.removeAll(taken);
        List<LaneCommand<Count>> commands = taken.stream().map(this::queued).toList();
        try {
            replica.batches.process(commands);
        } catch (IllegalStateException e) {
            // As the lane does.
            replica.batches.giveUp(commands);
        }
        taken.forEach(this::understand);
    }

    private LaneCommand<Count> queued(Request request) {
        CommandMessage<?> message = request.id == null
                ? Counting.ask(request.ledger, request.what)
                : Counting.ask(request.ledger, request.what, request.id);
        LaneCommand<Count> command = new LaneCommand<>(message, request.loaded, null);
        assertThat(command.take()).isTrue();
        request.queued = command;
        return command;
    }

    private void understand(Request request) {
        switch (Objects.requireNonNull(request.queued).completion()) {
            case LaneCommand.Answered(Object answer) -> {
                request.outcome = Outcome.ANSWERED;
                request.answer = (Long) Objects.requireNonNull(answer);
                checkAnswer(request);
            }
            case LaneCommand.Failed(Throwable failure) -> {
                request.outcome = outcomeOf(failure);
                checkFailure(request);
            }
            case LaneCommand.Overtaken() -> overtaken(request);
        }
    }

    private void overtaken(Request request) {
        request.attempts++;
        if (request.what == What.OPEN && request.id != null && store.holds(request.ledger, request.id)) {
            request.outcome = Outcome.REPEATED;
        } else if (request.attempts == MOST_ATTEMPTS) {
            request.outcome = Outcome.NOT_RECORDED;
            checkFailure(request);
        } else {
            waiting.add(request);
        }
    }

    private static Outcome outcomeOf(Throwable failure) {
        return switch (failure) {
            case RepeatedCommand ignored -> Outcome.REPEATED;
            case StoreUnavailable e -> e.effect() == Effect.UNKNOWN ? Outcome.UNKNOWN : Outcome.NOT_RECORDED;
            default -> Outcome.REFUSED;
        };
    }

    /** It ends, and another one comes in its place: who waits learns nothing, and what was not taken up is not recorded. */
    private void crash(int number) {
        replicas.get(number).queue.forEach(request -> request.outcome = Outcome.NOT_RECORDED);
        replicas.set(number, new Replica());
    }

    /** By the time of an answer everything that follows from it is in the store. */
    private void checkAnswer(Request request) {
        List<EntryRow> ledger = store.of(request.ledger);
        int length = lengthOf(request.what);
        assertThat(request.answer + length).as("%s is stored", request).isLessThanOrEqualTo(ledger.size());
        for (int i = 0; i < length; i++) {
            assertThat(byEvent.get(ledger.get((int) request.answer + i).event()))
                    .as("what stands where %s was told", request)
                    .isSameAs(request);
        }
        assertThat(entriesOf(request)).as("entries of %s", request).isEqualTo(length);
    }

    private void checkFailure(Request request) {
        long entries = entriesOf(request);
        switch (request.outcome) {
            case REFUSED, NOT_RECORDED ->
                assertThat(entries).as("entries of %s", request).isZero();
            case REPEATED ->
                assertThat(store.holds(request.ledger, Objects.requireNonNull(request.id)))
                        .as("the one that %s repeats is stored", request)
                        .isTrue();
            default -> assertThat(entries).as("entries of %s", request).isIn(0L, (long) lengthOf(request.what));
        }
    }

    /** When all is over: each command once and whole or not at all, and the trees are those of the statements. */
    private void check() {
        requests.forEach(request -> {
            assertThat(request.outcome).as("%s", request).isNotEqualTo(Outcome.NONE);
            if (request.outcome == Outcome.ANSWERED) {
                checkAnswer(request);
            } else {
                checkFailure(request);
            }
        });
        for (int number = 0; number < LEDGERS; number++) {
            UUID ledger = new UUID(0, number);
            RightEdge edge = RightEdge.EMPTY;
            Map<UUID, Long> ids = new HashMap<>();
            for (EntryRow row : store.of(ledger)) {
                edge = edge.append(Hash.ofLeaf(row.statement()));
                if (row.command() != null && row.commandIndex() == 0) {
                    ids.merge(row.command(), 1L, Long::sum);
                }
            }
            assertThat(store.edge(ledger)).as("the tree of ledger %s", number).isEqualTo(edge);
            assertThat(ids.values()).as("how often each command is stored").allMatch(times -> times == 1);
        }
    }

    private long entriesOf(Request request) {
        return store.of(request.ledger).stream()
                .filter(row -> byEvent.get(row.event()) == request)
                .count();
    }

    private static int lengthOf(What what) {
        return switch (what) {
            case OPEN, RECORD, TOO_LONG -> 1;
            case RECORD_TWO -> 2;
            default -> 0;
        };
    }

    /** Ledgers that know only how many entries they have. */
    private final class Model implements LedgerModel<Count> {

        @Override
        public Count unopened() {
            return new Count(0, false);
        }

        @Override
        public @Nullable KnownLedger<Count> load(UUID ledger) {
            int size = store.of(ledger).size();
            return size == 0 ? null : new KnownLedger<>(new Count(size, false), size - 1, store.edge(ledger), -1);
        }

        @Override
        public long last(UUID ledger) {
            return store.of(ledger).size() - 1L;
        }

        @Override
        public Decision<Count> decide(UUID ledger, Count state, CommandMessage<?> command) {
            Ask ask = (Ask) command.getPayload();
            if (ask.what() == What.REFUSE) {
                throw new Refused("asked for");
            }
            Request request = requests.stream()
                    .filter(each -> each.queued != null && each.queued.message() == command)
                    .findFirst()
                    .orElseThrow();
            List<EntryRow> rows = new ArrayList<>();
            for (int i = 0; i < lengthOf(ask.what()); i++) {
                rows.add(row(ledger, state.entries() + i, request, i));
            }
            return new Decision<>(state.entries(), new Count(state.entries() + rows.size(), false), rows);
        }

        private EntryRow row(UUID ledger, long sequence, Request request, int index) {
            UUID event = new UUID(random.nextLong(), random.nextLong());
            byEvent.put(event, request);
            byte[] statement = new byte[request.what == What.TOO_LONG ? SimulatedStore.LONGEST + 1 : Long.BYTES];
            statement[0] = (byte) event.getLeastSignificantBits();
            return new EntryRow(
                    new EntryKey(ledger, sequence),
                    event,
                    "simulated",
                    Instant.EPOCH,
                    request.id,
                    index,
                    null,
                    statement,
                    List.of());
        }

        @Override
        public int writtenLength(UUID ledger, Count state) {
            return 100;
        }

        @Override
        public long committed(UUID ledger, Count state, long last, long snapshot) {
            return snapshot;
        }

        @Override
        public void left(UUID ledger, Count state, long last, long snapshot) {}
    }
}
