package dev.kept.commitments.reflection;

import dev.kept.commitments.reflection.JdbcReflections.Selection;
import dev.kept.commitments.reflection.ReflectionAnswer.OneQuestion;
import dev.kept.commitments.reflection.ReflectionAnswer.Questions;
import dev.kept.commitments.reflection.ReflectionAnswer.ReflectionPage;
import dev.kept.commitments.reflection.ReflectionBodies.ReflectionListQuery;
import dev.kept.commitments.reflection.ReflectionBodies.ReviseReflectionBody;
import dev.kept.commitments.reflection.ReflectionBodies.WriteReflectionBody;
import dev.kept.http.Asked;
import dev.kept.http.Cursor;
import dev.kept.http.ETags;
import dev.kept.http.Nothing;
import dev.kept.http.Posted;
import dev.kept.http.SearchWords;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Written and read here: the read side must never hold one. */
@RestController
@RequestMapping("/api/reflections")
@Tag(
        name = "Reflections",
        description =
                "What you write for yourself after a conversation: visible to you alone, part of no record, gone for"
                        + " good when you discard it. `If-Match` is held against the reflection's `version`.")
class ReflectionController {

    private final Reflections reflections;

    ReflectionController(Reflections reflections) {
        this.reflections = reflections;
    }

    @GetMapping("/questions")
    @Operation(operationId = "listReflectionQuestions", summary = "Questions to reflect along; you may add your own")
    Questions questions(Asked<Nothing> asked) {
        return new Questions(
                "en",
                Arrays.stream(ReflectionQuestion.values())
                        .map(question -> new OneQuestion(question.key(), question.text()))
                        .toList());
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Write down what you think of a conversation, for yourself",
            description = "You must take part in the ledger; it does not learn of it. A person has at most 2,000"
                    + " reflections.")
    ResponseEntity<ReflectionAnswer> writeReflection(Posted<WriteReflectionBody> posted) {
        Reflection written = reflections.write(posted);
        return ResponseEntity.created(URI.create("/api/reflections/" + written.id()))
                .eTag(ETags.of(written.version()))
                .body(ReflectionAnswer.of(written));
    }

    @PostMapping("/{reflection}/revision")
    @Operation(summary = "Say what stands in your reflection from now on")
    ResponseEntity<ReflectionAnswer> reviseReflection(
            @PathVariable UUID reflection, Posted<ReviseReflectionBody> posted) {
        return tagged(reflections.revise(reflection, posted));
    }

    @PostMapping("/{reflection}/discard")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Delete your reflection for good")
    void discardReflection(@PathVariable UUID reflection, Posted<Nothing> posted) {
        reflections.discard(reflection, posted.caller().member());
    }

    @GetMapping
    @Operation(operationId = "listReflections", summary = "Your reflections, the latest first; by words, if you like")
    ReflectionPage list(Asked<ReflectionListQuery> asked) {
        ReflectionListQuery query = asked.query();
        SearchWords.Query words = query.q() == null ? null : SearchWords.query(query.q());
        Selection selection = new Selection(asked.caller().member(), words, query.ledger(), query.conversation());
        List<Reflection> found = reflections.list(selection, query.after(), query.limit() + 1);
        List<Reflection> first = found.subList(0, Math.min(found.size(), query.limit()));
        String next = found.size() > first.size()
                ? Cursor.of(first.getLast().created(), first.getLast().id()).encoded(ReflectionListQuery.LIST)
                : null;
        return new ReflectionPage(
                first.stream().map(ReflectionAnswer::of).toList(),
                reflections.count(selection),
                next,
                words == null || words.notSearched().isEmpty() ? null : words.notSearched());
    }

    @GetMapping("/{reflection}")
    @Operation(operationId = "getReflection", summary = "A reflection of yours")
    ResponseEntity<ReflectionAnswer> get(@PathVariable UUID reflection, Asked<Nothing> asked) {
        return tagged(reflections.find(reflection, asked.caller().member()));
    }

    private static ResponseEntity<ReflectionAnswer> tagged(Reflection reflection) {
        return ResponseEntity.ok().eTag(ETags.of(reflection.version())).body(ReflectionAnswer.of(reflection));
    }
}
