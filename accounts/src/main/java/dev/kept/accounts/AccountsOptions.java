package dev.kept.accounts;

import dev.kept.wording.Languages;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What an operator's command on accounts takes on a command line, and what it does once the database is found. */
public final class AccountsOptions {

    private static final Set<String> ACTIONS =
            Set.of("list", "add", "invite", "reset-link", "verify", "end-sessions", "end-second-factor", "close");
    private static final String LIST = "list";
    private static final String INVITE = "invite";

    /** Those that concern nobody who has an account. */
    private static final Set<String> WITHOUT_PERSON = Set.of(LIST, INVITE);

    @Parameters(
            index = "0",
            paramLabel = "ACTION",
            description =
                    "list: all accounts. add: one for somebody who cannot sign up, and a link that sets its password."
                            + " invite: a link by which one person signs up, also where only invited people do, good for a"
                            + " week."
                            + " reset-link: a link that sets a new password, good for a day. verify: the e-mail address"
                            + " counts as confirmed. end-sessions: signs the person out everywhere. end-second-factor: no"
                            + " code is asked for any more. close: deletes the account; the person leaves all ledgers, and"
                            + " what they recorded there stays.")
    private String action = LIST;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "PERSON",
            description = "An e-mail address or an account's id; nobody for list and invite.")
    private @Nullable String person;

    @Option(names = "--name", paramLabel = "NAME", description = "Of a new account's owner, as ledgers show it.")
    private @Nullable String name;

    @Option(
            names = "--mail",
            paramLabel = "ADDRESS",
            description = "With invite: where the running service mails the link, which is not shown then.")
    private @Nullable String mail;

    @Option(names = "--language", paramLabel = "TAG", description = "Of that mail: en, which is the default, or de.")
    private @Nullable String language;

    @Option(names = "--yes", description = "Closes the account; without it close only says whose it is.")
    private boolean sure;

    /**
     * Refuses what cannot be right, before anything is started for it.
     *
     * @throws CannotChangeAccount with the reason
     */
    public void check() {
        if (!ACTIONS.contains(action)) {
            throw new CannotChangeAccount(
                    "There is no '%s': say list, add, invite, reset-link, verify, end-sessions, end-second-factor or close."
                            .formatted(action));
        }
        if (WITHOUT_PERSON.contains(action) != (person == null)) {
            throw new CannotChangeAccount(
                    switch (action) {
                        case LIST -> "list takes nobody: it names all accounts.";
                        case INVITE -> "invite takes nobody: say with --mail where the link goes, or hand it over.";
                        default -> "Say whose account, by e-mail address or id.";
                    });
        }
        if (!action.equals(INVITE) && (mail != null || language != null)) {
            throw new CannotChangeAccount("--mail and --language belong to invite.");
        }
        if (language != null && Languages.named(language) == null) {
            throw new CannotChangeAccount("Kept writes no mails in '%s'.".formatted(language));
        }
    }

    /**
     * @param publicUrl where people reach Kept, for links
     * @throws CannotChangeAccount when there is no such account, or the database does not answer
     */
    public void run(Supplier<OperatorAccounts> opening, String publicUrl, PrintWriter console) {
        check();
        try {
            act(opening.get(), publicUrl, console);
        } catch (DataAccessException e) {
            // Without its message, which may quote a row.
            throw new CannotChangeAccount(
                    "The database does not answer as it should (%s). Is it up, and has accounts run once?"
                            .formatted(e.getClass().getSimpleName()));
        }
        console.flush();
    }

    private void act(OperatorAccounts accounts, String publicUrl, PrintWriter console) {
        switch (action) {
            case "add" -> add(accounts, publicUrl, console);
            case INVITE -> invite(accounts, publicUrl, console);
            case "reset-link" -> console.println(publicUrl + accounts.resetLink(known(accounts)));
            case "verify" -> {
                User user = known(accounts);
                accounts.verify(user);
                console.println("The address of account %s counts as confirmed.".formatted(user.id()));
            }
            case "end-sessions" -> {
                User user = known(accounts);
                accounts.endSessions(user);
                console.println("Account %s is signed out everywhere, on Kept's pages within a quarter of an hour."
                        .formatted(user.id()));
            }
            case "end-second-factor" -> {
                User user = known(accounts);
                accounts.endSecondFactor(user);
                console.println("Account %s is opened by its password alone.".formatted(user.id()));
            }
            case "close" -> close(accounts, console);
            default -> accounts.list(each -> console.println(line(each)));
        }
    }

    private void add(OperatorAccounts accounts, String publicUrl, PrintWriter console) {
        List<String> wrong =
                accounts.add(person, name, user -> console.println(publicUrl + accounts.resetLink(user))).stream()
                        .map(error -> error.detail())
                        .toList();
        if (!wrong.isEmpty()) {
            throw new CannotChangeAccount(wrong.stream().collect(Collectors.joining(" ")));
        }
    }

    private void invite(OperatorAccounts accounts, String publicUrl, PrintWriter console) {
        if (mail == null) {
            console.println(publicUrl + accounts.invite());
            return;
        }
        Locale chosen = language == null ? null : Languages.named(language);
        accounts.mailInvitation(mail, chosen == null ? Locale.UK : chosen).ifPresent(error -> {
            throw new CannotChangeAccount(error.detail());
        });
        console.println("A mail with the link goes out as soon as accounts run and a mail server takes it.");
    }

    private void close(OperatorAccounts accounts, PrintWriter console) {
        User user = known(accounts);
        if (!sure) {
            throw new CannotChangeAccount(
                    "This deletes account %s (%s, %s) for good, and the person leaves all ledgers; what was recorded there stays. Say --yes to do it."
                            .formatted(user.id(), user.name(), user.email()));
        }
        accounts.close(user);
        console.println(
                "Account %s is closed. Its ledgers are left, and its settings removed, as soon as accounts run and the API answers."
                        .formatted(user.id()));
    }

    private User known(OperatorAccounts accounts) {
        String whose = person == null ? "" : person;
        return accounts.find(whose)
                .orElseThrow(() -> new CannotChangeAccount("There is no such account; 'list' names all of them."));
    }

    private static String line(OperatorAccounts.Listed each) {
        return String.join(
                "\t",
                each.user().id().toString(),
                each.user().email(),
                each.user().verified() ? "confirmed" : "not confirmed",
                each.user().name(),
                "since " + each.createdAt(),
                each.lastSeenAt() == null ? "signed in nowhere" : "seen " + each.lastSeenAt(),
                each.hasPassword() ? "password" : "no password",
                each.passkeys() == 1 ? "1 passkey" : each.passkeys() + " passkeys",
                each.secondFactor() ? "second factor" : "no second factor");
    }
}
