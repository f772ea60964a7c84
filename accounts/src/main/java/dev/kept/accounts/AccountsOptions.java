package dev.kept.accounts;

import java.io.PrintWriter;
import java.util.List;
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
            Set.of("list", "add", "reset-link", "verify", "end-sessions", "end-second-factor", "close");
    private static final String LIST = "list";

    @Parameters(
            index = "0",
            paramLabel = "ACTION",
            description =
                    "list: all accounts. add: one for somebody who cannot sign up, and a link that sets its password."
                            + " reset-link: a link that sets a new password, good for a day. verify: the e-mail address"
                            + " counts as confirmed. end-sessions: signs the person out everywhere. end-second-factor: no"
                            + " code is asked for any more. close: deletes the account; what the person recorded in"
                            + " ledgers stays.")
    private String action = LIST;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "PERSON",
            description = "An e-mail address or an account's id; nobody for list.")
    private @Nullable String person;

    @Option(names = "--name", paramLabel = "NAME", description = "Of a new account's owner, as ledgers show it.")
    private @Nullable String name;

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
                    "There is no '%s': say list, add, reset-link, verify, end-sessions, end-second-factor or close."
                            .formatted(action));
        }
        if (action.equals(LIST) != (person == null)) {
            throw new CannotChangeAccount(
                    action.equals(LIST)
                            ? "list takes nobody: it names all accounts."
                            : "Say whose account, by e-mail address or id.");
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

    private void close(OperatorAccounts accounts, PrintWriter console) {
        User user = known(accounts);
        if (!sure) {
            throw new CannotChangeAccount(
                    "This deletes account %s (%s, %s) for good; what was recorded in ledgers stays. Say --yes to do it."
                            .formatted(user.id(), user.name(), user.email()));
        }
        accounts.close(user);
        console.println("Account %s is closed.".formatted(user.id()));
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
                each.lastSeenAt() == null ? "signed in nowhere" : "seen " + each.lastSeenAt());
    }
}
