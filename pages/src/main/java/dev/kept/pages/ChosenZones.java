package dev.kept.pages;

import dev.kept.http.Zones;
import java.util.List;
import java.util.stream.Stream;

/** The time zones that a form lists: places as the IANA database names them, without its aliases of old. */
final class ChosenZones {

    private static final List<String> PLACES = Zones.ids().stream()
            .filter(id ->
                    id.matches("(?:Africa|America|Antarctica|Asia|Atlantic|Australia|Europe|Indian|Pacific)/.+|UTC"))
            .sorted()
            .toList();

    private ChosenZones() {}

    /** All of them, and first the one that was chosen where it is none of them. */
    static List<String> with(String chosen) {
        return chosen.isEmpty() || PLACES.contains(chosen)
                ? PLACES
                : Stream.concat(Stream.of(chosen), PLACES.stream()).toList();
    }
}
