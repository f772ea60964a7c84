package dev.kept.subscriptions.webhooks;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** The document's {@code webhooks}: what a receiver gets. */
@Configuration(proxyBeanMethods = false)
class WebhookDocument {

    private static final String STATEMENT = "Statement";
    private static final String PING = "WebhookPing";
    private static final String SCHEMAS = "#/components/schemas/";
    private static final String TAG = "Webhooks";

    @Bean
    @Order(0)
    GlobalOpenApiCustomizer webhookMessages() {
        return WebhookDocument::describe;
    }

    private static void describe(OpenAPI document) {
        document.getComponents().addSchemas(STATEMENT, statement());
        document.getComponents().addSchemas(PING, ping());
        document.addWebhooks(
                "entry",
                message(
                        "receiveEntry",
                        "Receive an entry",
                        "An entry of the kinds that the webhook chose, in the ledger's order. Without `disclosures` the body is the"
                                + " entry's statement byte for byte, else the entry as a line of the JSON export has it.",
                        new Content()
                                .addMediaType(Messages.CLOUD_EVENT_TYPE, of(STATEMENT))
                                .addMediaType(Messages.JSON_TYPE, of("ExportedEntry"))));
        document.addWebhooks(
                "ping",
                message(
                        "receivePing",
                        "Receive a test message",
                        "What `pingWebhook` sends: no entry.",
                        new Content().addMediaType(Messages.CLOUD_EVENT_TYPE, of(PING))));
    }

    private static PathItem message(String id, String summary, String description, Content content) {
        return new PathItem()
                .post(new Operation()
                        .operationId(id)
                        .summary(summary)
                        .description(description + " Signed as Standard Webhooks describes.")
                        .tags(List.of(TAG))
                        .security(List.of())
                        .parameters(
                                List.of(
                                        header("webhook-id", "The same whenever the same message comes again."),
                                        header("webhook-timestamp", "When it was sent, in seconds since 1970."),
                                        header(
                                                "webhook-signature",
                                                "`v1,` and the base64 of the HMAC-SHA256 of `<id>.<timestamp>.<body>` under the"
                                                        + " webhook's secret; several, separated by spaces, while a secret is replaced.")))
                        .requestBody(new RequestBody().required(true).content(content))
                        .responses(responses()));
    }

    private static ApiResponses responses() {
        ApiResponses responses = new ApiResponses();
        responses.put("2XX", new ApiResponse().description("Taken: the next entry may come."));
        responses.put("410", new ApiResponse().description("Nothing is wanted any more: the webhook stops at once."));
        responses.put(
                "4XX",
                new ApiResponse()
                        .description(
                                "Not taken: sent again later. After four attempts with 400, 413, 415 or 422 the entry"
                                        + " becomes a dead letter."));
        responses.put("5XX", new ApiResponse().description("Not taken: sent again later."));
        return responses;
    }

    private static Parameter header(String name, String description) {
        return new Parameter()
                .in("header")
                .name(name)
                .required(true)
                .description(description)
                .schema(typed("string", null));
    }

    private static MediaType of(String schema) {
        return new MediaType().schema(new Schema<>().$ref(SCHEMAS + schema));
    }

    private static Schema<Object> statement() {
        Schema<Object> statement = event("An entry's immutable statement: a CloudEvent without any free text.");
        statement.addProperty("subject", typed("string", "uuid").description("The item that it is about."));
        statement.addProperty("datacontenttype", typed("string", null).description("Always `application/json`."));
        statement.addProperty("ledger", typed("string", "uuid").description("The ledger's id."));
        statement.addProperty(
                "sequence",
                typed("string", null)
                        .pattern("^[0-9]{10,18}$")
                        .description("The entry's number in its ledger, as ten digits or more, so that strings sort as"
                                + " numbers do."));
        statement.addProperty(
                "actor", typed("string", null).description("Who recorded it: a member's id, or `system`."));
        statement.addProperty("role", typed("string", null).description("For whom: `A`, `B`, `mediator` or `system`."));
        statement.addProperty(
                "means",
                typed("string", null)
                        .description(
                                "By what means: `page` or `program`; absent where nothing is known, as in older entries."));
        statement.addProperty(
                "client",
                typed("string", "uuid")
                        .description("The API credential of the program; absent unless it was a program."));
        statement.addProperty(
                "instructedby",
                typed("string", "uuid")
                        .description("On whose instruction, a member's id, as the program says; often absent."));
        statement.addProperty(
                "data",
                typed("object", null)
                        .additionalProperties(true)
                        .description(
                                "What was recorded, in the shape of `type`; `sealed` has the digest of each text."));
        statement.setRequired(List.of(
                "specversion",
                "id",
                "source",
                "type",
                "time",
                "datacontenttype",
                "ledger",
                "sequence",
                "actor",
                "role",
                "data"));
        return statement;
    }

    private static Schema<Object> ping() {
        Schema<Object> ping = event("A CloudEvent without data, of type `" + Messages.PING + "`.");
        ping.setRequired(List.of("specversion", "id", "source", "type", "time"));
        return ping;
    }

    private static Schema<Object> event(String description) {
        Schema<Object> event = typed("object", null);
        event.setDescription(description);
        Map.of(
                        "specversion", typed("string", null).description("Always `1.0`."),
                        "id", typed("string", "uuid").description("The event's id."),
                        "source", typed("string", "uri-reference").description("`/ledgers/` and the ledger's id."),
                        "type", typed("string", null).description("A stable name, e.g. `dev.kept.commitment.made.v1`."),
                        "time", typed("string", "date-time").description("When it was recorded, in UTC."))
                .forEach(event::addProperty);
        return event;
    }

    private static Schema<Object> typed(String type, @Nullable String format) {
        Schema<Object> schema = new Schema<>();
        schema.setTypes(Set.of(type));
        schema.setFormat(format);
        return schema;
    }
}
