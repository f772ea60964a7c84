package dev.kept.subscriptions.reminders.mail;

/** Hands letters over. */
public interface Post {

    Outcome send(Letter letter);
}
