package dev.kept.subscriptions.settings;

import dev.kept.http.AccountClosed;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Deletes everything that people chose here: their settings, how they are reminded and where, their calendars. */
@Component
class Forgetting {

    private static final Logger log = LoggerFactory.getLogger(Forgetting.class);

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

    /** The account is closed already: that stays so, whatever happens here. */
    @EventListener
    void closed(AccountClosed account) {
        try {
            forget(account.member());
        } catch (RuntimeException failure) {
            log.error(
                    "The settings of {}, whose account was closed, could not be deleted: {}",
                    account.member(),
                    failure.getClass().getName());
        }
    }
}
