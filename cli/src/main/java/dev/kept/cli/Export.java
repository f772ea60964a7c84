package dev.kept.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** By hand rather than by the generated client, which would hold the whole ledger in memory. */
@Command(name = "export", description = "Write the whole ledger into a file: whole, or not at all.")
final class Export implements Callable<Integer> {

    private static final int OK = 200;

    private final World world;

    @Mixin
    private Target target = new Target();

    @Mixin
    private AtLeast atLeast = new AtLeast();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description =
                    "${COMPLETION-CANDIDATES}. jsonl (the default): each entry with its statement's bytes. csv: one"
                            + " table for each kind, as a zip. proof: a zip that 'kept verify' checks.",
            defaultValue = "jsonl")
    private Format format = Format.jsonl;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Where to; the standard output when absent.")
    private @Nullable Path output;

    /** As they are typed. */
    enum Format {
        jsonl,
        csv,
        markdown,
        proof
    }

    Export(World world) {
        this.world = world;
    }

    @Override
    public Integer call() {
        UUID ledger = target.ledger(world);
        Access access = target.open(world);
        String path = "/api/ledgers/" + ledger + (format == Format.proof ? "/proof" : "/export?format=" + format);
        HttpResponse<InputStream> answer;
        try {
            answer = access.get(path, atLeast.sequence(), BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw Access.unreachable(access.url(), e);
        }
        try (InputStream body = answer.body()) {
            if (answer.statusCode() != OK) {
                throw Refusals.of(answer.statusCode(), new String(body.readAllBytes(), StandardCharsets.UTF_8));
            }
            if (output == null) {
                body.transferTo(world.out());
                world.out().flush();
            } else {
                write(body, output.toAbsolutePath());
            }
            return ExitCode.DONE;
        } catch (IOException e) {
            throw new Failure(
                    ExitCode.TRY_AGAIN,
                    "The export ended before it was whole" + (output == null ? ": " : "; no file was written: ")
                            + e.getMessage(),
                    e);
        }
    }

    private void write(InputStream body, Path file) throws IOException {
        Path folder = file.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new Failure(ExitCode.USAGE, "There is no folder " + folder + ".");
        }
        Path part = Files.createTempFile(folder, ".kept", ".part");
        try {
            Files.copy(body, part, StandardCopyOption.REPLACE_EXISTING);
            if (format == Format.jsonl && !isWhole(part)) {
                throw new IOException("the last line does not say how many entries there are");
            }
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** The last line of a whole export counts the entries. */
    private static boolean isWhole(Path file) throws IOException {
        String last = "";
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                last = line;
            }
        }
        try {
            return JsonMapper.shared().readTree(last).path("entries").isNumber();
        } catch (JacksonException e) {
            return false;
        }
    }
}
