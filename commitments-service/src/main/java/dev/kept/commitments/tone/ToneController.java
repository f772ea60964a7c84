package dev.kept.commitments.tone;

import dev.kept.http.Expensive;
import dev.kept.http.Posted;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/tone-checks")
@Tag(
        name = "Tone",
        description = "How what you are writing may sound to the other side: advice for you alone. Nothing is stored,"
                + " and nothing depends on it.")
class ToneController {

    private final Tones tones;

    ToneController(Tones tones) {
        this.tones = tones;
    }

    @Expensive
    @PostMapping
    @Operation(
            summary = "Ask how texts may sound to the other side",
            description =
                    "Places are counted in UTF-16 code units. Words within quotation marks are not judged. All"
                            + " texts together may have at most 20,000 characters. While many ask at once the answer is 503 with `Retry-After`.")
    ResponseEntity<ToneAnswer> checkTone(Posted<CheckToneBody> posted) {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(tones.check(posted.body()));
    }
}
