package dev.kept.projections.reminders.mail;

/** Hands letters over. */
public interface Post {

    Outcome send(Letter letter);
}
