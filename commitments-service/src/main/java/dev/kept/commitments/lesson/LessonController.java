package dev.kept.commitments.lesson;

import dev.kept.commitments.web.Ledgers;
import dev.kept.commitments.web.Recorded;
import dev.kept.http.Posted;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/ledgers/{ledger}/lessons")
@Tag(name = "Lessons", description = "What was learned, and what will be done differently")
class LessonController {

    private final Ledgers ledgers;

    LessonController(Ledgers ledgers) {
        this.ledgers = ledgers;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Record what your side learned and will do differently")
    ResponseEntity<Recorded> recordLesson(@PathVariable UUID ledger, Posted<RecordLessonBody> posted) {
        RecordLessonBody body = posted.body();
        return ledgers.create(
                posted,
                ledger,
                "lessons",
                id -> new RecordLesson(ledger, id, body.learned(), body.differently(), body.about()));
    }
}
