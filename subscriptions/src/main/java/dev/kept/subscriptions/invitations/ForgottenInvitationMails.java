package dev.kept.subscriptions.invitations;

import dev.kept.subscriptions.requests.Housekeeping;
import dev.kept.subscriptions.requests.Sealing;
import dev.kept.subscriptions.settings.Settings;
import dev.kept.subscriptions.settings.SettingsListener;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** Deletes invitations on their way when their time is over, also where no mail is sent any more, and those of people who want to be forgotten. */
@Component
final class ForgottenInvitationMails implements Housekeeping, SettingsListener {

    private final InvitationMails mails;
    private final Clock clock;

    ForgottenInvitationMails(
            @Qualifier("subscriptionsDataSource") DataSource dataSource, Sealing sealing, Clock clock) {
        this.mails = new InvitationMails(dataSource, sealing);
        this.clock = clock;
    }

    @Override
    public void forget() {
        mails.forget(clock.instant());
    }

    @Override
    public void changed(Settings before, Settings after, Instant at) {
        // Each mail is in the language it was asked for in.
    }

    @Override
    public void forgotten(UUID member) {
        mails.forget(member);
    }
}
