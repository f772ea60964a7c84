package dev.kept.endtoend.crash;

import java.time.Duration;
import java.util.List;
import java.util.Random;

/** What goes wrong. Each returns once nothing is in its way any more; recovering is Kept's business. */
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
            List<CrashPoint> points = scene.points();
            CrashPoint point = points.get(random.nextInt(points.size()));
            int time = 1 + random.nextInt(point.mostPassed());
            boolean fromTheStart = random.nextInt(FROM_THE_START) == 0;
            scene.happens(point + " for the " + time + ". time" + (fromTheStart ? " from the start" : ""));
            if (fromTheStart) {
                Signals.KILL.to(List.of(scene.kept().handle()));
                startAgain(scene, Agent.option(point.at(time)));
                scene.awaitReadyOrEnded();
            } else {
                scene.awaitReady();
                Agent.tell(scene.kept().handle(), point.at(time));
            }
            awaitItsEnd(scene);
            startAgain(scene);
        }
    },
    END_A_REBUILD_WHILE_IT_SWAPS {
        @Override
        void strike(Scene scene, Random random) {
            String option = Agent.option(CrashPoint.BEFORE_A_REBUILD_SWAPS.at(1));
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
    },
    DELAY_THE_NETWORK {
        @Override
        void strike(Scene scene, Random random) throws Violation {
            scene.startAgainBehindProxies();
            int late = 20 + random.nextInt(300);
            int millis = random.nextInt(LONGEST_PAUSE_MILLIS);
            scene.happens("by " + late + " ms for " + millis + " ms");
            List<Proxy> proxies = someProxies(scene, random);
            proxies.forEach(proxy -> proxy.delay(late));
            Scene.pause(millis);
            proxies.forEach(Proxy::calm);
        }
    },
    CUT_THE_NETWORK {
        @Override
        void strike(Scene scene, Random random) throws Violation {
            scene.startAgainBehindProxies();
            int millis = random.nextInt(LONGEST_PAUSE_MILLIS);
            scene.happens("for " + millis + " ms");
            List<Proxy> proxies = someProxies(scene, random);
            proxies.forEach(Proxy::cut);
            Scene.pause(millis);
            proxies.forEach(Proxy::calm);
        }
    },
    FORGET_CONNECTIONS {
        @Override
        void strike(Scene scene, Random random) throws Violation {
            scene.startAgainBehindProxies();
            boolean clients = random.nextInt(LONG_ONES) > 0;
            scene.happens(clients ? "the servers know" : "the clients know");
            someProxies(scene, random).forEach(clients ? Proxy::forgetClients : Proxy::forgetServer);
        }
    },
    RESET_CONNECTIONS_IN_PLACE_OF_ANSWERS {
        @Override
        void strike(Scene scene, Random random) throws Violation {
            scene.startAgainBehindProxies();
            int swallowed = 0;
            for (int left = 1 + random.nextInt(MOST_ANSWERS); left > 0; left--) {
                Scene.pause(random.nextInt(300));
                Proxy proxy = random.nextInt(4) == 0 ? scene.toKafka() : scene.toPostgres();
                swallowed += proxy.swallowAnAnswer(ANSWER_MILLIS) ? 1 : 0;
            }
            scene.happens(swallowed + " times");
        }
    },
    FILL_THE_DISK_OF_POSTGRES {
        @Override
        boolean isPossible() {
            return SmallDisk.isPossible();
        }

        @Override
        void strike(Scene scene, Random random) throws Violation {
            fillTheDisk(scene, random, "postgresql");
        }
    },
    FILL_THE_DISK_OF_KAFKA {
        @Override
        boolean isPossible() {
            return SmallDisk.isPossible();
        }

        @Override
        void strike(Scene scene, Random random) throws Violation {
            fillTheDisk(scene, random, "kafka");
        }
    },
    SET_THE_CLOCK {
        @Override
        void strike(Scene scene, Random random) throws Violation {
            scene.awaitReady();
            Duration wrong = random.nextBoolean() ? TWO_HOURS : TWO_HOURS.negated();
            boolean putRight = random.nextBoolean();
            scene.happens("by " + wrong + (putRight ? " and back" : " until it starts again"));
            Agent.tell(scene.kept().handle(), Agent.clock(wrong));
            Scene.pause(500 + random.nextInt(LONGEST_PAUSE_MILLIS));
            if (putRight) {
                Agent.tell(scene.kept().handle(), Agent.clock(Duration.ZERO));
            }
        }
    },
    TWO_LEADERS_AT_ONCE {
        @Override
        void strike(Scene scene, Random random) throws Violation {
            TwoLeaders.during(scene, random.nextInt(LONGEST_PAUSE_MILLIS));
        }
    },
    END_AFTER_THE_MAIL_SERVER_TOOK_A_MAIL {
        @Override
        void strike(Scene scene, Random random) throws Violation {
            scene.awaitReady();
            String point = CrashPoint.BETWEEN_THE_MAIL_SERVERS_YES_AND_NOTING_IT.at(1);
            Agent.tell(scene.kept().handle(), point);
            // Each person is looked at once an hour, if not sooner.
            Duration wrong = Duration.ZERO;
            for (int hours = 0; hours < MOST_LOOKS && scene.kept().isAlive(); hours++) {
                wrong = wrong.plus(TWO_HOURS);
                Agent.tell(scene.kept().handle(), Agent.clock(wrong));
                scene.kept().endsWithin(LOOK);
            }
            if (scene.kept().isAlive()) {
                scene.happens("not reached");
                Signals.KILL.to(List.of(scene.kept().handle()));
            }
            startAgain(scene);
            scene.awaitReady();
            Agent.tell(scene.kept().handle(), Agent.clock(wrong.plus(TWO_HOURS)));
            Mails.awaitNoneUnderWay(scene);
            Agent.tell(scene.kept().handle(), Agent.clock(Duration.ZERO));
        }
    };

    private static final int LONGEST_PAUSE_MILLIS = 5_000;

    /** Of so many pauses one is long enough for others to take a process for dead. */
    private static final int LONG_ONES = 12;

    private static final int LONG_PAUSE_MILLIS = 40_000;
    /** Of so many points one is armed before the start, so that it may be come by while Kept recovers. */
    private static final int FROM_THE_START = 4;

    private static final int MOST_ANSWERS = 4;
    private static final int ANSWER_MILLIS = 3_000;
    private static final int FULL_MILLIS = 4_000;
    private static final int MOST_LOOKS = 8;
    private static final Duration LOOK = Duration.ofSeconds(3);
    private static final Duration TWO_HOURS = Duration.ofHours(2);
    private static final Duration KILLED = Duration.ofSeconds(10);
    private static final Duration POINT_REACHED = Duration.ofSeconds(25);

    /** Whether it can be done on this machine. */
    boolean isPossible() {
        return true;
    }

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

    private static void awaitItsEnd(Scene scene) {
        if (!scene.kept().endsWithin(POINT_REACHED)) {
            scene.happens("not reached");
            Signals.KILL.to(List.of(scene.kept().handle()));
        }
    }

    /** Those to PostgreSQL, to Kafka, or to both. */
    private static List<Proxy> someProxies(Scene scene, Random random) {
        int which = random.nextInt(3);
        scene.happens(List.of("of PostgreSQL", "of Kafka", "of both").get(which));
        return switch (which) {
            case 0 -> List.of(scene.toPostgres());
            case 1 -> List.of(scene.toKafka());
            default -> List.of(scene.toPostgres(), scene.toKafka());
        };
    }

    private static void fillTheDisk(Scene scene, Random random, String folder) throws Violation {
        SmallDisk disk = scene.onSmallDisk(folder);
        startAgain(scene);
        scene.awaitReady();
        Scene.pause(random.nextInt(500));
        disk.fill();
        int millis = 1_000 + random.nextInt(FULL_MILLIS);
        scene.happens("for " + millis + " ms");
        Scene.pause(millis);
        disk.empty();
        Scene.pause(random.nextInt(1_000));
        scene.offSmallDisk(disk);
        startAgain(scene);
    }
}
