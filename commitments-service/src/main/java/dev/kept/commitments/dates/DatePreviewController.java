package dev.kept.commitments.dates;

import dev.kept.commitments.dates.DatePreview.PreviewDatesBody;
import dev.kept.http.Posted;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/date-previews")
@Tag(
        name = "Dates",
        description =
                "The dates that a rule of recurrence gives, before anybody promises or agrees. Nothing is stored.")
class DatePreviewController {

    @PostMapping
    @Operation(
            summary = "Ask which dates a rule gives",
            description = "The first, the last, how many, and each of them: the very instants that a commitment or"
                    + " check-ins with this rule would record. Whoever is signed in may ask.")
    ResponseEntity<DatePreview> previewDates(Posted<PreviewDatesBody> posted) {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(DatePreview.of(posted.body()));
    }
}
