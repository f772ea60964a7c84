package dev.kept.transparency.verify;

import java.util.ArrayList;
import java.util.List;

/** What holds and what does not, as sentences. */
final class Findings {

    private static final int MOST = 20;

    private final List<String> holds = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();
    private long unsaid;

    void holds(String sentence) {
        holds.add(sentence);
    }

    void wrong(String sentence) {
        if (wrong.size() < MOST) {
            wrong.add(sentence);
        } else {
            unsaid++;
        }
    }

    boolean allHolds() {
        return wrong.isEmpty();
    }

    List<String> holding() {
        return holds;
    }

    /** The first twenty, and how many there are beyond. */
    List<String> notHolding() {
        if (unsaid == 0) {
            return wrong;
        }
        List<String> all = new ArrayList<>(wrong);
        all.add("And " + unsaid + " more.");
        return all;
    }
}
