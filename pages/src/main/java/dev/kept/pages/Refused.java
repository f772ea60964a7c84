package dev.kept.pages;

import dev.kept.wording.Doc;
import dev.kept.wording.Words;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the API answered instead of doing what it was asked. */
final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int status;
    private final transient Doc problem;
    private final boolean whileHalted;

    Refused(int status, Doc problem) {
        this(status, problem, false);
    }

    private Refused(int status, Doc problem, boolean whileHalted) {
        super("the API answered " + status);
        this.status = status;
        this.problem = problem;
        this.whileHalted = whileHalted;
    }

    /** The same, of a halted ledger in which this browser wrote more than is known of it. */
    Refused whileHalted() {
        return new Refused(status, problem, true);
    }

    /** Whether what is said not to exist may well exist, behind what is known of a halted ledger. */
    boolean isWhileHalted() {
        return whileHalted;
    }

    /** Whether what was asked for is not there, or was not asked for in a way that anything could have. */
    boolean isNothingThere() {
        return status == 404 || status == 400;
    }

    int status() {
        return status;
    }

    String code() {
        return problem.string("code");
    }

    /** Whether the ledger cannot be read as far as was asked, and waiting does not help. */
    boolean isHalted() {
        return code().equals("ledger-halted");
    }

    /** What is wrong, in the reader's language. */
    String sentence(Words words) {
        return words.problem(problem);
    }

    /** The same of the first error, where there are any. */
    String first(Words words) {
        return errors().isEmpty() ? sentence(words) : words.problem(errors().getFirst());
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
