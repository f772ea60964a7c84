package dev.kept.cli;

import dev.kept.client.ApiException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What every command that records something can be told, and how it is sent: under a key, so that it is recorded once. */
final class Recording {

    private static final List<Integer> WAITS_IN_MILLIS = List.of(500, 2000);

    @Option(
            names = "--idempotency-key",
            paramLabel = "KEY",
            description =
                    "Repeating the same command under the same key records nothing more and answers the same. Name"
                            + " what it is about, e.g. the id of a job.")
    private @Nullable String key;

    @Option(
            names = "--instructed-by",
            paramLabel = "ID",
            description = "The person on whose instruction this is recorded; stands in the entry.")
    private @Nullable UUID instructedBy;

    /** One request of the generated client. */
    interface Call<T> {
        T send(String key) throws ApiException;
    }

    @Nullable
    UUID instructedBy() {
        return instructedBy;
    }

    <T> T once(World world, Access access, Call<T> call) {
        String used = key == null ? "kept-" + UUID.randomUUID() : key;
        try {
            return under(world, used, call);
        } catch (ApiException e) {
            Failure failure = Refusals.of(access.url(), e);
            if (!Refusals.mayBeTriedAgain(e)) {
                throw failure;
            }
            throw new Failure(
                    failure.exitCode(),
                    failure.sentences() + "\nWe could not tell whether this was recorded. Repeat the command with"
                            + " --idempotency-key " + used + ": then it is recorded once.",
                    e);
        }
    }

    /** Tried again after a moment where that may help; the key makes that harmless. */
    static <T> T under(World world, String key, Call<T> call) throws ApiException {
        for (int wait : WAITS_IN_MILLIS) {
            try {
                return call.send(key);
            } catch (ApiException e) {
                if (!Refusals.mayBeTriedAgain(e)) {
                    throw e;
                }
                pause(world, wait);
            }
        }
        return call.send(key);
    }

    private static void pause(World world, int millis) {
        try {
            world.pause().millis(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(ExitCode.FAILED, "Interrupted.", e);
        }
    }
}
