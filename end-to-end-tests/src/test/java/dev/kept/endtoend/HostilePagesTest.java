package dev.kept.endtoend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.endtoend.HostileRequests.Op;
import dev.kept.endtoend.RawHttp.Reply;
import dev.kept.endtoend.RawHttp.Request;
import dev.kept.endtoend.Surfer.Form;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * Every page that links lead to, every form on them and every address beside the API, asked for as nobody should: none answers with a
 * 500, and the log has nothing to say of them. The seed is printed; {@code -Dkept.walk.seed} and {@code -Dkept.walk.seconds} are those
 * of {@link HostileWalkTest}.
 */
class HostilePagesTest {

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern TOKEN = Pattern.compile("_csrf=[^&]{60,}");
    private static final int OF_A_KIND = 2;

    /** What no link leads to. */
    private static final List<String> ADDRESSES = List.of(
            "/error",
            "/oauth2/authorization/kept",
            "/oauth2/authorization/x",
            "/oauth2/authorization/",
            "/oauth2/authorize",
            "/oauth2/authorize?response_type=code&client_id=x&redirect_uri=x",
            "/oauth2/token",
            "/oauth2/jwks",
            "/oauth2/introspect",
            "/oauth2/revoke",
            "/oauth2/par",
            "/oauth2/device_authorization",
            "/login/oauth2/code/kept",
            "/login/oauth2/code/kept?code=x&state=y",
            "/login/oauth2/code/x?code=x&state=y",
            "/login",
            "/logout",
            "/connect/logout",
            "/connect/logout?id_token_hint=x&post_logout_redirect_uri=x",
            "/connect/register",
            "/userinfo",
            "/.well-known/openid-configuration",
            "/.well-known/oauth-authorization-server",
            "/.well-known/oauth-authorization-server/x",
            "/.well-known/oauth-protected-resource",
            "/sign-in",
            "/sign-in?signed-out",
            "/sign-up",
            "/account",
            "/form-expired",
            "/calendars/x.ics",
            "/calendars/" + "A".repeat(43) + ".ics",
            "/reminders/unsubscribe",
            "/reminders/unsubscribe?token=x",
            "/reminders/confirm?secret=x",
            "/ledgers/00000000-0000-4000-8000-000000000000",
            "/ledgers/x",
            "/drafts/x",
            "/drafts/00000000-0000-4000-8000-000000000000/reading",
            "/reflections/00000000-0000-4000-8000-000000000000",
            "/dashboard/kept",
            "/dashboard/x",
            "/pages/sign-out",
            "/v3/api-docs",
            "/v3/api-docs.yaml",
            "/v3/api-docs/x",
            "/v3/api-docs/swagger-config",
            "/swagger-ui/index.html",
            "/actuator",
            "/actuator/health",
            "/actuator/health/x",
            "/actuator/health/readiness",
            "/actuator/info",
            "/actuator/metrics",
            "/actuator/metrics/x",
            "/actuator/env",
            "/webjars/x.js",
            "/favicon.ico",
            "/robots.txt",
            "/nothing");

    @TempDir
    static Path data;

    private static RunningKept kept;
    private static Person ada;
    private static TwoParties parties;
    private static JsonNode document;

    @BeforeAll
    static void start() {
        kept = RunningKept.up(data, "-Dkept.rate-limit.commands-per-second=100000", "-Dkept.rate-limit.burst=100000");
        ada = Person.signUp(kept.url(), "Ada", "ada@example.org");
        document = ada.get("/v3/api-docs").expect(200).body();
        parties = TwoParties.meet(ada, Person.signUp(kept.url(), "Bea", "bea@example.org"));
        parties.talk();
        parties.promise(Duration.ofDays(9));
        for (String path :
                List.of("/lessons", "/concerns", "/wins", "/feedback-requests", "/check-ins", "/charter/proposals")) {
            ops().stream()
                    .filter(op -> op.method().equals("POST") && op.path().equals("/api/ledgers/{ledger}" + path))
                    .forEach(op ->
                            ada.post(parties.path(path), body(new HostileRequests(document, new Random(1)), op)));
        }
    }

    @AfterAll
    static void stop() {
        kept.close();
    }

    private record Attack(String what, boolean signedIn, Supplier<Request> request) {}

    @Test
    void no_page_and_no_form_is_a_500() throws Exception {
        walk(Duration.ofSeconds(Long.getLong("kept.walk.seconds", 40)), HostileWalkTest.SEED_OF_A_BUILD);
    }

    @Test
    @Tag("long")
    void no_page_of_a_long_walk_is_a_500() throws Exception {
        walk(Duration.ofSeconds(Long.getLong("kept.walk.seconds", 900)), System.nanoTime());
    }

    /** Not by an answer that breaks off: of the three requests behind it, none is begun to be passed on before all can be answered. */
    @ParameterizedTest
    @ValueSource(strings = {"receipts=999999", "receipts=x", "leaveOut=x", "texts=x"})
    void a_download_that_cannot_be_made_is_refused_on_a_page(String query) throws Exception {
        try (Surfer surfer = new Surfer(kept.url())) {
            surfer.signIn("ada@example.org", "a long pass phrase of Ada");

            Reply refused = surfer.send(Surfer.get("/ledgers/" + parties.ledger() + "/proof?" + query));

            assertThat(refused.status()).isBetween(400, 499);
            assertThat(refused.header("Content-Type")).startsWith("text/html");
        }
    }

    private static void walk(Duration time, long otherwise) throws Exception {
        long seed = Long.getLong("kept.walk.seed", otherwise);
        System.out.println("The hostile walk's seed is " + seed + ": -Dkept.walk.seed=" + seed + " repeats it.");
        Random random = new Random(seed);
        Map<String, List<String>> faults = new TreeMap<>();
        Map<Integer, Integer> statuses = new TreeMap<>();
        try (Surfer surfer = new Surfer(kept.url());
                Surfer stranger = new Surfer(kept.url())) {
            surfer.signIn("ada@example.org", "a long pass phrase of Ada");
            List<String> drafts = strangeDrafts(random);
            Map<String, List<Form>> forms = new LinkedHashMap<>();
            List<String> pages = crawl(surfer, drafts, forms, faults);
            List<Attack> attacks = new ArrayList<>();
            pages.forEach(page -> onPage(page, attacks));
            forms.values().forEach(each -> each.forEach(form -> onForm(form, attacks)));
            ADDRESSES.forEach(address -> onAddress(address, attacks));
            Collections.shuffle(attacks, random);
            int sent = 0;
            String token = token(surfer);
            long end = System.nanoTime() + time.toNanos();
            for (Attack attack : attacks) {
                if (System.nanoTime() > end) {
                    break;
                }
                Request request = current(attack.request().get(), token);
                Reply reply = (attack.signedIn() ? surfer : stranger).send(request);
                sent++;
                statuses.merge(reply.status(), 1, Integer::sum);
                fault(attack.what(), request, reply, faults);
                String goal = reply.header("Location");
                if (attack.signedIn() && goal != null && goal.contains("/oauth2/authorization")) {
                    // An attack has ended the session.
                    surfer.signIn("ada@example.org", "a long pass phrase of Ada");
                    token = token(surfer);
                }
            }
            System.out.println("Sent " + sent + " of " + attacks.size() + " requests to " + pages.size() + " pages, "
                    + forms.values().stream().mapToInt(List::size).sum() + " forms: " + statuses);
        }
        StringBuilder told = new StringBuilder();
        faults.forEach((kind, cases) -> {
            told.append("\n").append(cases.size()).append(" times: ").append(kind);
            cases.stream()
                    .limit(Integer.getInteger("kept.walk.told", 4))
                    .forEach(each -> told.append("\n    ").append(each));
        });
        LogOf.complaints(data).forEach(line -> told.append("\n").append(line));
        assertThat(told.toString()).isEmpty();
    }

    /** The session's form token: forms were read in a session that may have ended since. */
    private static String token(Surfer surfer) throws IOException {
        return surfer.forms(surfer.send(Surfer.get("/ledgers/new")), "/ledgers/new").stream()
                .flatMap(form -> form.fields().stream())
                .filter(field -> field.getKey().equals("_csrf"))
                .findFirst()
                .orElseThrow()
                .getValue();
    }

    private static Request current(Request request, String token) {
        byte[] body = request.body();
        return body == null
                ? request
                : request.holding(TOKEN.matcher(new String(body, ISO_8859_1))
                        .replaceFirst("_csrf=" + URLEncoder.encode(token, UTF_8))
                        .getBytes(ISO_8859_1));
    }

    private static void fault(String what, Request request, Reply reply, Map<String, List<String>> faults) {
        int status = reply.status();
        boolean page =
                reply.mediaType().equals("text/html") || reply.mediaType().endsWith("json");
        String fault = status >= 500
                        && status != 503
                        && (status != 501 || request.method().equals("GET"))
                ? status + " for " + what
                : status >= 400 && !page && reply.body().length > 0
                        ? "'" + reply.mediaType() + "' with " + status
                        : null;
        if (fault != null) {
            faults.computeIfAbsent(fault, kind -> new ArrayList<>())
                    .add(request + " " + reply.text().lines().findFirst().orElse(""));
        }
    }

    /** Drafts of each operation that can be drafted, with bodies that it would refuse. */
    private static List<String> strangeDrafts(Random random) {
        HostileRequests requests = new HostileRequests(document, random);
        requests.know("ledger", parties.ledger());
        List<String> drafts = new ArrayList<>();
        for (Op op : ops()) {
            if (!op.method().equals("POST") || !op.path().startsWith("/api/ledgers/{ledger}/")) {
                continue;
            }
            List<HostileRequests.Attack> fields = requests.on(op).stream()
                    .filter(attack -> attack.what().startsWith("field"))
                    .limit(Integer.getInteger("kept.walk.drafts", 12))
                    .toList();
            for (HostileRequests.Attack attack : fields) {
                Request request = attack.request().get();
                Map<String, Object> draft =
                        new HashMap<>(Map.of("path", request.target(), "zone", "Europe/Berlin", "coolsUntil", "none"));
                draft.put("body", Person.JSON.readTree(request.body()));
                Person.Answer kept = ada.post("/api/drafts", draft);
                if (kept.status() == 201) {
                    drafts.add("/drafts/" + kept.text("draft"));
                }
            }
        }
        assertThat(drafts).hasSizeGreaterThan(50);
        return drafts;
    }

    /** Opens the drafts, and every kind of page that links lead to; gives some addresses of each kind, and the forms on them. */
    private static List<String> crawl(
            Surfer surfer, List<String> drafts, Map<String, List<Form>> forms, Map<String, List<String>> faults)
            throws IOException {
        List<String> pages = new ArrayList<>();
        Map<String, Integer> seen = new HashMap<>();
        Set<String> known = new HashSet<>();
        Deque<String> ahead = new ArrayDeque<>(List.of("/", "/account", "/me", "/ledgers/" + parties.ledger()));
        for (String draft : drafts) {
            Reply reply = surfer.send(Surfer.get(draft));
            fault("a strange draft", Surfer.get(draft), reply, faults);
        }
        ahead.addAll(drafts.subList(0, 5));
        while (!ahead.isEmpty()) {
            String address = ahead.poll();
            String kind = ID.matcher(address.replaceFirst("[?#].*", ""))
                    .replaceAll("one")
                    .replaceAll("\\d+", "n");
            if (!known.add(address) || seen.merge(kind, 1, Integer::sum) > OF_A_KIND) {
                continue;
            }
            Reply reply = surfer.send(Surfer.get(address));
            fault("a page", Surfer.get(address), reply, faults);
            pages.add(address);
            if (reply.mediaType().equals("text/html")) {
                ahead.addAll(surfer.links(reply, address));
                for (Form form : surfer.forms(reply, address)) {
                    List<Form> alike = forms.computeIfAbsent(
                            form.method()
                                    + ID.matcher(form.action().replaceFirst("\\?.*", ""))
                                            .replaceAll("one"),
                            each -> new ArrayList<>());
                    if (alike.size() < OF_A_KIND && !form.action().contains("sign-out")) {
                        alike.add(form);
                    }
                }
            }
        }
        assertThat(pages).hasSizeGreaterThan(60);
        return pages;
    }

    private static void onPage(String page, List<Attack> attacks) {
        String path = page.replaceFirst("\\?.*", "");
        for (String query : HostileValues.QUERIES) {
            attacks.add(new Attack("query", true, () -> Surfer.get(path + query)));
        }
        if (page.contains("?")) {
            for (String parameter : page.substring(page.indexOf('?') + 1).split("&")) {
                String name = parameter.split("=")[0];
                for (String value : HostileValues.texts()) {
                    attacks.add(new Attack(
                            "parameter " + name,
                            true,
                            () -> Surfer.get(path + "?" + Surfer.encode(List.of(Map.entry(name, value))))));
                }
            }
        }
        for (String name : List.of(
                "asOf",
                "cursor",
                "since",
                "q",
                "kind",
                "item",
                "part",
                "occurrence",
                "seen",
                "limit",
                "week",
                "side")) {
            for (int i = 0; i < 10; i++) {
                String value = HostileValues.texts().get((name.hashCode() & 0xFF) + i * 7 & 0x7F);
                attacks.add(new Attack(
                        "parameter " + name,
                        true,
                        () -> Surfer.get(path + "?" + Surfer.encode(List.of(Map.entry(name, value))))));
            }
        }
        headers(Surfer.get(page), true, attacks);
        String[] parts = path.split("/");
        for (int i = 1; i < parts.length; i++) {
            for (String part : HostileValues.PARTS_OF_PATHS) {
                String[] others = parts.clone();
                others[i] = part;
                attacks.add(new Attack("path", true, () -> Surfer.get(String.join("/", others))));
            }
        }
        for (String method : List.of("POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "PROPFIND")) {
            attacks.add(
                    new Attack("method " + method, true, () -> Surfer.get(page).by(method)));
        }
    }

    private static void headers(Request request, boolean signedIn, List<Attack> attacks) {
        HostileValues.HEADERS.forEach(header -> attacks.add(new Attack(
                "header " + header.getKey(),
                signedIn,
                () -> header.getKey().equals("Accept")
                        ? request.replacing("Accept", header.getValue())
                        : request.with(header.getKey(), header.getValue()))));
        for (String cookie : List.of(
                "kept=x",
                "kept-form=%00",
                "kept-zone=Mars%2FBase",
                "kept-zone=",
                "kept-said=x",
                "kept-wanted=x",
                "kept-sign-in=x",
                "kept-written=x",
                "zone=%00",
                "kept-device=x")) {
            attacks.add(new Attack("cookie", signedIn, () -> request.with("Cookie", cookie)));
        }
    }

    private static void onForm(Form form, List<Attack> attacks) {
        List<String> names =
                form.fields().stream().map(Map.Entry::getKey).distinct().toList();
        attacks.add(new Attack("a form", true, () -> Surfer.request(form)));
        for (String name : names) {
            for (String value : HostileValues.texts()) {
                attacks.add(new Attack("field " + name, true, () -> Surfer.request(form.with(name, value))));
            }
            attacks.add(new Attack("no field " + name, true, () -> Surfer.request(form.without(name))));
            attacks.add(new Attack("field " + name + " twice", true, () -> {
                List<Map.Entry<String, String>> twice = new ArrayList<>(form.fields());
                twice.add(Map.entry(name, "x"));
                return Surfer.request(new Form(form.method(), form.action(), twice));
            }));
            attacks.add(new Attack(
                    "rows of " + name, true, () -> Surfer.request(form.with(name + "-rows", "99999999999"))));
        }
        for (String name : List.of(
                "add-row",
                "remove-row",
                "show-dates",
                "check-tone",
                "keep-draft",
                "release",
                "occurrence",
                "x\u0000")) {
            for (String value : List.of("", "x", "-1", "99999999999", "evidence/99999999999", "a/b/c/d")) {
                attacks.add(new Attack("button " + name, true, () -> Surfer.request(form.with(name, value))));
            }
        }
        for (String type : List.of(
                "multipart/form-data",
                "multipart/form-data; boundary=x",
                "application/json",
                "text/plain",
                "garbage",
                "")) {
            attacks.add(new Attack(
                    "form of type " + type, true, () -> Surfer.request(form).replacing("Content-Type", type)));
        }
        for (String body : List.of("%", "%00=1", "a=%ff", "=", "&&&", "x".repeat(300_000), "a=b&".repeat(20_000))) {
            attacks.add(new Attack(
                    "body of a form", true, () -> Surfer.request(form).holding(body.getBytes(UTF_8))));
        }
        attacks.add(new Attack(
                "huge form",
                true,
                () -> Surfer.request(form.with("_x", "y".repeat(270_000))).inChunks()));
        headers(Surfer.request(form), true, attacks);
    }

    private static void onAddress(String address, List<Attack> attacks) {
        for (boolean signedIn : new boolean[] {false, true}) {
            for (String query : HostileValues.QUERIES) {
                attacks.add(new Attack("query", signedIn, () -> Surfer.get(address.replaceFirst("\\?.*", "") + query)));
            }
            headers(Surfer.get(address), signedIn, attacks);
            for (String method :
                    List.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "CONNECT", "FOO")) {
                attacks.add(new Attack(
                        "method " + method, signedIn, () -> Surfer.get(address).by(method)));
                attacks.add(new Attack(
                        "method " + method,
                        signedIn,
                        () -> Surfer.get(address).by(method).replacing("Accept", "application/json")));
            }
            for (String type : List.of(
                    "multipart/form-data",
                    "multipart/form-data; boundary=x",
                    "application/x-www-form-urlencoded",
                    "application/json")) {
                for (String body : List.of(
                        "",
                        "%",
                        "%00=1",
                        "grant_type=client_credentials",
                        "grant_type=%00",
                        "a=%ff",
                        "x".repeat(300_000))) {
                    attacks.add(new Attack(
                            "body of type " + type,
                            signedIn,
                            () -> Surfer.get(address)
                                    .by("POST")
                                    .with("Content-Type", type)
                                    .holding(body.getBytes(UTF_8))));
                }
            }
        }
    }

    private static List<Op> ops() {
        return new HostileRequests(document, new Random(0)).operations();
    }

    private static String body(HostileRequests requests, Op op) {
        return new String(requests.good(op).body(), UTF_8);
    }
}
