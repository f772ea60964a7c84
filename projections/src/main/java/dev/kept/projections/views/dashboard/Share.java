package dev.kept.projections.views.dashboard;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A part of a whole, e.g. 7 of 9.
 *
 * @param rate count ÷ of, rounded to four places; null, and absent in answers, while there is nothing to divide by
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Share(int count, int of, @Nullable Double rate) {

    static Share of(int count, int of) {
        return new Share(count, of, of == 0 ? null : Math.round(10_000.0 * count / of) / 10_000.0);
    }
}
