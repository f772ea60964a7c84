package dev.kept.http;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** A service that has nothing but the conventions. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({HttpConventions.class, Sample.Things.class})
class Sample {

    static final AtomicInteger MADE = new AtomicInteger();
    static final Semaphore BEGUN = new Semaphore(0);
    static final Semaphore GO_ON = new Semaphore(0);

    enum Colour {
        RED,
        GREEN
    }

    record Part(String label, @Nullable String link) {
        static Part read(Fields fields) {
            return new Part(
                    fields.required("label", FieldType.line(200)), fields.optional("link", FieldType.line(2_000)));
        }
    }

    record ThingBody(
            String title,
            @Nullable String text,
            @Nullable Integer progress,
            boolean flagged,
            Colour colour,
            List<Part> parts,
            @Nullable Part main,
            String span) {

        static ThingBody read(Fields fields) {
            String title = fields.required("title", FieldType.line(200));
            String text = fields.optional("text", FieldType.text(10_000));
            Integer progress = fields.optional("progress", FieldType.integer(0, 100));
            boolean flagged = fields.otherwise("flagged", FieldType.flag(), false);
            Colour colour = fields.otherwise("colour", FieldType.choice(Colour.class), Colour.RED);
            List<Part> parts =
                    fields.otherwise("parts", FieldType.list(20, FieldType.object("Part", Part::read)), List.of());
            Part main = fields.optional("main", FieldType.object("Part", Part::read));
            int from = fields.otherwise("from", FieldType.integer(0, 9), 0);
            int to = fields.otherwise("to", FieldType.integer(0, 9), 9);
            String span = fields.derive("to", Set.of("from", "to"), "", () -> {
                if (from > to) {
                    throw new Invalid("out-of-order", "It must not be before `from`.");
                }
                return from + "-" + to;
            });
            return new ThingBody(title, text, progress, flagged, colour, parts, main, span);
        }
    }

    record ThingsQuery(
            int limit,
            Colour colour,
            Colour shade,
            List<Colour> any,
            @Nullable Long after) {
        static ThingsQuery read(Fields fields) {
            return new ThingsQuery(
                    fields.otherwise("limit", FieldType.integer(1, 200), 50),
                    fields.otherwise("colour", FieldType.choice(Colour.class), Colour.RED),
                    fields.otherwise(
                            "shade",
                            FieldType.choice(Colour.class, each -> each.name().toLowerCase(Locale.ROOT)),
                            Colour.RED),
                    fields.otherwise("any", FieldType.list(2, FieldType.choice(Colour.class)), List.of()),
                    fields.optional("cursor", Cursor.type("things", 0L, cursor -> cursor.number(0))));
        }
    }

    @RestController
    static class Things {

        @PostMapping("/api/things")
        @Operation(operationId = "makeThing", summary = "Makes a thing")
        Map<String, Object> make(Posted<ThingBody> posted) {
            MADE.incrementAndGet();
            return Map.of("title", posted.body().title(), "span", posted.body().span());
        }

        @PostMapping("/api/things/{thing}/touch")
        @Operation(operationId = "touchThing")
        Map<String, Object> touch(@PathVariable UUID thing, Posted<Nothing> posted) {
            return Map.of("thing", thing);
        }

        @GetMapping("/api/things")
        @Operation(operationId = "listThings")
        Page<Integer> list(Asked<ThingsQuery> asked) {
            return new Page<>(
                    List.of(asked.query().limit(), asked.query().any().size()),
                    Cursor.of(7).encoded("things"));
        }

        @GetMapping("/api/numbers/{number}")
        @Operation(operationId = "getNumber")
        Map<String, Object> number(@PathVariable long number) {
            return Map.of("number", number);
        }

        /** Answers once it is let go on. */
        @Expensive
        @GetMapping("/api/reports/{report}")
        @Operation(operationId = "getReport")
        Map<String, Object> report(@PathVariable UUID report) throws InterruptedException {
            BEGUN.release();
            GO_ON.acquire();
            return Map.of("report", report);
        }

        @Expensive
        @GetMapping("/api/faults/expensive")
        @Operation(operationId = "failExpensively")
        Map<String, Object> failExpensively() {
            throw new IllegalStateException("a text that nobody may see");
        }

        @GetMapping("/api/me")
        @Operation(operationId = "getMe")
        Map<String, Object> me(Caller caller) {
            return Map.of("member", caller.member(), "name", caller.name());
        }

        @GetMapping("/api/connection")
        @Operation(operationId = "getConnection")
        Map<String, Object> connection(HttpServletRequest request) {
            return Map.of(
                    "address",
                    request.getRemoteAddr(),
                    "url",
                    request.getRequestURL().toString());
        }

        @GetMapping("/api/faults/unforeseen")
        @Operation(operationId = "fail")
        Map<String, Object> fail() {
            throw new IllegalStateException("a text that nobody may see");
        }

        @GetMapping("/api/faults/database")
        @Operation(operationId = "failOnDatabase")
        Map<String, Object> failOnDatabase() {
            throw new IllegalStateException(new SQLException("away", "08006"));
        }

        @GetMapping("/api/faults/slow-database")
        @Operation(operationId = "failOnSlowDatabase")
        Map<String, Object> failOnSlowDatabase(@RequestParam String state) {
            throw new IllegalStateException(new SQLException("took too long", state));
        }

        @GetMapping("/api/faults/closed-connection")
        @Operation(operationId = "failOnClosedConnection")
        Map<String, Object> failOnClosedConnection() {
            // As a pool says it of a connection that it found broken, when the transaction is to be rolled back.
            throw new IllegalStateException(new SQLException("Connection is closed"));
        }

        @GetMapping("/api/faults/refusal")
        @Operation(operationId = "refuse")
        Map<String, Object> refuse() {
            throw Problem.of(409, "not-a-party", "Not a party", "Only a party may do that.")
                    .withFact("side", "A");
        }
    }
}
