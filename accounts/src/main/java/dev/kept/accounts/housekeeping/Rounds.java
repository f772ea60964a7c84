package dev.kept.accounts.housekeeping;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/** Runs the rounds, each on a thread of its own: they wait for servers, which may not answer. */
@Component
class Rounds implements SmartInitializingSingleton, DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(Rounds.class);
    private static final long EVERY_SECONDS = 3;

    private final List<Round> rounds;
    private final ScheduledExecutorService timer;

    Rounds(List<Round> rounds) {
        this.rounds = rounds;
        this.timer = Executors.newScheduledThreadPool(
                rounds.size(),
                Thread.ofPlatform().name("accounts-rounds-", 0).daemon().factory());
    }

    @Override
    public void afterSingletonsInstantiated() {
        for (Round round : rounds) {
            var _ = timer.scheduleWithFixedDelay(() -> run(round), EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
        }
    }

    @Override
    public void destroy() {
        timer.shutdownNow();
    }

    private static void run(Round round) {
        try {
            round.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // Left for the next round; the class name alone, since a database's message may quote a row.
            log.warn(
                    "{} failed: {}",
                    round.getClass().getSimpleName(),
                    e.getClass().getName());
        }
    }
}
