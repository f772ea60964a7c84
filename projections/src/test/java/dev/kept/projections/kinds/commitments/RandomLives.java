package dev.kept.projections.kinds.commitments;

import dev.kept.events.Side;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Plays a ledger in which anything may happen that the rules allow, as a list of numbers chooses. */
public final class RandomLives {

    private static final int COMMITMENTS = 12;

    private final Life life = new Life();
    private final boolean swapped;
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    private RandomLives(boolean swapped) {
        this.swapped = swapped;
    }

    /**
     * @param choices each leads to one entry
     * @param swapped whether A does what B would do, and the other way round
     */
    public static Life play(List<Integer> choices, boolean swapped) {
        RandomLives lives = new RandomLives(swapped);
        choices.forEach(lives::step);
        return lives.life;
    }

    private void step(int choice) {
        now = now.plus(Duration.ofHours(choice % 97));
        life.on(now);
        List<UUID> known = life.commitments();
        int which = choice % COMMITMENTS;
        if (which >= known.size()) {
            begin(choice / COMMITMENTS);
            return;
        }
        CommitmentView view = life.view(known.get(which));
        int number = choice / COMMITMENTS % view.occurrences().size() + 1;
        life.about(view.commitment(), number);
        List<Runnable> possible = possible(view, view.occurrence(number));
        if (!possible.isEmpty()) {
            possible.get(choice / 61 % possible.size()).run();
        }
    }

    private void begin(int choice) {
        Side side = side(choice % 2 == 0 ? Side.A : Side.B);
        switch (choice % 3) {
            case 0 -> life.made(side, in(choice % 30 + 1));
            case 1 -> life.requested(side, in(choice % 30 + 1));
            default -> life.made(side, Life.recurring(in(3), in(10), in(17), in(24)));
        }
    }

    private List<Runnable> possible(CommitmentView view, Occurrence o) {
        List<Runnable> possible = new ArrayList<>();
        switch (o.state()) {
            case REQUESTED -> {
                Side turn = view.waiting().getFirst().side();
                possible.add(() -> life.requestAccepted(turn));
                possible.add(() -> life.requestDeclined(turn));
                possible.add(() -> life.requestCountered(turn, in(20)));
                possible.add(() -> life.withdrawnBy(view.promisee()));
            }
            case OPEN -> {
                if (now.isAfter(o.due().at())) {
                    possible.add(life::missed);
                } else {
                    possible.add(() -> life.updated(50));
                    possible.add(life::warned);
                    possible.add(life::admitted);
                    possible.add(life::released);
                    possible.add(life::withdrawn);
                }
                possible.add(life::delivered);
                terms(view, o, possible);
            }
            case MISSED -> {
                possible.add(life::reason);
                possible.add(life::excused);
                possible.add(life::delivered);
                if (view.closed() == null) {
                    terms(view, o, possible);
                }
            }
            case DELIVERED, DELIVERED_LATE -> {
                possible.add(life::confirmed);
                possible.add(life::disputed);
                possible.add(life::uncontested);
            }
            case DISPUTED -> {
                possible.add(life::disputeWithdrawn);
                possible.add(life::delivered);
                Side second = view.promisor();
                possible.add(() -> life.resolved(second, new UUID(9, 9), true));
                possible.add(() -> life.resolved(second, new UUID(9, 9), false));
            }
            case DECLINED, KEPT, KEPT_LATE, EXCUSED, RELEASED, WITHDRAWN -> {}
        }
        return possible;
    }

    private void terms(CommitmentView view, Occurrence o, List<Runnable> possible) {
        Occurrence.Proposal open = o.openProposal();
        if (open == null) {
            possible.add(() -> life.proposed(view.promisor(), in(15)));
            possible.add(() -> life.proposed(view.promisee(), in(8)));
        } else {
            Side turn = open.by().other();
            possible.add(() -> life.acceptedBy(turn, open.proposal()));
            possible.add(() -> life.declinedBy(turn, open.proposal()));
            possible.add(() -> life.countered(turn, open.proposal(), in(12)));
        }
    }

    private Side side(Side side) {
        return swapped ? side.other() : side;
    }

    private String in(int days) {
        return now.plus(Duration.ofDays(days)).toString();
    }
}
