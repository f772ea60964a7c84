package dev.kept.projections.views.timeline;

import dev.kept.events.Means;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * By what means an entry was recorded, as its statement says.
 *
 * @param kind {@code page} by a person on Kept's pages, {@code program} by a program in that person's name
 * @param client of a program: an opaque id, the same in every entry of that program
 * @param instructedBy the member on whose instruction the program says it acted; absent when it does not say
 */
@Schema(name = "Means")
record MeansAnswer(
        @Schema(allowableValues = {"page", "program"}) String kind,
        @Nullable UUID client,
        @Nullable UUID instructedBy) {

    static @Nullable MeansAnswer of(@Nullable Means means) {
        return means == null ? null : new MeansAnswer(means.kind().wire(), means.client(), means.instructedBy());
    }
}
