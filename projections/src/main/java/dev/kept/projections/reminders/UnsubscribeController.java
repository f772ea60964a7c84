package dev.kept.projections.reminders;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Where the link in each mail leads, for whoever has the mail: nobody signs in to be left alone. A program of the mailbox may post to
 * it (RFC 8058); opening it changes nothing, because programs open links to look at them.
 */
@Controller
@Hidden
class UnsubscribeController {

    private static final String VIEW = "pages/unsubscribe";

    private final People people;
    private final TransactionOperations write;
    private final Clock clock;

    UnsubscribeController(
            People people, @Qualifier("subscriptionsTransactions") TransactionOperations write, Clock clock) {
        this.people = people;
        this.write = write;
        this.clock = clock;
    }

    @GetMapping("/reminders/unsubscribe")
    String ask(@RequestParam(defaultValue = "") String token, Model model, HttpServletResponse response) {
        boolean known = Boolean.TRUE.equals(
                write.execute(transaction -> people.lockByUnsubscribe(token).isPresent()));
        model.addAttribute("token", token);
        return shown(known ? "asked" : "unknown", model, response);
    }

    @PostMapping("/reminders/unsubscribe")
    String unsubscribe(@RequestParam(defaultValue = "") String token, Model model, HttpServletResponse response) {
        Instant at = clock.instant();
        boolean done = Boolean.TRUE.equals(write.execute(transaction -> {
            Optional<Person> person = people.lockByUnsubscribe(token);
            person.filter(each -> each.wishes().rhythm() != Rhythm.NEVER)
                    .ifPresent(each -> people.save(each.says(each.wishes().never(), at)));
            return person.isPresent();
        }));
        return shown(done ? "done" : "unknown", model, response);
    }

    private static String shown(String state, Model model, HttpServletResponse response) {
        response.setHeader("Cache-Control", "no-store");
        // The address holds a secret, and the page links to others.
        response.setHeader("Referrer-Policy", "no-referrer");
        model.addAttribute("state", state);
        model.addAttribute(
                "title",
                switch (state) {
                    case "asked" -> "No more reminders by mail?";
                    case "done" -> "The mails have stopped";
                    default -> "This link stops nothing";
                });
        if (state.equals("unknown")) {
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
        }
        return VIEW;
    }
}
