package dev.kept.endtoend.crash;

import dev.kept.accounts.AccountsApplication;
import dev.kept.commitments.CommitmentsServiceApplication;
import dev.kept.local.Credentials;
import dev.kept.local.KeptDatabase;
import dev.kept.pages.PagesApplication;
import dev.kept.projections.ProjectionsApplication;
import dev.kept.subscriptions.SubscriptionsApplication;
import java.util.Locale;
import java.util.function.Function;

/** A part of Kept that can run as a process of its own. */
enum Service {
    ACCOUNTS(AccountsApplication.class, KeptDatabase::accountsOwner, KeptDatabase::accountsOwner, ""),
    COMMITMENTS(
            CommitmentsServiceApplication.class,
            KeptDatabase::commitmentsApp,
            KeptDatabase::commitmentsOwner,
            ",commitmentsStore,commitmentsRelay,commitmentsDeadlineRecording"),
    PROJECTIONS(
            ProjectionsApplication.class,
            KeptDatabase::projectionsOwner,
            KeptDatabase::projectionsOwner,
            ",projectionsHealth"),
    SUBSCRIPTIONS(
            SubscriptionsApplication.class,
            KeptDatabase::subscriptionsOwner,
            KeptDatabase::subscriptionsOwner,
            ",subscriptionsHealth"),
    PAGES(PagesApplication.class, KeptDatabase::pagesOwner, KeptDatabase::pagesOwner, ",pagesHealth");

    private final Class<?> program;
    private final Function<KeptDatabase, Credentials> role;
    private final Function<KeptDatabase, Credentials> owner;
    private final String health;

    Service(
            Class<?> program,
            Function<KeptDatabase, Credentials> role,
            Function<KeptDatabase, Credentials> owner,
            String health) {
        this.program = program;
        this.role = role;
        this.owner = owner;
        this.health = health;
    }

    /** As its settings and the front door name it. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    Class<?> program() {
        return program;
    }

    /** The role that it works as. */
    Credentials role(KeptDatabase database) {
        return role.apply(database);
    }

    /** The role that its migrations are run as. */
    Credentials owner(KeptDatabase database) {
        return owner.apply(database);
    }

    /** What has to be well before it is sent requests. */
    String readiness() {
        return "readinessState" + health;
    }
}
