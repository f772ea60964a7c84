package dev.kept.benchmarks;

import dev.kept.commitments.eventstore.MeasuredStore;
import dev.kept.commitments.notary.MeasuredHeads;
import dev.kept.commitments.relay.KafkaSettings;
import dev.kept.events.Actor;
import dev.kept.events.CommitmentEvent.UpdateDelivered;
import dev.kept.events.Entry;
import dev.kept.events.Side;
import dev.kept.local.Folders;
import dev.kept.transparency.tree.RightEdge;
import dev.kept.transparency.verify.Verify;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What it costs that the record can be proven: appends with roots and heads beside appends without, receipts, and checking exports. */
final class Proof implements Benchmark {

    private static final int[] COMMANDS_IN_A_BATCH = {2, 64};
    private static final int SLICES = 3;
    private static final int WARM_UPS = 2;
    private static final int RECEIPTS = 2_000;
    private static final double SECONDS = 180;
    private static final double MEGABYTE = 1 << 20;
    private static final String RATIO = "ratio";

    private final Infrastructure infrastructure;
    private final Plan plan;
    private final Console console;
    private final Report report;
    private final Clock clock = Clock.systemUTC();
    private final Figures figures = new Figures();
    private final Figures ratios = new Figures();

    Proof(Infrastructure infrastructure, Plan plan, Console console, Report report) {
        this.infrastructure = infrastructure;
        this.plan = plan;
        this.console = console;
        this.report = report;
    }

    @Override
    public String name() {
        return "proof";
    }

    @Override
    public double seconds() {
        return plan.brief() ? SECONDS / 6 : SECONDS;
    }

    @Override
    public void run() throws Exception {
        KafkaSettings kafka = KafkaSettings.at(infrastructure.kafka(), 1);
        try (MeasuredStore without = MeasuredStore.create(infrastructure.freshDatabase(), clock);
                MeasuredStore with = MeasuredStore.create(infrastructure.freshDatabase(), clock)) {
            // It has entries without a root alone: there it would grow with each of them.
            without.asOwner("DROP INDEX commitments.entry_without_root");
            with.asOwner("DROP INDEX commitments.entry_without_root");
            try (MeasuredHeads heads = MeasuredHeads.start(with, kafka)) {
                while (!heads.publishes()) {
                    TimeUnit.MILLISECONDS.sleep(20);
                }
                appends(without, with);
                receipts(with, heads);
            }
        }
        Path folder = Files.createTempDirectory("kept-exports");
        try {
            speed(LargeExport.write(folder.resolve("speed"), plan.size(100_000, 2_000)));
            memory(folder.resolve("memory"), plan.size(1_000_000, 5_000));
        } finally {
            Folders.delete(folder);
        }
        report.add(
                figures.table("Proof", "what"),
                "Appends: entries with one text, written as a lane does, so many commands in a batch, each of another ledger; no command is decided, so what"
                        + " roots cost weighs more here than in the service. With roots and heads, a notary signs heads of"
                        + " all these ledgers each second and publishes them. Receipts: under the newest head, without HTTP."
                        + " Memory: at most resident, of a verifier as './kept verify' starts it.");
        report.add(ratios.table("Proof, compared", "ratio (goal)"), "Each is of two moments of one round.");
    }

    private void appends(MeasuredStore without, MeasuredStore with) {
        int rounds = plan.brief() ? 1 : plan.rounds() * SLICES;
        for (int round = -WARM_UPS; round < rounds; round++) {
            for (int commands : COMMANDS_IN_A_BATCH) {
                double off = append(without, null, commands, "appends without, %d in a batch", round);
                double on =
                        append(with, new HashMap<>(), commands, "appends with roots and heads, %d in a batch", round);
                if (round >= 0) {
                    ratios.add("appends with ÷ without, %d in a batch (0.95)".formatted(commands), RATIO, on / off);
                }
            }
        }
    }

    private double append(
            MeasuredStore store, @Nullable Map<UUID, RightEdge> trees, int commands, String row, int round) {
        List<UUID> ledgers = Stream.generate(UUID::randomUUID).limit(commands).toList();
        UUID member = UUID.randomUUID();
        long sequence = 0;
        long began = System.nanoTime();
        long end = began + (long) (plan.window() / SLICES * 1e9);
        while (System.nanoTime() < end) {
            long next = sequence++;
            store.store(
                    ledgers.stream().map(ledger -> update(ledger, next, member)).toList(), trees);
        }
        double rate = sequence * commands * 1e9 / (System.nanoTime() - began);
        long[] counted = store.counted(ledgers);
        if (counted[0] != sequence * commands || counted[1] != (trees == null ? 0 : counted[0])) {
            throw new IllegalStateException("stored %d, but there are %d entries, %d of them with a root"
                    .formatted(sequence * commands, counted[0], counted[1]));
        }
        if (round >= 0) {
            figures.add(row.formatted(commands), "per second", rate);
        }
        console.done(plan.window() / SLICES, "%s: %s/s".formatted(row.formatted(commands), Spread.number(rate)));
        return rate;
    }

    private Entry update(UUID ledger, long sequence, UUID member) {
        return new Entry(
                ledger,
                sequence,
                UUID.randomUUID(),
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                new Actor.Member(member, Side.A),
                new UpdateDelivered(ledger, 1, AppendPath.Client.TEXT, 50, null, false));
    }

    private void receipts(MeasuredStore store, MeasuredHeads heads) throws Exception {
        int size = plan.size(100_000, 2_000);
        UUID ledger = UUID.randomUUID();
        store.fill(BusyLedger.entries(ledger, UUID.randomUUID(), UUID.randomUUID(), 1, size, clock.instant()));
        Random random = new Random(1);
        for (int round = -1; round < plan.rounds(); round++) {
            Latencies latencies = new Latencies();
            for (int i = 0; i < plan.size(RECEIPTS, 100); i++) {
                long began = System.nanoTime();
                long signed = heads.receipt(ledger, random.nextInt(size));
                latencies.add(System.nanoTime() - began);
                if (signed != size) {
                    throw new IllegalStateException("a receipt is under a head of %d entries".formatted(signed));
                }
            }
            if (round >= 0) {
                String row = "a receipt of a ledger of %,d".formatted(size);
                figures.add(row, "p50, ms", latencies.quantile(0.5));
                figures.add(row, "p99, ms", latencies.quantile(0.99));
            }
        }
        console.done(plan.brief() ? 1 : 30, "receipts");
    }

    private void speed(LargeExport export) throws IOException {
        String row = "checking an export";
        for (int round = -WARM_UPS; round < plan.rounds(); round++) {
            long began = System.nanoTime();
            long bytes = export.hashBytes();
            long hashed = System.nanoTime();
            requireHolds(
                    Verify.run(List.of("--key", export.key(), export.folder().toString()), nowhere(), nowhere()));
            long verified = System.nanoTime();
            if (round >= 0) {
                figures.add("hashing its bytes with one thread", "MB/s", bytes / MEGABYTE * 1e9 / (hashed - began));
                figures.add(row, "MB/s", bytes / MEGABYTE * 1e9 / (verified - hashed));
                ratios.add(
                        "checking ÷ hashing, in speed (0.5)", RATIO, (double) (hashed - began) / (verified - hashed));
            }
        }
        console.done(plan.brief() ? 2 : 25, row);
    }

    private void memory(Path folder, int entries) throws Exception {
        LargeExport export = LargeExport.write(folder, entries);
        long began = System.nanoTime();
        Process verifier = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx320m",
                        "-XX:+UseSerialGC",
                        "--limit-modules",
                        "java.base",
                        "-cp",
                        verifierJar(),
                        Verify.class.getName(),
                        "--key",
                        export.key(),
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        long peak = 0;
        while (verifier.isAlive()) {
            peak = Math.max(peak, resident(verifier.pid()));
            TimeUnit.MILLISECONDS.sleep(20);
        }
        requireHolds(verifier.exitValue());
        String row = "checking %,d entries (at most 512 MB)".formatted(entries);
        figures.add(row, "resident, MB", peak / MEGABYTE);
        figures.add(row, "s", (System.nanoTime() - began) / 1e9);
        console.done(plan.brief() ? 2 : 60, row);
    }

    private static void requireHolds(int code) {
        if (code != Verify.HOLDS) {
            throw new IllegalStateException("the verifier ended with " + code);
        }
    }

    private static String verifierJar() throws URISyntaxException {
        return Path.of(Verify.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toString();
    }

    /** In bytes; 0 where the system does not say, or the process has just ended. */
    private static long resident(long pid) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                    .findFirst()
                    .orElse(0);
        } catch (IOException | UncheckedIOException e) {
            return 0;
        }
    }

    private static PrintStream nowhere() {
        return new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    }
}
