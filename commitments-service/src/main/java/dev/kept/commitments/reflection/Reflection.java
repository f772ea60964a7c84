package dev.kept.commitments.reflection;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wrote for themselves.
 *
 * @param version counts every change, from 1
 * @param digest of the request that wrote it, when it had an idempotency key
 */
record Reflection(
        UUID id,
        UUID author,
        UUID ledger,
        @Nullable UUID conversation,
        List<Answer> answers,
        Instant created,
        Instant changed,
        long version,
        @Nullable String digest) {

    Reflection {
        answers = List.copyOf(answers);
    }

    /**
     * What was answered to one question: one of those that are offered, or one of the author's own.
     *
     * @param question its key; null when the question is the author's own
     * @param asked the question as it is worded
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Answer(@Nullable String question, String asked, String text) {

        /** What was written must not reach a log by way of the string form. */
        @Override
        public String toString() {
            return "Answer[" + text.length() + " chars]";
        }
    }

    /** Everything one can search for. */
    static String words(List<Answer> answers) {
        return answers.stream()
                .flatMap(answer ->
                        answer.question() == null ? Stream.of(answer.asked(), answer.text()) : Stream.of(answer.text()))
                .collect(Collectors.joining("\n"));
    }

    /** What was written must not reach a log by way of the string form. */
    @Override
    public String toString() {
        return "Reflection[" + id + "]";
    }
}
