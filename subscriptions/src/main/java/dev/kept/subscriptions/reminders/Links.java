package dev.kept.subscriptions.reminders;

import dev.kept.wording.Words;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** The page on which something can be done. */
@Component("reminderLinks")
public final class Links {

    private final Words words;

    Links() {
        this.words = new Words(Locale.UK);
    }

    /**
     * A path, from the root.
     *
     * @param role the reader's: a mediator reads commitments in the review
     */
    public String of(Reminder reminder, String role) {
        String item = reminder.item() == null ? null : reminder.item().toString();
        boolean review = role.equals("mediator") && reminder.itemKind().equals("commitment");
        return "/ledgers/" + reminder.ledger() + (review ? "/review" : words.place(reminder.itemKind(), item));
    }
}
