package dev.kept.commitments.reflection;

import dev.kept.commitments.reflection.JdbcReflections.PageStart;
import dev.kept.commitments.reflection.JdbcReflections.Selection;
import dev.kept.commitments.reflection.ReflectionBodies.ReviseReflectionBody;
import dev.kept.commitments.reflection.ReflectionBodies.WriteReflectionBody;
import dev.kept.commitments.web.Attempt;
import dev.kept.commitments.web.Attempts;
import dev.kept.commitments.web.Ledgers;
import dev.kept.http.Posted;
import dev.kept.http.Problem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** The rules of reflections: they are their author's, and nobody else learns that there are any. */
@Component
class Reflections {

    static final int MOST_OF_A_PERSON = 2_000;
    private static final int ATTEMPTS = 5;

    private final JdbcReflections reflections;
    private final Ledgers ledgers;
    private final Attempts attempts;
    private final Clock clock;

    Reflections(
            @Qualifier("commitmentsDataSource") DataSource dataSource,
            Ledgers ledgers,
            Attempts attempts,
            Clock clock) {
        this.reflections = new JdbcReflections(dataSource);
        this.ledgers = ledgers;
        this.attempts = attempts;
        this.clock = clock;
    }

    /** Written by somebody who takes part in the ledger now. */
    Reflection write(Posted<WriteReflectionBody> posted) {
        WriteReflectionBody body = posted.body();
        UUID author = posted.caller().member();
        ledgers.roles(body.ledger(), author, Set.of());
        Attempt attempt = attempts.of(posted, "reflections");
        Instant now = now();
        Reflection written = new Reflection(
                attempt.newId(),
                author,
                body.ledger(),
                body.conversation(),
                body.answers(),
                now,
                now,
                1,
                attempt.digest());
        return reflections.write(written, MOST_OF_A_PERSON) ? written : writtenBefore(written);
    }

    /** This very request has written it, or there are too many. */
    private Reflection writtenBefore(Reflection written) {
        Reflection known = reflections
                .find(written.id(), written.author())
                .orElseThrow(() -> Problem.of(
                                409,
                                "too-many-reflections",
                                "Too many reflections",
                                "You have " + MOST_OF_A_PERSON
                                        + " reflections, which is as many as there may be: discard one that you no longer"
                                        + " need.")
                        .withFact("most", MOST_OF_A_PERSON));
        if (known.digest() != null && !known.digest().equals(written.digest())) {
            throw Problem.of(
                    422,
                    "idempotency-key-reused",
                    "Idempotency-Key reused",
                    "This Idempotency-Key was used for another request before. Take a new one.");
        }
        return known;
    }

    Reflection find(UUID reflection, UUID author) {
        return reflections
                .find(reflection, author)
                .orElseThrow(() -> Problem.of(
                        404, "reflection-not-found", "No such reflection", "There is no such reflection among yours."));
    }

    Reflection revise(UUID id, Posted<ReviseReflectionBody> posted) {
        UUID author = posted.caller().member();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Reflection found = find(id, author);
            if (found.answers().equals(posted.body().answers())) {
                return found;
            }
            Long seen = posted.ifMatch();
            if (seen != null && seen != found.version()) {
                throw Problem.of(
                                412,
                                "stale",
                                "Stale",
                                "The reflection was changed since you last looked. Look again, then decide.")
                        .withFact("seen", seen)
                        .withFact("version", found.version());
            }
            if (reflections.revise(found, posted.body().answers(), now())) {
                return find(id, author);
            }
        }
        throw Problem.temporarilyUnavailable("The reflection is being changed at this moment.", Duration.ofSeconds(1));
    }

    /** Deletes the row; nothing of it is kept anywhere. */
    void discard(UUID reflection, UUID author) {
        if (!reflections.discard(reflection, author)) {
            find(reflection, author);
        }
    }

    List<Reflection> list(Selection selection, @Nullable PageStart after, int limit) {
        return reflections.list(selection, after, limit);
    }

    int count(Selection selection) {
        return reflections.count(selection);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
