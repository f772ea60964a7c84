package dev.kept.subscriptions.settings;

import java.time.Instant;
import java.util.UUID;

/** Notified of changed and of deleted settings, within the transaction in which that happens. */
public interface SettingsListener {

    /** @param after as they are stored now */
    void changed(Settings before, Settings after, Instant at);

    /** Deletes what is stored of a person. */
    void forgotten(UUID member);
}
