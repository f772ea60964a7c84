package dev.kept.events;

import java.util.UUID;

/** Interests that others should know of when they read what somebody writes. */
public sealed interface InterestEvent extends LedgerEvent {

    UUID interest();

    @Override
    default UUID subject() {
        return interest();
    }

    /** Whoever recorded this entry discloses an interest of their own. */
    record InterestDisclosed(UUID interest, Text text) implements InterestEvent {}
}
