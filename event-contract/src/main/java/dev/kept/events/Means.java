package dev.kept.events;

import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * By what means an entry was recorded. It holds ids alone: what people call their programs is their own words, and may be a name.
 *
 * @param kind by hand or not
 * @param client an opaque id of the credential that the program used; null by hand
 * @param instructedBy the person on whose instruction the program says it acted; null when it does not say, and by hand
 */
public record Means(
        Channel kind, @Nullable UUID client, @Nullable UUID instructedBy) {

    /** By hand or not. */
    public enum Channel {
        /** By a person, on Kept's own pages. */
        PAGE,
        /** By a program with a credential of its own, in a person's name. */
        PROGRAM;

        /** As statements name it. */
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A person did it on a page. */
    public static final Means PAGE = new Means(Channel.PAGE, null, null);

    public Means {
        if ((kind == Channel.PROGRAM) != (client != null) || (kind == Channel.PAGE && instructedBy != null)) {
            throw new IllegalArgumentException("a program has a client, and a page has neither client nor instruction");
        }
    }

    /** A program did it. */
    public static Means program(UUID client, @Nullable UUID instructedBy) {
        return new Means(Channel.PROGRAM, client, instructedBy);
    }

    /**
     * The means that a statement names.
     *
     * @throws UnreadableStatement when kind and ids do not go together
     */
    static Means of(String kind, @Nullable UUID client, @Nullable UUID instructedBy) {
        for (Channel each : Channel.values()) {
            if (each.wire().equals(kind)) {
                try {
                    return new Means(each, client, instructedBy);
                } catch (IllegalArgumentException e) {
                    throw new UnreadableStatement("the means do not go together");
                }
            }
        }
        throw new UnreadableStatement("unknown means");
    }
}
