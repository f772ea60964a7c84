package dev.kept.subscriptions.settings;

import java.util.List;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Deletes everything that people chose here: their settings, how they are reminded and where, their calendars. */
@Component
class Forgetting {

    private final StoredSettings stored;
    private final List<SettingsListener> listeners;
    private final TransactionOperations write;

    Forgetting(
            StoredSettings stored,
            List<SettingsListener> listeners,
            @Qualifier("subscriptionsTransactions") TransactionOperations write) {
        this.stored = stored;
        this.listeners = List.copyOf(listeners);
        this.write = write;
    }

    void forget(UUID member) {
        write.executeWithoutResult(transaction -> {
            // As when settings are saved: whoever saves at the same time comes before or after.
            stored.lock(member);
            listeners.forEach(listener -> listener.forgotten(member));
            stored.delete(member);
        });
    }
}
