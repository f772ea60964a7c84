package dev.kept.cli;

import dev.kept.client.ApiException;
import java.io.IOException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Problems of the API (RFC 9457) as sentences, with every field that is wrong. */
final class Refusals {

    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int TIMEOUT = 408;
    private static final int TOO_MANY = 429;
    private static final int SERVER = 500;

    private Refusals() {}

    static Failure of(String url, ApiException refused) {
        if (refused.getCause() instanceof IOException unreachable) {
            return Access.unreachable(url, unreachable);
        }
        if (refused.getCause() instanceof JacksonException) {
            return unreadable();
        }
        return of(refused.getCode(), refused.getResponseBody());
    }

    static Failure of(int status, String body) {
        return new Failure(exitCode(status), sentences(status, body));
    }

    /** Not the parser's message: it quotes what it read. */
    static Failure unreadable() {
        return new Failure(
                ExitCode.FAILED,
                "The answer is not one that this client can read: is it Kept, and no older than this?");
    }

    static boolean mayBeTriedAgain(ApiException refused) {
        return refused.getCause() instanceof IOException || exitCode(refused.getCode()) == ExitCode.TRY_AGAIN;
    }

    private static int exitCode(int status) {
        if (status == UNAUTHORIZED || status == FORBIDDEN) {
            return ExitCode.NOT_SIGNED_IN;
        }
        return status == TIMEOUT || status == TOO_MANY || status >= SERVER ? ExitCode.TRY_AGAIN : ExitCode.REFUSED;
    }

    private static String sentences(int status, String body) {
        JsonNode problem;
        try {
            problem = JsonMapper.shared().readTree(body == null ? "" : body);
        } catch (JacksonException e) {
            return "Kept answered with status " + status + ".";
        }
        String detail = problem.path("detail").asString("");
        if (detail.isEmpty()) {
            return "Kept answered with status " + status + ".";
        }
        StringBuilder said = new StringBuilder(detail)
                .append(" [")
                .append(problem.path("code").asString(""))
                .append(']');
        for (JsonNode error : problem.path("errors")) {
            said.append("\n  ")
                    .append(error.path("pointer").asString("").replaceFirst("^#/", ""))
                    .append(": ")
                    .append(error.path("detail").asString(""));
        }
        return said.toString();
    }
}
