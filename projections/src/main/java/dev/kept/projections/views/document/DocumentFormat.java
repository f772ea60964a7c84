package dev.kept.projections.views.document;

import dev.kept.http.Problem;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/** What the document can be had as. */
enum DocumentFormat {
    JSON(MediaType.APPLICATION_JSON_VALUE),
    MARKDOWN("text/markdown;charset=UTF-8"),
    HTML("text/html;charset=UTF-8"),
    PDF(MediaType.APPLICATION_PDF_VALUE);

    private static final Comparator<MediaType> MOST_SPECIFIC = Comparator.comparing(MediaType::isWildcardType)
            .thenComparing(MediaType::isWildcardSubtype)
            .thenComparing(type -> type.getParameters().isEmpty());

    private final String mediaType;

    DocumentFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    MediaType mediaType() {
        return MediaType.parseMediaType(mediaType);
    }

    /**
     * The one that a client prefers, of several the first here.
     *
     * @param accept the values of the header
     * @throws Problem 406 when it is none of them
     */
    static DocumentFormat accepted(List<String> accept) {
        List<MediaType> ranges;
        try {
            ranges = MediaType.parseMediaTypes(accept);
        } catch (InvalidMediaTypeException e) {
            throw notAcceptable();
        }
        if (ranges.isEmpty()) {
            return JSON;
        }
        return Arrays.stream(values())
                .filter(format -> format.quality(ranges) > 0)
                .max(Comparator.<DocumentFormat>comparingDouble(format -> format.quality(ranges))
                        .thenComparing(Comparator.reverseOrder()))
                .orElseThrow(DocumentFormat::notAcceptable);
    }

    /** The most specific range decides. */
    private double quality(List<MediaType> ranges) {
        MediaType own = mediaType();
        Optional<MediaType> range =
                ranges.stream().filter(each -> each.includes(own)).min(MOST_SPECIFIC);
        return range.map(MediaType::getQualityValue).orElse(0.0);
    }

    private static Problem notAcceptable() {
        String types = Arrays.stream(values())
                .map(format ->
                        format.mediaType().getType() + "/" + format.mediaType().getSubtype())
                .collect(Collectors.joining(", "));
        return Problem.of(
                406, "not-acceptable", "Not acceptable", "The document is available as one of these: " + types + ".");
    }
}
