package dev.kept.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Ingress;
import io.kubernetes.client.openapi.models.V1Namespace;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1StatefulSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.yaml.snakeyaml.Yaml;

/** What the manifests in docker/kubernetes say, checked by Kubernetes' own schema and held against the compose files. */
class KubernetesTest {

    private static final Path DOCKER = Path.of("../docker");
    private static final Path FOLDER = DOCKER.resolve("kubernetes");
    private static final String KUSTOMIZATION = "kustomization.yaml";
    private static final List<String> SERVICES =
            List.of("accounts", "commitments-service", "projections", "subscriptions", "pages");

    private static final Pattern UPSTREAM = Pattern.compile("server ([\\w-]+):(\\d+) resolve;");

    /** What compose takes from docker/.env: settings.env has it where compose has a value without it. */
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)(?::?([-?])(.*))?}");

    private final List<Map<String, Object>> manifests = manifests();
    private final Map<String, Object> compose = yaml(DOCKER.resolve("compose.yaml"));
    private final Map<String, String> settings = settings();

    @Test
    void every_manifest_is_one_that_kubernetes_knows_and_that_is_applied() throws IOException {
        for (Map<String, Object> manifest : manifests) {
            validate(manifest);
        }

        Set<String> files = new TreeSet<>();
        try (Stream<Path> all = Files.list(FOLDER)) {
            all.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".yaml") && !name.equals(KUSTOMIZATION))
                    .forEach(files::add);
        }
        assertThat(list(yaml(FOLDER.resolve(KUSTOMIZATION)).get("resources")).stream()
                        .map(String::valueOf))
                .containsExactlyInAnyOrderElementsOf(files);
    }

    @Test
    void a_field_that_kubernetes_does_not_know_is_noticed() {
        Map<String, Object> wrong = copy(named("Deployment", "pages"));
        container(wrong, "pages").put("readynessProbe", Map.of());

        assertThatThrownBy(() -> validate(wrong)).hasMessageContaining("readynessProbe");
    }

    @Test
    void no_container_may_do_more_than_it_has_to_and_each_has_its_limits() {
        for (Map<String, Object> workload : workloads()) {
            Map<String, Object> pod = pod(workload);
            assertThat(pod).containsEntry("automountServiceAccountToken", false);
            assertThat(map(pod.get("securityContext")))
                    .containsEntry("runAsNonRoot", true)
                    .containsEntry("seccompProfile", Map.of("type", "RuntimeDefault"));
            for (Map<String, Object> container : containers(pod)) {
                assertThat(map(container.get("securityContext")))
                        .as("%s", container.get("name"))
                        .containsEntry("allowPrivilegeEscalation", false)
                        .containsEntry("readOnlyRootFilesystem", true)
                        .containsEntry("capabilities", Map.of("drop", List.of("ALL")));
                assertThat(map(map(container.get("resources")).get("limits"))).containsKey("memory");
            }
            if (!workload.get("kind").equals("StatefulSet") && !name(workload).equals("operator")) {
                assertThat(containers(pod).getLast()).containsKeys("readinessProbe", "livenessProbe");
                assertThat(map(workload.get("spec"))).containsEntry("replicas", 2);
                assertThat(named("PodDisruptionBudget", name(workload))).isNotNull();
            }
        }
    }

    @ParameterizedTest
    @FieldSource("SERVICES")
    void a_service_has_the_settings_that_it_has_in_compose(String service) {
        Map<String, String> own = environment(container(named("Deployment", service), service));
        Map<String, Object> expected =
                map(map(map(compose.get("services")).get(service)).get("environment"));

        expected.forEach((setting, value) -> {
            MatchResult variable = VARIABLE.matcher(String.valueOf(value))
                    .results()
                    .findFirst()
                    .orElse(null);
            if (setting.equals("KEPT_KAFKA_BOOTSTRAP_SERVERS")) {
                assertThat(own.get(setting)).isEqualTo("kafka-0.kafka:9092,kafka-1.kafka:9092,kafka-2.kafka:9092");
            } else if (setting.endsWith("_DATASOURCE_URL")) {
                assertThat(own.get(setting))
                        .isEqualTo(String.valueOf(cluster(service).get(setting))
                                .replace("//postgres,postgres-2/", "//postgres-0.postgres,postgres-1.postgres/"));
            } else if (variable == null) {
                assertThat(own).containsEntry(setting, String.valueOf(value));
            } else if ("?".equals(variable.group(2))
                    || !String.valueOf(variable.group(3)).isEmpty() && variable.group(3) != null) {
                assertThat(settings).as("needed by %s", service).containsKey(setting);
            }
        });
        assertThat(list(container(named("Deployment", service), service).get("envFrom")))
                .isEqualTo(List.of(Map.of("configMapRef", Map.of("name", "settings"))));
    }

    @ParameterizedTest
    @FieldSource("SERVICES")
    void a_service_is_given_the_secrets_that_it_has_in_compose_and_no_others(String service) {
        Set<String> expected = list(
                        map(map(compose.get("services")).get(service)).get("secrets"))
                .stream()
                .map(KubernetesTest::map)
                .map(secret -> secret.get("target") + " from " + secret.get("source"))
                .collect(Collectors.toSet());

        assertThat(secrets(named("Deployment", service), service)).isEqualTo(expected);
    }

    @Test
    void each_secret_and_each_setting_that_a_pod_names_is_made() {
        Map<String, Object> kustomization = yaml(FOLDER.resolve(KUSTOMIZATION));
        Map<String, Object> made = new HashMap<>();
        list(kustomization.get("secretGenerator"))
                .forEach(secret -> made.put(
                        String.valueOf(map(secret).get("name")), map(secret).get("files")));
        Set<String> used = new TreeSet<>();
        workloads()
                .forEach(workload -> list(pod(workload).get("volumes")).forEach(volume -> {
                    Map<String, Object> projected =
                            map(map(volume).getOrDefault("projected", Map.of("sources", List.of())));
                    list(projected.get("sources"))
                            .forEach(source -> used.add(String.valueOf(
                                    map(map(source).get("secret")).get("name"))));
                }));

        assertThat(made.keySet()).isEqualTo(used);
        assertThat(made).allSatisfy((name, files) -> assertThat(files).isEqualTo(List.of("value=../secrets/" + name)));
        for (Object map : list(kustomization.get("configMapGenerator"))) {
            Stream.concat(
                            list(map(map).getOrDefault("files", List.of())).stream(),
                            list(map(map).getOrDefault("envs", List.of())).stream())
                    .forEach(file ->
                            assertThat(FOLDER.resolve(String.valueOf(file))).exists());
        }
        assertThat(settings).containsEntry("KEPT_KAFKA_CLUSTER_ID", "");
    }

    @Test
    void the_owner_of_the_event_store_is_known_to_migrations_and_to_the_operator_alone() {
        String owner = "kept.commitments.migration.password from commitments-owner-password";

        for (Map<String, Object> workload : workloads()) {
            for (Map<String, Object> container : containers(pod(workload))) {
                String name = String.valueOf(container.get("name"));
                boolean knows = Set.of("migrate", "operator").contains(name);
                assertThat(secrets(workload, name).contains(owner)).as(name).isEqualTo(knows);
            }
        }
        assertThat(container(named("Deployment", "commitments-service"), "migrate"))
                .containsEntry("args", List.of("migrate"));
        assertThat(map(named("Deployment", "operator").get("spec"))).containsEntry("replicas", 0);
    }

    @Test
    void a_store_is_reached_by_the_services_that_compose_lets_reach_it_and_reaches_nothing() {
        for (var store : Map.of("postgres", "database", "kafka", "log").entrySet()) {
            Set<String> expected = map(compose.get("services")).entrySet().stream()
                    .filter(service -> list(map(service.getValue()).getOrDefault("networks", List.of()))
                            .contains(store.getValue()))
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toSet());
            assertThat(callers(store.getKey())).isEqualTo(expected);
        }
        assertThat(reached("postgres")).containsExactly("postgres");
        assertThat(reached("kafka")).containsExactly("kafka");
        assertThat(reached("front-door")).containsExactlyInAnyOrderElementsOf(SERVICES);
        assertThat(list(map(named("NetworkPolicy", "nothing-but-names").get("spec"))
                        .get("policyTypes")))
                .isEqualTo(List.of("Ingress", "Egress"));
        for (Map<String, Object> workload : workloads()) {
            for (String called : reached(name(workload))) {
                if (!called.equals("front-door")) {
                    assertThat(callers(called))
                            .as("%s, called by %s", called, name(workload))
                            .contains(name(workload));
                }
            }
        }
    }

    @Test
    void each_record_is_on_two_of_three_brokers() {
        Map<String, Object> kafka = named("StatefulSet", "kafka");
        Map<String, String> settings = environment(container(kafka, "kafka"));
        Map<String, Object> single =
                map(map(map(compose.get("services")).get("kafka")).get("environment"));
        Map<String, Object> cluster = cluster("kafka");

        assertThat(map(kafka.get("spec"))).containsEntry("replicas", 3);
        for (String setting : List.of(
                "KAFKA_DEFAULT_REPLICATION_FACTOR",
                "KAFKA_MIN_INSYNC_REPLICAS",
                "KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR",
                "KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR",
                "KAFKA_TRANSACTION_STATE_LOG_MIN_ISR")) {
            assertThat(settings).containsEntry(setting, String.valueOf(cluster.get(setting)));
        }
        for (String setting : List.of(
                "KAFKA_AUTO_CREATE_TOPICS_ENABLE", "KAFKA_LOG_RETENTION_MS", "KAFKA_LOG_FLUSH_INTERVAL_MESSAGES")) {
            assertThat(settings).containsEntry(setting, String.valueOf(single.get(setting)));
        }
        assertThat(settings.get("KAFKA_CONTROLLER_QUORUM_VOTERS"))
                .isEqualTo("1@kafka-0.kafka:9093,2@kafka-1.kafka:9093,3@kafka-2.kafka:9093");
        assertThat(environment(container(named("Deployment", "commitments-service"), "commitments-service")))
                .containsEntry("KEPT_KAFKA_REPLICATION_FACTOR", "3");
    }

    @Test
    void one_postgresql_follows_the_other_as_in_compose() throws IOException {
        Map<String, Object> postgres = named("StatefulSet", "postgres");
        Map<String, Object> container = container(postgres, "postgres");
        Set<String> given = list(
                        map(map(compose.get("services")).get("postgres")).get("secrets"))
                .stream()
                .map(String::valueOf)
                .collect(Collectors.toSet());
        given.add("replication-password");

        assertThat(map(postgres.get("spec"))).containsEntry("replicas", 2);
        assertThat(named("PodDisruptionBudget", "postgres")).isNotNull();
        assertThat(secrets(postgres, "postgres").stream().map(secret -> secret.replaceFirst(" from .*", "")))
                .containsExactlyInAnyOrderElementsOf(given);
        assertThat(settings).containsEntry("KEPT_POSTGRES_PRIMARY", "postgres-0.postgres");
        assertThat(list(container.get("command")).get(2).toString())
                .contains("KEPT_POSTGRES_NAME=$HOSTNAME.postgres", "exec bash /etc/kept/postgres/pair.sh");
        // Without it the server would be another's after a change of its image.
        assertThat(environment(container))
                .containsEntry("PGDATA", String.valueOf(cluster("postgres").get("PGDATA")));
        assertThat(list(yaml(FOLDER.resolve(KUSTOMIZATION)).get("configMapGenerator")).stream()
                        .map(KubernetesTest::map)
                        .filter(map -> "postgres-pair".equals(map.get("name")))
                        .map(map -> map.get("files")))
                .containsExactly(List.of("../postgres/pair.sh", "../postgres/pair_hba.conf"));
    }

    @Test
    void the_door_finds_every_service_by_the_names_of_the_cluster(@TempDir Path folder) throws Exception {
        Path written = folder.resolve("nginx.conf");
        Path resolv = Files.writeString(
                folder.resolve("resolv.conf"), "search kept.svc.cluster.local\nnameserver 10.96.0.10\n");
        String script = Files.readString(DOCKER.resolve("front-door/50-names.sh"))
                .replace(
                        "/etc/nginx/nginx.conf",
                        DOCKER.resolve("front-door/nginx.conf").toString())
                .replace("/tmp/nginx.conf", written.toString());

        assertThat(run(script, resolv, "")).isZero();
        assertThat(written).doesNotExist();
        assertThat(run(script, resolv, "kept;exit")).isEqualTo(1);
        assertThat(run(script, resolv, settings.getOrDefault("KEPT_SERVICE_DOMAIN", "")))
                .isZero();

        String before = Files.readString(DOCKER.resolve("front-door/nginx.conf"));
        String after = Files.readString(written);
        assertThat(after).contains("resolver 10.96.0.10 ").doesNotContain("127.0.0.11");
        Map<String, String> upstreams = new TreeMap<>();
        UPSTREAM.matcher(before).results().forEach(found -> upstreams.put(found.group(1), found.group(2)));
        assertThat(upstreams.keySet()).containsExactlyInAnyOrderElementsOf(SERVICES);
        upstreams.forEach((service, port) -> {
            assertThat(after).contains("server " + service + ".kept.svc.cluster.local:" + port + " resolve;");
            Map<String, Object> found = map(named("Service", service).get("spec"));
            assertThat(map(list(found.get("ports")).getFirst())).containsEntry("port", Integer.valueOf(port));
        });
        assertThat(after.lines()).hasSameSizeAs(before.lines().toList());
    }

    /** The environment that compose.cluster.yaml adds for one. */
    private static Map<String, Object> cluster(String service) {
        Map<String, Object> services =
                map(yaml(DOCKER.resolve("compose.cluster.yaml")).get("services"));
        return map(map(services.get(service)).get("environment"));
    }

    private static int run(String script, Path resolv, String domain) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", script).redirectErrorStream(true);
        builder.environment().put("KEPT_SERVICE_DOMAIN", domain);
        builder.environment().put("KEPT_RESOLV_CONF", resolv.toString());
        Process process = builder.start();
        process.getInputStream().readAllBytes();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private static void validate(Map<String, Object> manifest) throws IOException {
        JsonElement json = new Gson().toJsonTree(manifest);
        switch (String.valueOf(manifest.get("kind"))) {
            case "Namespace" -> V1Namespace.validateJsonElement(json);
            case "Deployment" -> V1Deployment.validateJsonElement(json);
            case "StatefulSet" -> V1StatefulSet.validateJsonElement(json);
            case "Service" -> V1Service.validateJsonElement(json);
            case "PodDisruptionBudget" -> V1PodDisruptionBudget.validateJsonElement(json);
            case "Ingress" -> V1Ingress.validateJsonElement(json);
            case "NetworkPolicy" -> V1NetworkPolicy.validateJsonElement(json);
            default -> throw new IOException("no schema for " + manifest.get("kind"));
        }
    }

    /** What a container finds in /run/secrets. */
    private static Set<String> secrets(Map<String, Object> workload, String container) {
        Set<String> mounted = list(container(workload, container).get("volumeMounts")).stream()
                .map(KubernetesTest::map)
                .filter(mount -> "/run/secrets".equals(mount.get("mountPath")))
                .map(mount -> String.valueOf(mount.get("name")))
                .collect(Collectors.toSet());
        Set<String> found = new HashSet<>();
        for (Object volume : list(pod(workload).get("volumes"))) {
            if (mounted.contains(String.valueOf(map(volume).get("name")))) {
                for (Object source : list(map(map(volume).get("projected")).get("sources"))) {
                    Map<String, Object> secret = map(map(source).get("secret"));
                    Map<String, Object> item = map(list(secret.get("items")).getFirst());
                    found.add(item.get("path") + " from " + secret.get("name"));
                }
            }
        }
        return found;
    }

    private static Map<String, String> environment(Map<String, Object> container) {
        Map<String, String> environment = new HashMap<>();
        list(container.get("env")).stream()
                .map(KubernetesTest::map)
                .filter(each -> each.containsKey("value"))
                .forEach(each -> environment.put(String.valueOf(each.get("name")), String.valueOf(each.get("value"))));
        return environment;
    }

    /** Which workloads a policy lets call one. */
    private Set<String> callers(String called) {
        return peers(called, "ingress", "from");
    }

    private Set<String> reached(String caller) {
        return peers(caller, "egress", "to");
    }

    private Set<String> peers(String workload, String direction, String end) {
        Set<String> peers = new TreeSet<>();
        for (Object rule :
                list(map(named("NetworkPolicy", workload).get("spec")).get(direction))) {
            for (Object peer : list(map(rule).getOrDefault(end, List.of()))) {
                if (map(peer).get("podSelector") != null) {
                    Map<String, Object> labels =
                            map(map(map(peer).get("podSelector")).get("matchLabels"));
                    peers.add(String.valueOf(labels.get("app")));
                }
            }
        }
        return peers;
    }

    private List<Map<String, Object>> workloads() {
        return manifests.stream()
                .filter(each -> Set.of("Deployment", "StatefulSet").contains(String.valueOf(each.get("kind"))))
                .toList();
    }

    private Map<String, Object> named(String kind, String name) {
        return manifests.stream()
                .filter(each -> kind.equals(each.get("kind")) && name.equals(name(each)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no " + kind + " " + name));
    }

    private static String name(Map<String, Object> manifest) {
        return String.valueOf(map(manifest.get("metadata")).get("name"));
    }

    private static Map<String, Object> pod(Map<String, Object> workload) {
        return map(map(map(workload.get("spec")).get("template")).get("spec"));
    }

    private static List<Map<String, Object>> containers(Map<String, Object> pod) {
        return Stream.concat(
                        list(pod.getOrDefault("initContainers", List.of())).stream(),
                        list(pod.get("containers")).stream())
                .map(KubernetesTest::map)
                .toList();
    }

    private static Map<String, Object> container(Map<String, Object> workload, String name) {
        return containers(pod(workload)).stream()
                .filter(each -> name.equals(each.get("name")))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no container " + name));
    }

    private static List<Map<String, Object>> manifests() {
        List<Map<String, Object>> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".yaml"))
                    .filter(path -> !path.endsWith(KUSTOMIZATION))
                    .sorted()
                    .toList()) {
                try (var text = Files.newBufferedReader(file)) {
                    new Yaml().loadAll(text).forEach(each -> all.add(map(each)));
                }
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return all;
    }

    private static Map<String, String> settings() {
        try (Stream<String> lines = Files.lines(FOLDER.resolve("settings.env"))) {
            return lines.filter(line -> line.contains("=") && !line.startsWith("#"))
                    .map(line -> line.split("=", 2))
                    .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1], (a, b) -> b, LinkedHashMap::new));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Map<String, Object> yaml(Path file) {
        try (var text = Files.newBufferedReader(file)) {
            return map(new Yaml().load(text));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Map<String, Object> copy(Map<String, Object> manifest) {
        return map(new Yaml().load(new Yaml().dump(manifest)));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(@Nullable Object value) {
        return (Map<String, Object>) value;
    }

    private static List<?> list(@Nullable Object value) {
        return value == null ? List.of() : (List<?>) value;
    }
}
