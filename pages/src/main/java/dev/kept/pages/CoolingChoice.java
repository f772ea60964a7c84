package dev.kept.pages;

import dev.kept.pages.Field.Option;
import dev.kept.wording.When;
import dev.kept.wording.Words;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** How long something cools, as people choose it: until the next morning, so many days or hours, or not at all. */
final class CoolingChoice {

    static final String NEXT_MORNING = "next-morning";

    private static final String NONE = "none";
    private static final List<String> USUAL = List.of(NEXT_MORNING, "P3D", "P7D", NONE);

    private CoolingChoice() {}

    /** The usual ones, and the one in the settings where it is none of them. */
    static List<Option> all(Words words, String setting) {
        String own = value(setting);
        return Stream.concat(USUAL.stream(), USUAL.contains(own) ? Stream.empty() : Stream.of(own))
                .map(each -> new Option(each, said(words, each)))
                .toList();
    }

    /** @param setting empty where nothing was chosen */
    static String value(String setting) {
        return setting.isEmpty() ? NEXT_MORNING : setting;
    }

    static String said(Words words, String choice) {
        if (choice.equals(NEXT_MORNING) || choice.equals(NONE)) {
            return words.text("page.draft.cools-" + choice);
        }
        Duration duration = Duration.parse(choice);
        return isOfDays(duration)
                ? words.text("page.draft.cools-days", duration.toDays())
                : words.text("page.draft.cools-hours", duration.toHours());
    }

    /** Until when, as the API takes it. What is no choice goes as it was sent: the API says what is wrong with it. */
    static String until(String choice, When when) {
        if (choice.isEmpty()) {
            return NEXT_MORNING;
        }
        try {
            Duration duration = Duration.parse(choice);
            return isOfDays(duration)
                    ? when.dayOf(when.now()).plusDays(duration.toDays()).toString()
                    : Instant.parse(when.now()).plus(duration).toString();
        } catch (DateTimeException | ArithmeticException noDuration) {
            return choice;
        }
    }

    private static boolean isOfDays(Duration duration) {
        return duration.equals(Duration.ofDays(duration.toDays()));
    }
}
