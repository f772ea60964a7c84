package dev.kept.endtoend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.kept.endtoend.RawHttp.Reply;
import dev.kept.http.tracing.TraceAttributes;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.lang.reflect.Field;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One trace from HTTP to the webhook, as a collector gets it, and what happens where there is none. */
class TracesTest {

    private static final String SECRET = "Gehaltserhoehung";
    private static final String EMAIL = "ada@example.org";
    private static final String INSERT = "INSERT commitments.entry";
    private static final String SEND = "send ledger.statements";
    private static final String PROCESS = "process ledger.statements";

    @TempDir
    Path data;

    @Test
    void a_command_is_one_trace_and_nothing_is_traced_when_nobody_wants_it_and_nothing_waits_for_a_collector()
            throws Exception {
        TwoParties parties;
        try (Collector collector = new Collector();
                Program program = new Program()) {
            try (RunningKept kept = up(collector.address(), "1")) {
                Person ada = Person.signUp(kept.url(), "Ada", EMAIL);
                parties = TwoParties.meet(ada, Person.signUp(kept.url(), "Bea", "bea@example.org"));
                isOneTrace(parties, collector, program);
                isPassedOnByPages(kept, parties, collector);
                areLinkedByTheirBatch(parties, collector);
                saysIdsAndNumbersAlone(collector, program, ada, parties);
            }
            int sent = collector.spans().size();
            try (RunningKept kept = up(collector.address(), "0")) {
                String trace = hex();
                Person ada = parties.ada().at(kept.url());

                String made = made(ada, parties, "X-Request-Id", trace);
                made(ada, parties, "traceparent", "00-" + hex() + "-00f067aa0ba902b7-01");

                assertThat(made).isEqualTo("none none");
                until(() -> program.messages().getLast().sequence() == head(ada, parties));
                assertThat(program.messages().getLast().trace()).isNull();
            }
            assertThat(collector.spans()).hasSize(sent);
        }
        try (RunningKept kept = up("http://127.0.0.1:" + closedPort(), "1")) {
            Person ada = parties.ada().at(kept.url());
            for (int i = 0; i < 20; i++) {
                assertThat(made(ada, parties, "X-Request-Id", hex())).doesNotContain("none");
            }
            until(() -> warnings().size() == 1);
            for (int i = 0; i < 5; i++) {
                made(ada, parties, "X-Request-Id", hex());
                Thread.sleep(500);
            }
        }
        assertThat(warnings()).hasSize(1);
    }

    private void isOneTrace(TwoParties parties, Collector collector, Program program) throws Exception {
        Person ada = parties.ada();
        ada.getOnceThere(2, parties.path(""));
        ada.post(parties.path("/webhooks"), Map.of("url", program.url() + SECRET))
                .expect(201);
        String trace = hex();

        ada.post(parties.path("/commitments"), terms(), "X-Request-Id", trace).expect(201);

        until(() -> names(collector, trace)
                .equals(Set.of(
                        "POST /api/ledgers/{ledger}/commitments", "MakeCommitment", INSERT, SEND, PROCESS, "POST")));
        Map<String, Span> spans = new HashMap<>();
        of(collector, trace).forEach(span -> spans.put(span.getName(), span));
        Span request = spans.get("POST /api/ledgers/{ledger}/commitments");
        Span command = spans.get("MakeCommitment");
        assertThat(request.getParentSpanId().isEmpty()).isTrue();
        assertThat(command.getParentSpanId()).isEqualTo(request.getSpanId());
        for (String name : List.of(INSERT, SEND, PROCESS, "POST")) {
            assertThat(spans.get(name).getParentSpanId()).as(name).isEqualTo(command.getSpanId());
        }
        assertThat(attributes(request))
                .containsEntry("kept.operation", "makeCommitment")
                .containsEntry("http.response.status_code", "201");
        for (String name : List.of("MakeCommitment", SEND, PROCESS, "POST")) {
            assertThat(attributes(spans.get(name)))
                    .as(name)
                    .containsEntry("kept.ledger", parties.ledger())
                    .containsEntry("kept.sequence", Long.toString(head(ada, parties)));
        }
        assertThat(spans.get(INSERT).getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_CLIENT);
        assertThat(attributes(spans.get(INSERT)))
                .containsEntry("db.system.name", "postgresql")
                .containsEntry("kept.batch.commands", "1");
        assertThat(spans.get(SEND).getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_PRODUCER);
        assertThat(spans.get(PROCESS).getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_CONSUMER);
        assertThat(program.messages().getLast().trace())
                .isEqualTo("00-" + trace + "-" + hex(spans.get("POST").getSpanId()) + "-01");
    }

    private static void isPassedOnByPages(RunningKept kept, TwoParties parties, Collector collector) throws Exception {
        try (Surfer surfer = new Surfer(kept.url())) {
            surfer.signIn(EMAIL, "a long pass phrase of Ada");
            String trace = hex();

            Reply reply = surfer.send(Surfer.get("/ledgers/" + parties.ledger()).with("X-Request-Id", trace));
            assertThat(reply.status()).isEqualTo(200);

            until(() -> names(collector, trace).contains("GET /ledgers/{id}"));
            Span page = of(collector, trace).stream()
                    .filter(span -> span.getName().equals("GET /ledgers/{id}"))
                    .findFirst()
                    .orElseThrow();
            assertThat(of(collector, trace).stream()
                            .filter(span -> span.getName().startsWith("GET /api/")))
                    .isNotEmpty()
                    .allMatch(span -> span.getParentSpanId().equals(page.getSpanId()));
        }
    }

    /** Commands that share a commit: its span is in the trace of one and known to the others. */
    private static void areLinkedByTheirBatch(TwoParties parties, Collector collector) throws Exception {
        until(() -> {
            List<Thread> writers = IntStream.range(0, 12)
                    .mapToObj(i ->
                            Thread.ofVirtual().start(() -> parties.ada().post(parties.path("/commitments"), terms())))
                    .toList();
            for (Thread writer : writers) {
                writer.join();
            }
            return collector.spans().stream().anyMatch(TracesTest::isOfSeveral);
        });
        Span batch = collector.spans().stream()
                .filter(TracesTest::isOfSeveral)
                .findFirst()
                .orElseThrow();

        assertThat(attributes(batch)).containsEntry("kept.batch.commands", Integer.toString(batch.getLinksCount() + 1));
        for (Span.Link link : batch.getLinksList()) {
            until(() -> collector.spans().stream()
                    .anyMatch(command -> command.getSpanId().equals(link.getSpanId())
                            && command.getTraceId().equals(link.getTraceId())
                            && command.getLinksList().stream()
                                    .anyMatch(back -> back.getSpanId().equals(batch.getSpanId()))));
        }
    }

    private static boolean isOfSeveral(Span span) {
        return span.getName().equals(INSERT) && span.getLinksCount() > 0;
    }

    /** Whatever was said, asked for and sent until now. */
    private static void saysIdsAndNumbersAlone(Collector collector, Program program, Person ada, TwoParties parties)
            throws IllegalAccessException {
        Set<String> known = new TreeSet<>();
        for (Field field : TraceAttributes.class.getFields()) {
            known.add(((AttributeKey<?>) field.get(null)).getKey());
        }
        List<String> unspeakable = List.of(
                SECRET,
                "Freeze the API",
                "After the talk",
                "Platform",
                "Ada",
                EMAIL,
                "a long pass phrase",
                ada.token(),
                program.url().substring("http://".length()),
                "/ledgers/" + parties.ledger(),
                "search=",
                "Bearer");
        assertThat(collector.spans()).hasSizeGreaterThan(20);
        for (Span span : collector.spans()) {
            assertThat(known).containsAll(attributes(span).keySet());
            assertThat(span.getEventsCount()).isZero();
            assertThat(span.getTraceState()).isEmpty();
            String bytes = span.toByteString().toString(ISO_8859_1);
            assertThat(unspeakable).as(span.getName()).noneMatch(bytes::contains);
        }
    }

    /** Makes a commitment; gives what stands beside its entry in the event store and in the read models. */
    private String made(Person ada, TwoParties parties, String header, String value) throws Exception {
        long sequence = ada.post(parties.path("/commitments"), terms(), header, value)
                .expect(201)
                .body()
                .get("sequence")
                .asLong();
        ada.getAtLeast(sequence, parties.path("")).expect(200);
        List<String> process = Files.readAllLines(data.resolve("postgresql/data/postmaster.pid"));
        String password = Files.readString(data.resolve("secrets/postgres")).strip();
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + process.get(3) + "/kept", "postgres", password);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                    select coalesce(w.trace, 'none') || ' ' || coalesce(r.trace, 'none')
                      from commitments.entry w join projections.entry r using (ledger_id, sequence)
                     where ledger_id = '%s' and sequence = %d
                    """.formatted(parties.ledger(), sequence))) {
            row.next();
            return row.getString(1);
        }
    }

    private static long head(Person ada, TwoParties parties) {
        return ada.get(parties.path("/entries?order=desc&limit=1"))
                .body()
                .at("/items/0/sequence")
                .asLong();
    }

    private static Map<String, Object> terms() {
        Map<String, Object> terms = new HashMap<>(TwoParties.terms(Duration.ofDays(1)));
        terms.put("title", SECRET);
        return terms;
    }

    private RunningKept up(String collector, String share) {
        return RunningKept.up(data, "-Dkept.tracing.otlp-endpoint=" + collector, "-Dkept.tracing.sampled=" + share);
    }

    private List<String> warnings() throws IOException {
        try (Stream<Path> files = Files.walk(data.resolve("log"))) {
            return files.filter(file -> file.toString().endsWith(".log"))
                    .flatMap(file -> {
                        try {
                            return Files.readAllLines(file).stream();
                        } catch (IOException e) {
                            return Stream.of(e.toString());
                        }
                    })
                    .filter(line -> line.contains("collector of traces") || line.contains("opentelemetry"))
                    .toList();
        }
    }

    private static List<Span> of(Collector collector, String trace) {
        return collector.spans().stream()
                .filter(span -> hex(span.getTraceId()).equals(trace))
                .toList();
    }

    private static Set<String> names(Collector collector, String trace) {
        return of(collector, trace).stream().map(Span::getName).collect(Collectors.toSet());
    }

    private static Map<String, String> attributes(Span span) {
        return span.getAttributesList().stream()
                .collect(Collectors.toMap(
                        KeyValue::getKey,
                        each -> each.getValue().hasIntValue()
                                ? Long.toString(each.getValue().getIntValue())
                                : each.getValue().getStringValue()));
    }

    private static String hex(ByteString bytes) {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }

    private static String hex() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return HexFormat.of().toHexDigits(random.nextLong()) + HexFormat.of().toHexDigits(random.nextLong());
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void until(Condition condition) throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.holds()) {
            assertThat(System.nanoTime() - deadline)
                    .as("it comes about in time")
                    .isNegative();
            Thread.sleep(50);
        }
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
