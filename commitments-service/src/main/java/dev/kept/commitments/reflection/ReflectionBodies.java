package dev.kept.commitments.reflection;

import dev.kept.commitments.reflection.JdbcReflections.PageStart;
import dev.kept.commitments.reflection.Reflection.Answer;
import dev.kept.http.Cursor;
import dev.kept.http.FieldType;
import dev.kept.http.Fields;
import dev.kept.http.Invalid;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the operations on reflections are sent. */
final class ReflectionBodies {

    private static final int MAX_ANSWERS = 20;

    private static final FieldType<List<Answer>> ANSWERS = FieldType.list(
                    MAX_ANSWERS, FieldType.object("ReflectionAnswerBody", ReflectionBodies::answer))
            .describedAs("Each to a question that is offered, or to one of your own.");

    private ReflectionBodies() {}

    private static Answer answer(Fields fields) {
        ReflectionQuestion question = fields.optional(
                "question",
                FieldType.choice(ReflectionQuestion.class, ReflectionQuestion::key)
                        .describedAs("One of those that are offered, by its key."));
        String own = fields.optional(
                "own", FieldType.line(500).describedAs("A question of your own, instead of `question`."));
        String text = fields.required("text", FieldType.text(10_000));
        return fields.derive("question", Set.of("question", "own"), new Answer(null, "", ""), () -> {
            if ((question == null) == (own == null)) {
                throw new Invalid("exactly-one", "Give either `question` or `own`.");
            }
            return question == null
                    ? new Answer(null, String.valueOf(own), text)
                    : new Answer(question.key(), question.text(), text);
        });
    }

    private static List<Answer> given(Fields fields) {
        List<Answer> answers = fields.required("answers", ANSWERS);
        return fields.derive("answers", Set.of("answers"), answers, () -> {
            if (answers.isEmpty()) {
                throw new Invalid("too-short", "It must hold at least one answer.");
            }
            return answers;
        });
    }

    /** What a reflection is when it is first written. */
    record WriteReflectionBody(UUID ledger, @Nullable UUID conversation, List<Answer> answers) {
        WriteReflectionBody {
            answers = List.copyOf(answers);
        }

        static WriteReflectionBody read(Fields fields) {
            return new WriteReflectionBody(
                    fields.required("ledger", FieldType.uuid().describedAs("One you take part in.")),
                    fields.optional(
                            "conversation", FieldType.uuid().describedAs("The recorded conversation that it follows.")),
                    given(fields));
        }
    }

    /** What stands in it from now on. */
    record ReviseReflectionBody(List<Answer> answers) {
        ReviseReflectionBody {
            answers = List.copyOf(answers);
        }

        static ReviseReflectionBody read(Fields fields) {
            return new ReviseReflectionBody(given(fields));
        }
    }

    record ReflectionListQuery(
            @Nullable String q,
            @Nullable UUID ledger,
            @Nullable UUID conversation,
            int limit,
            @Nullable PageStart after) {
        static final String LIST = "listReflections";

        private static final FieldType<PageStart> CURSOR = Cursor.type(
                LIST,
                new PageStart(Instant.EPOCH, new UUID(0, 0)),
                cursor -> new PageStart(cursor.instant(0), cursor.id(1)));

        static ReflectionListQuery read(Fields fields) {
            return new ReflectionListQuery(
                    fields.optional(
                            "q",
                            FieldType.line(200)
                                    .describedAs(
                                            "Words, or beginnings of words, all of which occur: as in the search of entries."
                                                    + " What holds neither a letter nor a digit is answered in"
                                                    + " `notSearched`.")),
                    fields.optional("ledger", FieldType.uuid()),
                    fields.optional("conversation", FieldType.uuid()),
                    fields.otherwise("limit", FieldType.integer(1, 200).describedAs("50 when absent."), 50),
                    fields.optional("cursor", CURSOR));
        }
    }
}
