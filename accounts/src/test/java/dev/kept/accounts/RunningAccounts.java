package dev.kept.accounts;

import dev.kept.local.KeptDatabase;
import dev.kept.local.SharedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.boot.Banner;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The application as it runs alone, on a port and a database of its own. */
class RunningAccounts implements AutoCloseable {

    static final String PASSWORD = "four unrelated words";

    private final KeptDatabase database;
    private final int port;
    private final Map<String, String> settings;
    private ConfigurableApplicationContext context;

    private RunningAccounts(KeptDatabase database, int port, Map<String, String> settings) {
        this.database = database;
        this.port = port;
        this.settings = settings;
        this.context = run();
    }

    /** For all tests that leave others alone. */
    static RunningAccounts shared() {
        return Shared.ACCOUNTS;
    }

    static RunningAccounts start(Map<String, String> settings) {
        return new RunningAccounts(SharedPostgres.freshDatabase(), freePort(), settings);
    }

    /** At an address with a name: browsers make passkeys for such alone. */
    static RunningAccounts startNamed(Map<String, String> settings) {
        int port = freePort();
        Map<String, String> named = new LinkedHashMap<>(settings);
        named.put("kept.public-url", named(port));
        return new RunningAccounts(SharedPostgres.freshDatabase(), port, named);
    }

    static RunningAccounts start() {
        return start(Map.of());
    }

    /** A second replica: another port, the same database and the same address for people. */
    RunningAccounts replica() {
        Map<String, String> same = new LinkedHashMap<>(settings);
        same.put("kept.public-url", url());
        return new RunningAccounts(database, freePort(), same);
    }

    /** As after a stop of the process: the same database and address. */
    void restart() {
        context.close();
        context = run();
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    String namedUrl() {
        return named(port);
    }

    private static String named(int port) {
        return "http://localhost:" + port;
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    <T> Collection<T> beans(Class<T> type) {
        return context.getBeansOfType(type).values();
    }

    JdbcClient jdbc() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(database.jdbcUrl());
        source.setUser(database.accountsOwner().username());
        source.setPassword(database.accountsOwner().password());
        source.setCurrentSchema("accounts");
        return JdbcClient.create((DataSource) source);
    }

    /** An address that nobody else signs up with. */
    static String freshEmail() {
        return UUID.randomUUID() + "@example.org";
    }

    User person(String name) {
        return person(freshEmail(), name);
    }

    User person(String email, String name) {
        if (bean(SignUp.class).signUp(email, name, PASSWORD) instanceof SignUp.SignUpResult.SignedUp(User user)) {
            return user;
        }
        throw new AssertionError("not signed up");
    }

    IssuedCredential credentialOf(User user) {
        if (bean(ApiCredentials.class).issue(user.id(), "tests")
                instanceof ApiCredentials.IssueResult.Issued(IssuedCredential issued)) {
            return issued;
        }
        throw new AssertionError("not issued");
    }

    @Override
    public void close() {
        context.close();
    }

    /** What whoever runs this does beside it. */
    OperatorAccounts operator() {
        return new OperatorAccounts(
                database.jdbcUrl(),
                database.accountsOwner().username(),
                database.accountsOwner().password(),
                Clock.systemUTC());
    }

    /** What an operator's command is given. */
    Map<String, String> operatorSettings() {
        return Map.of(
                "kept.public-url", url(),
                "kept.accounts.datasource.url", database.jdbcUrl(),
                "kept.accounts.datasource.username", database.accountsOwner().username(),
                "kept.accounts.datasource.password", database.accountsOwner().password());
    }

    private ConfigurableApplicationContext run() {
        Map<String, String> all = new LinkedHashMap<>(operatorSettings());
        all.put("server.port", Integer.toString(port));
        all.put("server.address", "127.0.0.1");
        all.putAll(settings);
        return new SpringApplicationBuilder(AccountsApplication.class)
                .logStartupInfo(false)
                .bannerMode(Banner.Mode.OFF)
                .run(all.entrySet().stream()
                        .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                        .toArray(String[]::new));
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Shared {
        static final RunningAccounts ACCOUNTS = start(Map.of(
                "kept.accounts.sign-ups-per-address", "1000000",
                "kept.accounts.failed-sign-ins-per-address", "1000000"));
    }
}
