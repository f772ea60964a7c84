package dev.kept.subscriptions.settings;

import java.time.Instant;

/** Notified of changed settings, within the transaction that stores them. */
public interface SettingsListener {

    /** @param settings as they are stored now */
    void changed(Settings settings, Instant at);
}
