package dev.kept.projections.kinds.concerns;

import dev.kept.events.ConcernEvent.ApologyOffered;
import dev.kept.events.ConcernEvent.CauseNamed;
import dev.kept.events.ConcernEvent.ConcernAcknowledged;
import dev.kept.events.ConcernEvent.ConcernEscalated;
import dev.kept.events.ConcernEvent.ConcernRaised;
import dev.kept.events.ConcernEvent.ConcernReopened;
import dev.kept.events.ConcernEvent.ConcernSettled;
import dev.kept.events.ConcernEvent.ReadinessDeclared;
import dev.kept.events.ConcernEvent.RemedyAccepted;
import dev.kept.events.ConcernEvent.RemedyDeclined;
import dev.kept.events.ConcernEvent.RemedyProposed;
import dev.kept.events.Entry;
import dev.kept.events.Evidence;
import dev.kept.events.LedgerEvent;
import dev.kept.events.Side;
import dev.kept.events.Text;
import dev.kept.projections.Story;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A concern that side A raises, in words of the tests. */
record Raised(Story story, UUID id) {

    static Raised in(Story story, @Nullable UUID repeats) {
        UUID id = UUID.randomUUID();
        story.a(new ConcernRaised(
                id,
                Side.A,
                Text.of("Released without notice"),
                Text.of("Calm release days"),
                Text.of("The gateway went out at noon and nobody told us"),
                Text.of("Three of us spent the afternoon on it"),
                List.of(new Evidence(Text.of("Incident 12"), Text.of("https://example.org/12"))),
                Text.of("Please tell us how you saw that day"),
                repeats,
                List.of()));
        return new Raised(story, id);
    }

    Entry by(Side side, LedgerEvent event) {
        return side == Side.A ? story.a(event) : story.b(event);
    }

    Entry acknowledged() {
        return story.b(new ConcernAcknowledged(id, Text.of("That is how it was")));
    }

    Entry caused(Side side) {
        return by(side, new CauseNamed(id, UUID.randomUUID(), side, Text.of("The calendar was not shared")));
    }

    Entry apologised(UUID repair) {
        return story.b(new ApologyOffered(
                id,
                UUID.randomUUID(),
                Text.of("It cost you an afternoon"),
                Text.of("We did not tell you"),
                Text.of("We are sorry"),
                repair));
    }

    UUID proposed(Side side, @Nullable UUID commitment) {
        UUID remedy = UUID.randomUUID();
        by(side, new RemedyProposed(id, remedy, side, Text.of("A shared release calendar"), commitment));
        return remedy;
    }

    Entry accepted(Side side, UUID remedy) {
        return by(side, new RemedyAccepted(id, remedy));
    }

    Entry declined(Side side, UUID remedy) {
        return by(side, new RemedyDeclined(id, remedy, Text.of("Too much for now")));
    }

    Entry ready(Side side, boolean ready) {
        return by(side, new ReadinessDeclared(id, side, ready, null));
    }

    void settled() {
        ready(Side.A, true);
        ready(Side.B, true);
        story.b(new ConcernSettled(id));
    }

    Entry reopened(Side side) {
        return by(side, new ConcernReopened(id, side, Text.of("It happened again today")));
    }

    Entry escalated(Side side) {
        return by(side, new ConcernEscalated(id, side, null));
    }
}
