package dev.kept.http;

import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.info.Contact;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.OAuthFlow;
import io.swagger.v3.oas.models.security.OAuthFlows;
import io.swagger.v3.oas.models.security.Scopes;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springdoc.core.customizers.GlobalOperationComponentsCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.method.HandlerMethod;

/**
 * What the OpenAPI document says of every operation. Bodies and query parameters come from the declarations that also read them;
 * refusals are described once.
 */
@Configuration(proxyBeanMethods = false)
class ApiDocument {

    static {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(RequestParameters.TYPES.toArray(Class<?>[]::new));
    }

    /** After what services add, before what they make of descriptions. */
    private static final int SHARED = 1_000;

    private static final String ABOUT = """
        Two parties keep one shared, append-only record of what they promised each other and what became of it. POST records, \
        GET reads. Send an access token with every request: `Authorization: Bearer <token>`.

        **Limits.** A body has at most 256 KB of JSON in UTF-8. A name or title has at most 200 characters, a text at most 10,000. \
        Unknown fields, keys given twice, NUL and unpaired surrogates are refused; a field that is null counts as absent.

        **Refusals** are problems (RFC 9457, `application/problem+json`) with a stable `code`, one sentence and the facts. A 400 \
        names every field that is wrong at once, each by its JSON pointer.

        **Twice is once.** With an `Idempotency-Key` a request may be repeated: it is recorded once and answered the same.

        **Read your write.** A recorded request answers with its sequence in `ETag`; send it as `Kept-At-Least` with a query of that \
        ledger, and the answer knows it. An answer from several ledgers takes `<ledger>=<sequence>`, up to ten separated by commas.

        **Asking an operator.** Every answer has an `X-Request-Id`; what was logged meanwhile has it, too.\
        """;

    /** Statuses an operation may answer with beside its success, and what they mean. */
    private static final Map<String, String> REFUSALS = new LinkedHashMap<>();

    static {
        REFUSALS.put(
                "400",
                "Malformed: the body is no strict JSON, or fields are not valid; all of them are named at once.");
        REFUSALS.put("401", "No access token, or one that is expired or not accepted here.");
        REFUSALS.put("404", "It does not exist, or the caller may not know that it does.");
        REFUSALS.put("406", "The answer is not to be had in any format that `Accept` names.");
        REFUSALS.put("408", "The body did not arrive in time.");
        REFUSALS.put("409", "A rule of the ledger forbids it; `code`, `detail` and `facts` say which and why.");
        REFUSALS.put("412", "Stale: entries were recorded after the sequence in `If-Match`.");
        REFUSALS.put("413", "The body is larger than 256 KB, or a file than the operator allows.");
        REFUSALS.put("415", "The body is not `application/json` in UTF-8.");
        REFUSALS.put("422", "The `Idempotency-Key` was used for another request before.");
        REFUSALS.put("429", "Too many requests at once; `Retry-After` says when to go on.");
        REFUSALS.put(
                "503",
                "What answers is away for the moment, or not yet as far as `Kept-At-Least`; `Retry-After` says when to"
                        + " try again. With the code `ledger-halted` an operator has to repair the ledger first; with"
                        + " `ledger-contradicted` its entries are not the ones that were signed.");
    }

    private static final Set<String> FOR_COMMANDS_ONLY = Set.of("408", "409", "412", "413", "415", "422");

    @Bean
    GlobalOperationComponentsCustomizer declaredRequests() {
        return new GlobalOperationComponentsCustomizer() {
            @Override
            public Operation customize(Operation operation, HandlerMethod handler) {
                return operation;
            }

            @Override
            public Operation customize(Operation operation, Components components, HandlerMethod handler) {
                return describe(operation, components, handler);
            }
        };
    }

    @Bean
    ModelConverter requiredUnlessNullable() {
        return new RequiredUnlessNullable();
    }

    @Bean
    @Order(SHARED)
    GlobalOpenApiCustomizer commonDescriptions(
            @Value("${kept.oauth.token-uri:${kept.oauth.issuer:}/oauth2/token}") String tokenUri,
            @Value("${kept.public-url:}") String publicUrl,
            Operator operator) {
        Descriptions descriptions = Descriptions.onTheClassPath();
        return document -> {
            document.info(operator.of(new Info().title("Kept").version("1").description(ABOUT)));
            // Never what a request's Host header says.
            document.servers(List.of(new Server()
                    .url(publicUrl.isBlank() ? "/" : publicUrl)
                    .description("Where people and programs reach Kept.")));
            complete(document, tokenUri);
            descriptions.addTo(document);
        };
    }

    @Bean
    Operator apiDocumentOperator(Environment environment) {
        return new Operator(environment);
    }

    /** What the document says of whoever runs this Kept, and of the terms: only what settings under {@code kept.api} say. */
    record Operator(Environment settings) {

        private static final String PREFIX = "kept.api.";

        Info of(Info info) {
            String name = value("contact-name");
            String url = value("contact-url");
            String email = value("contact-email");
            if (name != null || url != null || email != null) {
                info.contact(new Contact().name(name).url(url).email(email));
            }
            String license = value("license-name");
            if (license != null) {
                info.license(new License().name(license).url(value("license-url")));
            }
            return info.termsOfService(value("terms-of-service"));
        }

        private @Nullable String value(String name) {
            String value = settings.getProperty(PREFIX + name);
            return value == null || value.isBlank() ? null : value;
        }
    }

    private static Operation describe(Operation operation, Components components, HandlerMethod handler) {
        for (MethodParameter parameter : handler.getMethodParameters()) {
            if (parameter.getParameterType() == Posted.class) {
                describeCommand(operation);
                describeBody(operation, components, RequestParameters.declaredBy(parameter));
            } else if (parameter.getParameterType() == Sent.class) {
                describeBody(operation, components, RequestParameters.declaredBy(parameter));
            } else if (parameter.getParameterType() == Asked.class) {
                describeQuery(operation, RequestParameters.declaredBy(parameter));
                atLeast(handler).ifPresent(operation::addParametersItem);
            }
        }
        return operation;
    }

    private static void describeCommand(Operation operation) {
        operation.addParametersItem(header(
                RequestParameters.IDEMPOTENCY_KEY,
                new Schema<String>().types(Set.of("string")).minLength(1).maxLength(RequestParameters.MAX_KEY),
                "Any visible ASCII. Repeating the request with the same key and body records nothing more and"
                        + " answers the same."));
        operation.addParametersItem(header(
                HttpHeaders.IF_MATCH,
                new Schema<String>().types(Set.of("string")).example("\"7\""),
                "One ETag as it was answered. Refused with 412 when what the request is about (the item, else"
                        + " the ledger) has a later entry."));
    }

    private static void describeBody(Operation operation, Components components, Declared<?> declared) {
        String name = declared.type().getSimpleName();
        if (!declared.properties().isEmpty()) {
            // Made anew: the one that requests are read by stays as it is.
            Schema<?> body = withNamedParts(DescribedFields.schemaOf(declared.shape()), components);
            requireNameFree(components, name, body);
            components.addSchemas(name, body);
            operation.setRequestBody(new RequestBody()
                    .required(declared.schema().getRequired() != null)
                    .content(new Content()
                            .addMediaType(
                                    "application/json",
                                    new MediaType().schema(new Schema<>().$ref("#/components/schemas/" + name)))));
        }
    }

    /** The same with a reference wherever a nested object has a name; each is described once. */
    @SuppressWarnings({"rawtypes", "unchecked"})
    private static Schema<?> withNamedParts(Schema<?> schema, Components components) {
        if (schema.getProperties() != null) {
            for (Map.Entry<String, Schema> property : schema.getProperties().entrySet()) {
                property.setValue(named(property.getValue(), components));
            }
        }
        if (schema.getItems() != null) {
            schema.setItems(named(schema.getItems(), components));
        }
        return schema;
    }

    private static Schema<?> named(Schema<?> part, Components components) {
        Schema<?> whole = withNamedParts(part, components);
        String name = whole.getName();
        if (name == null) {
            return whole;
        }
        String description = whole.getDescription();
        whole.setDescription(null);
        whole.setName(null);
        requireNameFree(components, name, whole);
        components.addSchemas(name, whole);
        return new Schema<>().$ref("#/components/schemas/" + name).description(description);
    }

    /** Two shapes of one name would silently be documented as one. */
    private static void requireNameFree(Components components, String name, Schema<?> schema) {
        Schema<?> other =
                components.getSchemas() == null ? null : components.getSchemas().get(name);
        if (other != null && !other.equals(schema)) {
            throw new IllegalStateException("two request bodies are both called " + name);
        }
    }

    /** Only there is a sequence the sequence of something. */
    private static boolean isBelowALedger(HandlerMethod handler) {
        return Arrays.stream(handler.getMethod().getParameters())
                .anyMatch(parameter -> parameter.isAnnotationPresent(PathVariable.class)
                        && parameter.getName().equals("ledger"));
    }

    private static void describeQuery(Operation operation, Declared<?> declared) {
        declared.properties()
                .forEach((name, schema) -> operation.addParametersItem(new Parameter()
                        .in("query")
                        .name(name)
                        .required(declared.schema().getRequired() != null
                                && declared.schema().getRequired().contains(name))
                        .description(schema.getDescription())
                        .schema(schema)));
    }

    private static Optional<Parameter> atLeast(HandlerMethod handler) {
        if (handler.hasMethodAnnotation(AcrossLedgers.class)) {
            return Optional.of(header(
                    RequestParameters.AT_LEAST,
                    new Schema<String>().types(Set.of("string")).pattern(LedgerHeads.PATTERN),
                    "Ledgers with a sequence each: the answer knows each ledger at least up to there, or is 503 after"
                            + " 5 seconds. A halted ledger is not waited for."));
        }
        return isBelowALedger(handler)
                ? Optional.of(header(
                        RequestParameters.AT_LEAST,
                        new Schema<Long>().types(Set.of("integer")).format("int64"),
                        "A sequence: the answer knows the ledger at least up to there, or is 503 after 5 seconds."))
                : Optional.empty();
    }

    private static Parameter header(String name, Schema<?> schema, String description) {
        return new Parameter()
                .in("header")
                .name(name)
                .required(false)
                .schema(schema)
                .description(description);
    }

    private static void complete(OpenAPI document, String tokenUri) {
        Components components = document.getComponents() == null ? new Components() : document.getComponents();
        document.components(components);
        components.addSchemas("FieldError", fieldError());
        components.addSchemas("Problem", problem());
        REFUSALS.forEach((status, meaning) -> components.addResponses("Refused" + status, refusal(status, meaning)));
        components.addSecuritySchemes(
                "bearer",
                new SecurityScheme()
                        .type(SecurityScheme.Type.HTTP)
                        .scheme("bearer")
                        .bearerFormat("JWT"));
        components.addSecuritySchemes(
                "clientCredentials",
                new SecurityScheme()
                        .type(SecurityScheme.Type.OAUTH2)
                        .flows(new OAuthFlows()
                                .clientCredentials(
                                        new OAuthFlow().tokenUrl(tokenUri).scopes(new Scopes()))));
        document.security(List.of(
                new SecurityRequirement().addList("bearer"), new SecurityRequirement().addList("clientCredentials")));
        if (document.getPaths() != null) {
            document.getPaths().values().forEach(path -> {
                addRefusals(path.getPost(), REFUSALS.keySet());
                addRefusals(path.getGet(), queries());
            });
        }
    }

    private static Set<String> queries() {
        Set<String> statuses = new LinkedHashSet<>(REFUSALS.keySet());
        statuses.removeAll(FOR_COMMANDS_ONLY);
        return statuses;
    }

    private static void addRefusals(@Nullable Operation operation, Set<String> statuses) {
        if (operation == null) {
            return;
        }
        ApiResponses responses = operation.getResponses() == null ? new ApiResponses() : operation.getResponses();
        operation.setResponses(responses);
        for (String status : statuses) {
            responses.putIfAbsent(status, new ApiResponse().$ref("#/components/responses/Refused" + status));
        }
    }

    private static ApiResponse refusal(String status, String meaning) {
        ApiResponse response = new ApiResponse()
                .description(meaning)
                .content(new Content()
                        .addMediaType(
                                "application/problem+json",
                                new MediaType().schema(new Schema<>().$ref("#/components/schemas/Problem"))));
        if (status.equals("429") || status.equals("503")) {
            response.addHeaderObject(
                    HttpHeaders.RETRY_AFTER,
                    new Header().description("Seconds to wait.").schema(new Schema<>().types(Set.of("integer"))));
        }
        return response;
    }

    private static Schema<?> fieldError() {
        Schema<Object> error = object();
        error.addProperty(
                "pointer", string("JSON pointer into the body, or `#/query/<parameter>`, or `#/header/<name>`"));
        error.addProperty("code", string("stable, kebab-case"));
        error.addProperty("detail", string("one sentence"));
        error.required(List.of("pointer", "code", "detail"));
        return error.description("What is wrong with one field of a request.");
    }

    private static Schema<?> problem() {
        Schema<Object> problem = object();
        problem.addProperty("type", string("`urn:kept:problem:<code>`"));
        problem.addProperty("title", string("short, the same for every occurrence"));
        problem.addProperty("status", new Schema<>().types(Set.of("integer")).description("the same as the answer's"));
        problem.addProperty("detail", string("one sentence on this occurrence"));
        problem.addProperty("instance", string("the request's path; absent when it cannot be read"));
        problem.addProperty("code", string("stable, kebab-case"));
        problem.addProperty("facts", object().description("ids, numbers, instants and states that help to understand"));
        problem.addProperty(
                "errors",
                array(new Schema<>().$ref("#/components/schemas/FieldError"))
                        .description("with `invalid-fields` only: all of them"));
        problem.description("A refusal as RFC 9457 has it.");
        problem.required(new ArrayList<>(List.of("type", "title", "status", "detail", "code", "facts")));
        return problem;
    }

    private static Schema<Object> object() {
        Schema<Object> schema = new Schema<>();
        schema.types(Set.of("object"));
        return schema;
    }

    private static Schema<Object> array(Schema<?> item) {
        Schema<Object> schema = new Schema<>();
        schema.types(Set.of("array"));
        schema.items(item);
        return schema;
    }

    private static Schema<?> string(String description) {
        return new Schema<String>().types(Set.of("string")).description(description);
    }
}
