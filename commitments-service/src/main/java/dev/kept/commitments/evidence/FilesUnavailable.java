package dev.kept.commitments.evidence;

import dev.kept.http.Problem;
import java.time.Duration;

/** The store of files does not answer, or refuses what it is asked for. Asking again later may succeed. */
final class FilesUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1;

    private static final Duration RETRY = Duration.ofSeconds(10);

    /** @param reason a kind of failure or a code of the store: no name and no address */
    FilesUnavailable(String reason) {
        super(reason, null, false, false);
    }

    /** What the API answers. */
    static Problem problem() {
        return Problem.of(
                        503,
                        "files-unavailable",
                        "Files cannot be reached",
                        "The store of files does not answer just now. Nothing was changed; please try again in a moment.")
                .retryAfter(RETRY);
    }
}
