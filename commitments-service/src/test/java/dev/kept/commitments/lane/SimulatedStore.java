package dev.kept.commitments.lane;

import dev.kept.commitments.eventstore.Append;
import dev.kept.commitments.eventstore.AppendStore;
import dev.kept.commitments.eventstore.EntryRow;
import dev.kept.commitments.eventstore.StoreUnavailable;
import dev.kept.transparency.tree.RightEdge;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/** A store in memory that answers as the event store does, and fails as often as it is told to: before it commits, or after. */
final class SimulatedStore implements AppendStore {

    /** An entry longer than this is refused, as the table does. */
    static final int LONGEST = 65_535;

    private static final String TOO_LONG = "23514";
    private static final String SERIALIZATION = "40001";

    private final Random random;
    private int failuresInAHundred;
    private final Map<UUID, List<EntryRow>> entries = new HashMap<>();
    private final Map<UUID, RightEdge> edges = new HashMap<>();

    /** @param failuresInAHundred how many of a hundred attempts go wrong */
    SimulatedStore(Random random, int failuresInAHundred) {
        this.random = random;
        this.failuresInAHundred = failuresInAHundred;
    }

    @Override
    public Result store(List<Append> appends) {
        boolean fails = fails();
        int how = random.nextInt(5);
        if (fails && how == 0) {
            throw StoreUnavailable.notRecorded("simulated");
        }
        if (fails && how == 1) {
            throw StoreUnavailable.unknown();
        }
        if (fails && how == 2) {
            return new Refused(true, SERIALIZATION);
        }
        Result result = stored(appends);
        if (fails && how == 3) {
            throw StoreUnavailable.unknown();
        }
        if (fails) {
            throw new IllegalStateException("nobody foresaw this");
        }
        return result;
    }

    private Result stored(List<Append> appends) {
        Set<Append> repeated = new HashSet<>();
        Set<UUID> overtaken = new HashSet<>();
        Set<UUID> seen = new HashSet<>();
        for (Append append : appends) {
            UUID command = append.command();
            if (command != null && holds(append.ledger(), command)) {
                repeated.add(append);
            }
            long first = append.rows().getFirst().key().sequence();
            long size = of(append.ledger()).size();
            if (first < size || seen.add(append.ledger()) && first > size) {
                overtaken.add(append.ledger());
            }
        }
        if (!repeated.isEmpty() || !overtaken.isEmpty()) {
            return new InTheWay(repeated, overtaken);
        }
        if (appends.stream()
                .flatMap(append -> append.rows().stream())
                .anyMatch(row -> row.statement().length > LONGEST)) {
            return new Refused(false, TOO_LONG);
        }
        for (Append append : appends) {
            List<EntryRow> ledger = entries.computeIfAbsent(append.ledger(), id -> new ArrayList<>());
            for (EntryRow row : append.rows()) {
                if (row.key().sequence() != ledger.size()) {
                    throw new AssertionError(row + " where " + ledger.size() + " comes next");
                }
                ledger.add(row);
            }
            edges.put(append.ledger(), append.edge());
        }
        return new Stored();
    }

    @Override
    public boolean isRecorded(UUID ledger, UUID command) {
        if (fails()) {
            throw StoreUnavailable.notRecorded("simulated");
        }
        return holds(ledger, command);
    }

    /** From now on nothing goes wrong. */
    void recover() {
        failuresInAHundred = 0;
    }

    boolean holds(UUID ledger, UUID command) {
        return of(ledger).stream().anyMatch(row -> command.equals(row.command()));
    }

    /** Whether the next attempt goes wrong. */
    boolean fails() {
        return random.nextInt(100) < failuresInAHundred;
    }

    List<EntryRow> of(UUID ledger) {
        return entries.getOrDefault(ledger, List.of());
    }

    RightEdge edge(UUID ledger) {
        return edges.getOrDefault(ledger, RightEdge.EMPTY);
    }
}
