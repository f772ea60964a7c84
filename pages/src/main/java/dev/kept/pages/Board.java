package dev.kept.pages;

import dev.kept.wording.Doc;
import java.util.List;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * One side's part of a dashboard.
 *
 * @param side {@code A} or {@code B}; over all ledgers {@code mine} or {@code theirs}
 * @param name how it is headed
 * @param tone the style of its colour and mark
 * @param mark the shape that tells it apart; empty for none
 * @param place where the numbers lead, without the figure
 * @param asOf as the reader typed it; empty for now
 */
record Board(String side, String name, String tone, String mark, Doc numbers, Chart chart, String place, String asOf) {

    /** The figures that are counted beside the rates, in the order of a commitment's life. */
    static final List<String> COUNTS = List.of(
            "kept",
            "keptLate",
            "missed",
            "open",
            "awaitingConfirmation",
            "disputed",
            "excused",
            "released",
            "withdrawn");

    public List<String> counts() {
        return COUNTS;
    }

    /** What a number counts. */
    public String behind(String figure) {
        return address(figure).encode().toUriString();
    }

    /** What a number of one week counts. */
    public String behind(String figure, String week) {
        return address(figure).queryParam("week", week).encode().toUriString();
    }

    private UriComponentsBuilder address(String figure) {
        UriComponentsBuilder address =
                UriComponentsBuilder.fromPath(place + "/" + figure).queryParam("side", side);
        if (!asOf.isEmpty()) {
            address.queryParam("asOf", asOf);
        }
        return address;
    }
}
