package dev.kept.endtoend.crash;

import java.time.Duration;
import java.util.List;
import java.util.Random;

/** What goes wrong, with nothing but a process's own id. Each returns once nothing is in its way any more; recovering is Kept's business. */
enum Fault {
    KILL_KEPT {
        @Override
        void strike(Scene scene, Random random) {
            Signals.KILL.to(List.of(scene.kept().handle()));
            startAgain(scene);
        }
    },
    KILL_KEPT_AND_AGAIN_WHILE_IT_STARTS {
        @Override
        void strike(Scene scene, Random random) {
            Signals.KILL.to(List.of(scene.kept().handle()));
            startAgain(scene);
            int millis = 200 + random.nextInt(7_000);
            Scene.pause(millis);
            scene.happens("killed again after " + millis + " ms");
            Signals.KILL.to(List.of(scene.kept().handle()));
            startAgain(scene);
        }
    },
    KILL_BROKER {
        @Override
        void strike(Scene scene, Random random) {
            Signals.KILL.to(scene.kept().broker().stream().toList());
        }
    },
    KILL_POSTGRES {
        @Override
        void strike(Scene scene, Random random) {
            Signals.KILL.to(scene.kept().postgres().stream().toList());
        }
    },
    KILL_A_SESSION_OF_POSTGRES {
        @Override
        void strike(Scene scene, Random random) {
            List<ProcessHandle> all = scene.postgres();
            if (all.size() > 1) {
                Signals.KILL.to(List.of(all.get(1 + random.nextInt(all.size() - 1))));
            }
        }
    },
    KILL_POSTGRES_WHILE_A_SESSION_PAUSES {
        @Override
        void strike(Scene scene, Random random) {
            List<ProcessHandle> all = scene.postgres();
            List<ProcessHandle> session = all.subList(Math.max(0, all.size() - 1), all.size());
            Signals.STOP.to(session);
            Signals.KILL.to(scene.kept().postgres().stream().toList());
            Scene.pause(random.nextInt(LONGEST_PAUSE_MILLIS));
            Signals.CONT.to(session);
        }
    },
    KILL_BOTH_SERVERS {
        @Override
        void strike(Scene scene, Random random) {
            Signals.KILL.to(scene.kept().broker().stream().toList());
            Signals.KILL.to(scene.kept().postgres().stream().toList());
        }
    },
    KILL_EVERYTHING {
        @Override
        void strike(Scene scene, Random random) {
            Signals.KILL.to(scene.processes());
            startAgain(scene);
        }
    },
    PAUSE_KEPT {
        @Override
        void strike(Scene scene, Random random) {
            pauseFor(random, scene, List.of(scene.kept().handle()));
        }
    },
    PAUSE_BROKER {
        @Override
        void strike(Scene scene, Random random) {
            pauseFor(random, scene, scene.kept().broker().stream().toList());
        }
    },
    PAUSE_POSTGRES {
        @Override
        void strike(Scene scene, Random random) {
            pauseFor(random, scene, scene.postgres());
        }
    },
    END_AT_A_POINT {
        @Override
        void strike(Scene scene, Random random) throws Violation {
            CrashPoint point =
                    CrashPoint.ofKept().get(random.nextInt(CrashPoint.ofKept().size()));
            int time = 1 + random.nextInt(point.mostPassed());
            scene.happens(point + " for the " + time + ". time");
            Signals.KILL.to(List.of(scene.kept().handle()));
            startAgain(scene, point.option(time));
            scene.awaitReadyOrEnded();
            if (!scene.kept().endsWithin(POINT_REACHED)) {
                scene.happens("not reached");
                Signals.KILL.to(List.of(scene.kept().handle()));
            }
            startAgain(scene);
        }
    },
    END_A_REBUILD_WHILE_IT_SWAPS {
        @Override
        void strike(Scene scene, Random random) {
            String option = CrashPoint.BEFORE_A_REBUILD_SWAPS.option(1);
            scene.happens("ended with " + scene.run("rebuild", option));
        }
    },
    LOSE_WHAT_KAFKA_HAS {
        @Override
        void strike(Scene scene, Random random) throws Violation {
            Signals.KILL.to(List.of(scene.kept().handle()));
            scene.loseKafka();
            int refilled = scene.run("reconcile", "--refill=fresh-topics");
            if (refilled != 0) {
                throw new Violation("'reconcile --refill fresh-topics' ended with " + refilled);
            }
            startAgain(scene);
        }
    },
    LEAVE_A_TRANSACTION_OPEN_IN_ANOTHER_DATABASE {
        @Override
        void strike(Scene scene, Random random) throws Violation {
            scene.awaitReady();
            IdleTransaction.during(scene, Duration.ofMillis(random.nextInt(LONGEST_PAUSE_MILLIS)));
        }
    },
    KILL_KEPT_WHILE_POSTGRES_PAUSES {
        @Override
        void strike(Scene scene, Random random) {
            List<ProcessHandle> paused = scene.postgres();
            Signals.STOP.to(paused);
            Scene.pause(random.nextInt(1_000));
            Signals.KILL.to(List.of(scene.kept().handle()));
            Scene.pause(random.nextInt(500));
            Signals.CONT.to(paused);
            startAgain(scene);
        }
    };

    private static final int LONGEST_PAUSE_MILLIS = 5_000;

    /** Of so many pauses one is long enough for others to take a process for dead. */
    private static final int LONG_ONES = 12;

    private static final int LONG_PAUSE_MILLIS = 40_000;
    private static final Duration KILLED = Duration.ofSeconds(10);
    private static final Duration POINT_REACHED = Duration.ofSeconds(25);

    /** @throws Violation when something that is promised for the meantime does not hold */
    abstract void strike(Scene scene, Random random) throws Violation;

    private static void startAgain(Scene scene, String... options) {
        scene.kept().endsWithin(KILLED);
        scene.startAgain(options);
    }

    private static void pauseFor(Random random, Scene scene, List<ProcessHandle> processes) {
        int millis = random.nextInt(LONG_ONES) == 0 ? LONG_PAUSE_MILLIS : random.nextInt(LONGEST_PAUSE_MILLIS);
        scene.happens("for " + millis + " ms");
        Signals.STOP.to(processes);
        Scene.pause(millis);
        Signals.CONT.to(processes);
    }
}
