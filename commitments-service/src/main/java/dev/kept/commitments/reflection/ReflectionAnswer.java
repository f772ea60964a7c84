package dev.kept.commitments.reflection;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A reflection as its author sees it.
 *
 * @param version counts every change; its ETag
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Reflection")
record ReflectionAnswer(
        UUID reflection,
        UUID ledger,
        @Nullable UUID conversation,
        List<AnswerAnswer> answers,
        Instant created,
        Instant changed,
        long version) {

    /**
     * One answer.
     *
     * @param question the key of the question that was offered; absent when it is the author's own
     * @param asked the question as it is worded
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "ReflectionAnswer")
    record AnswerAnswer(@Nullable String question, String asked, String text) {
        @Override
        public String toString() {
            return "AnswerAnswer[" + text.length() + " chars]";
        }
    }

    /**
     * One page of them, the latest first.
     *
     * @param total how many there are of what was asked for
     * @param next the cursor of the next page; absent on the last one
     * @param notSearched of {@code q}, what holds neither a letter nor a digit; absent when there is none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "ReflectionPage")
    record ReflectionPage(
            List<ReflectionAnswer> items,
            int total,
            @Nullable String next,
            @Nullable List<String> notSearched) {}

    /**
     * The questions that are offered.
     *
     * @param language of their wording
     */
    @Schema(name = "ReflectionQuestions")
    record Questions(String language, List<OneQuestion> items) {}

    /** @param key by which an answer names it */
    @Schema(name = "ReflectionQuestion")
    record OneQuestion(String key, String text) {}

    static ReflectionAnswer of(Reflection reflection) {
        return new ReflectionAnswer(
                reflection.id(),
                reflection.ledger(),
                reflection.conversation(),
                reflection.answers().stream()
                        .map(answer -> new AnswerAnswer(answer.question(), answer.asked(), answer.text()))
                        .toList(),
                reflection.created(),
                reflection.changed(),
                reflection.version());
    }

    /** What was written must not reach a log by way of the string form. */
    @Override
    public String toString() {
        return "ReflectionAnswer[" + reflection + "]";
    }
}
