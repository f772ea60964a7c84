package dev.kept.projections.pages;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the API answered instead of doing what it was asked. */
final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int status;
    private final transient Doc problem;

    Refused(int status, Doc problem) {
        super("the API answered " + status);
        this.status = status;
        this.problem = problem;
    }

    int status() {
        return status;
    }

    String code() {
        return problem.string("code");
    }

    String sentence() {
        String detail = problem.text("detail");
        return detail == null ? "This cannot be recorded." : detail;
    }

    /** What the API gave with it; null when it did not. */
    @Nullable
    String fact(String name) {
        return problem.text("facts/" + name);
    }

    List<Doc> errors() {
        return problem.list("errors");
    }
}
