package dev.kept.projections.calendar;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import net.fortuna.ical4j.model.ComponentList;
import net.fortuna.ical4j.model.component.Daylight;
import net.fortuna.ical4j.model.component.Observance;
import net.fortuna.ical4j.model.component.Standard;
import net.fortuna.ical4j.model.component.VTimeZone;
import net.fortuna.ical4j.model.property.DtStart;
import net.fortuna.ical4j.model.property.TzId;
import net.fortuna.ical4j.model.property.TzOffsetFrom;
import net.fortuna.ical4j.model.property.TzOffsetTo;

/**
 * Time zones as calendars need them, from the very rules by which dues were fixed: with a library's own copy of them, an hour could be
 * another one here and there.
 */
final class Zones {

    private static final LocalDateTime ALWAYS = LocalDateTime.of(1970, 1, 1, 0, 0);

    private Zones() {}

    /** Every change of the clocks that matters between two instants, each written out. */
    static VTimeZone of(ZoneId zone, Instant from, Instant to) {
        ZoneRules rules = zone.getRules();
        List<Observance> observances = new ArrayList<>();
        ZoneOffsetTransition change = rules.previousTransition(from.plusNanos(1));
        if (change == null) {
            ZoneOffset offset = rules.getOffset(from);
            observances.add(observance(new Standard(), ALWAYS, offset, offset));
            change = rules.nextTransition(from);
        }
        while (change != null && !change.getInstant().isAfter(to)) {
            observances.add(observance(
                    rules.isDaylightSavings(change.getInstant()) ? new Daylight() : new Standard(),
                    change.getDateTimeBefore(),
                    change.getOffsetBefore(),
                    change.getOffsetAfter()));
            change = rules.nextTransition(change.getInstant());
        }
        VTimeZone described = new VTimeZone(new ComponentList<>(observances));
        described.add(new TzId(zone.getId()));
        return described;
    }

    private static Observance observance(
            Observance observance, LocalDateTime since, ZoneOffset before, ZoneOffset after) {
        observance.add(new DtStart<>(since));
        observance.add(new TzOffsetFrom(before));
        observance.add(new TzOffsetTo(after));
        return observance;
    }
}
