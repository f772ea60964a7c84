package dev.kept.commitments.tone;

import dev.kept.commitments.tone.ToneAnswer.Checked;
import dev.kept.http.FieldError;
import dev.kept.http.Problem;
import dev.kept.tone.ToneCheck;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Lets few texts be checked at a time, and none for long, so that recording never waits for it. */
@Component
class Tones implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(Tones.class);
    private static final int AT_ONCE = 2;
    private static final int WAITING = 20;

    /** Some forms' worth of words: a second of one core at most. */
    private static final int MOST_CHARACTERS = 20_000;

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(3);

    private final ToneCheck check;
    private final ExecutorService threads;

    @Autowired
    Tones(@Value("${kept.tone.rules:}") String folder) {
        this(new ToneCheck(folder.isBlank() ? null : Path.of(folder), Tones::complain), threads());
    }

    Tones(ToneCheck check, ExecutorService threads) {
        this.check = check;
        this.threads = threads;
        check.faults().forEach(Tones::complain);
    }

    private static ExecutorService threads() {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                AT_ONCE,
                AT_ONCE,
                30,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING),
                Thread.ofPlatform().daemon().name("tone-", 0).factory());
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    private static void complain(String fault) {
        LOG.warn("Of the tone rules in kept.tone.rules something is wrong, and left out: {}", fault);
    }

    boolean isLoaded() {
        return check.isLoaded();
    }

    /** @throws Problem 400 for a language without rules; 503 when too many ask, or it takes too long */
    ToneAnswer check(CheckToneBody body) {
        requireLanguage(body.language());
        requireFewCharacters(body);
        Future<ToneAnswer> answer;
        try {
            answer = threads.submit(() -> answer(body));
        } catch (RejectedExecutionException e) {
            throw busy();
        }
        try {
            return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw busy();
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw busy();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a tone check failed", e.getCause());
        }
    }

    private ToneAnswer answer(CheckToneBody body) {
        List<Checked> texts = body.texts().stream()
                .map(each -> Checked.of(each, check.check(body.language(), each.text())))
                .toList();
        return new ToneAnswer(body.language(), texts);
    }

    private void requireLanguage(String language) {
        if (!check.languages().contains(language)) {
            throw Problem.invalidFields(List.of(new FieldError(
                    "#/language",
                    "unknown-language",
                    "There are rules for these languages: " + String.join(", ", check.languages()) + ".")));
        }
    }

    private static void requireFewCharacters(CheckToneBody body) {
        int characters =
                body.texts().stream().mapToInt(each -> each.text().length()).sum();
        if (characters > MOST_CHARACTERS) {
            throw Problem.invalidFields(List.of(new FieldError(
                    "#/texts",
                    "too-long",
                    "All texts together may have at most " + MOST_CHARACTERS
                            + " characters (UTF-16 code units): send them in several requests.")));
        }
    }

    private static Problem busy() {
        return Problem.temporarilyUnavailable(
                "The tone check is busy just now. Nothing depends on it: you can go on without.", RETRY_AFTER);
    }

    @Override
    public void destroy() {
        threads.shutdownNow();
    }
}
