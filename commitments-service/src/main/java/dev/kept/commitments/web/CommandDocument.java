package dev.kept.commitments.web;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.web.method.HandlerMethod;

/** What the OpenAPI document says of every answer to a command. */
@Configuration(proxyBeanMethods = false)
class CommandDocument {

    private static final String SCHEMAS = "#/components/schemas/";
    private static final String ANY = "Recorded";
    private static final String COMMAND = "RecordedCommand";
    private static final String CREATION = "RecordedCreation";
    private static final String INVITATION = "RecordedInvitation";
    private static final Set<String> INVITING = Set.of("inviteParty", "inviteMember", "proposeMediator");
    private static final Set<String> OPTIONAL = Set.of("id", "invitation", "secret", "link");

    @Bean
    GlobalOperationCustomizer commandAnswers() {
        return CommandDocument::describe;
    }

    /** Each command answers with what it always has, and says so. */
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    GlobalOpenApiCustomizer commandAnswerShapes() {
        return CommandDocument::shape;
    }

    @SuppressWarnings("rawtypes")
    private static void shape(OpenAPI document) {
        Map<String, Schema> schemas = document.getComponents().getSchemas();
        if (schemas == null || !schemas.containsKey(ANY)) {
            return;
        }
        Schema<?> any = schemas.get(ANY);
        Set<String> used = new LinkedHashSet<>();
        document.getPaths()
                .values()
                .forEach(path -> path.readOperations()
                        .forEach(operation -> operation.getResponses().forEach((status, response) -> {
                            MediaType json = response.getContent() == null
                                    ? null
                                    : response.getContent().get("application/json");
                            if (json != null
                                    && json.getSchema() != null
                                    && (SCHEMAS + ANY).equals(json.getSchema().get$ref())) {
                                String shape = shapeOf(operation.getOperationId(), status);
                                json.setSchema(new Schema<>().$ref(SCHEMAS + shape));
                                used.add(shape);
                            }
                        })));
        for (String shape : used) {
            document.getComponents()
                    .addSchemas(
                            shape,
                            switch (shape) {
                                case INVITATION ->
                                    having(
                                            any,
                                            List.of("id", "invitation", "secret", "link"),
                                            List.of("invitation", "secret", "link"),
                                            "What a command recorded that invites somebody, and what to hand over.");
                                case CREATION ->
                                    having(
                                            any,
                                            List.of("id"),
                                            List.of("id"),
                                            "What a command recorded that creates something, and the new id.");
                                case ANY ->
                                    any.description("What releasing a draft recorded, whatever it is a draft of.");
                                default -> having(any, List.of("id"), List.of(), "What a command recorded, and where.");
                            });
        }
        if (!used.contains(ANY)) {
            schemas.remove(ANY);
        }
    }

    private static String shapeOf(String operation, String status) {
        if (INVITING.contains(operation)) {
            return INVITATION;
        }
        if (operation.equals("releaseDraft")) {
            return ANY;
        }
        return status.equals("201") && !operation.equals("openLedger") ? CREATION : COMMAND;
    }

    @SuppressWarnings("rawtypes")
    private static Schema<?> having(Schema<?> any, List<String> more, List<String> required, String description) {
        Schema<Object> shape = new Schema<>();
        shape.setTypes(Set.of("object"));
        shape.setDescription(description);
        any.getProperties().forEach((name, property) -> {
            if (!OPTIONAL.contains(name) || more.contains(name)) {
                shape.addProperty(name, property);
            }
        });
        List<String> all = new ArrayList<>(any.getRequired());
        all.addAll(required);
        shape.setRequired(all);
        return shape;
    }

    private static Operation describe(Operation operation, HandlerMethod handler) {
        if (Recorded.isAnswerOf(handler) && operation.getResponses() != null) {
            operation.addParametersItem(prefer());
            operation.addParametersItem(instructedBy());
            operation.getResponses().forEach((status, response) -> {
                if (status.equals("200")) {
                    response.description("Recorded.")
                            .addHeaderObject(HttpHeaders.ETAG, etag())
                            .addHeaderObject("Preference-Applied", preferenceApplied());
                } else if (status.equals("201")) {
                    response.description("Recorded, and something new is there.")
                            .addHeaderObject(HttpHeaders.ETAG, etag())
                            .addHeaderObject("Preference-Applied", preferenceApplied());
                    addLocation(response);
                }
            });
        }
        return operation;
    }

    private static void addLocation(ApiResponse response) {
        response.addHeaderObject(HttpHeaders.LOCATION, header("Where it can be read.", "uri-reference"));
    }

    private static Parameter prefer() {
        return new Parameter()
                .in("header")
                .name("Prefer")
                .required(false)
                .schema(new Schema<String>().types(Set.of("string")).example("return=receipt"))
                .description(
                        "`return=receipt` asks for a receipt with each entry recorded (RFC 7240). Any other preference"
                                + " is ignored.");
    }

    private static Parameter instructedBy() {
        return new Parameter()
                .in("header")
                .name("Kept-Instructed-By")
                .required(false)
                .schema(new Schema<String>().types(Set.of("string")).format("uuid"))
                .description(
                        "The id of the person on whose instruction a program records this; it stands in the statement as"
                                + " the program's word. Whoever it is takes part in the ledger. Without meaning on the pages.");
    }

    private static Header preferenceApplied() {
        return header(
                "`return=receipt` when the answer has receipts; absent when none were asked for, or nothing can be signed"
                        + " just now: then ask for them later.",
                null);
    }

    private static Header etag() {
        return header(
                "The sequence of the last entry recorded, in quotes; for `If-Match`, and as a number for"
                        + " `Kept-At-Least`.",
                null);
    }

    private static Header header(String description, @Nullable String format) {
        return new Header()
                .description(description)
                .schema(new Schema<String>().types(Set.of("string")).format(format));
    }
}
