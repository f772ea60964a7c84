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

@Component
class Housekeeping implements SmartInitializingSingleton, DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(Housekeeping.class);
    private static final long EVERY_MINUTES = 10;

    private final List<Chore> chores;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("accounts-housekeeping").daemon().factory());

    Housekeeping(List<Chore> chores) {
        this.chores = chores;
    }

    @Override
    public void afterSingletonsInstantiated() {
        var _ = timer.scheduleWithFixedDelay(this::tidy, EVERY_MINUTES, EVERY_MINUTES, TimeUnit.MINUTES);
    }

    @Override
    public void destroy() {
        timer.shutdownNow();
    }

    private void tidy() {
        for (Chore chore : chores) {
            try {
                chore.tidy();
            } catch (RuntimeException e) {
                // Left for the next round; the class name alone, since a database's message may quote a row.
                log.warn(
                        "{} was not done: {}",
                        chore.getClass().getSimpleName(),
                        e.getClass().getName());
            }
        }
    }
}
