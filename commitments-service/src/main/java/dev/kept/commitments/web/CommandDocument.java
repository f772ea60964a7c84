package dev.kept.commitments.web;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.web.method.HandlerMethod;

/** What the OpenAPI document says of every answer to a command. */
@Configuration(proxyBeanMethods = false)
class CommandDocument {

    @Bean
    GlobalOperationCustomizer commandAnswers() {
        return CommandDocument::describe;
    }

    private static Operation describe(Operation operation, HandlerMethod handler) {
        if (Recorded.isAnswerOf(handler) && operation.getResponses() != null) {
            operation.getResponses().forEach((status, response) -> {
                if (status.equals("200")) {
                    response.description("Recorded.").addHeaderObject(HttpHeaders.ETAG, etag());
                } else if (status.equals("201")) {
                    response.description("Recorded, and something new is there.")
                            .addHeaderObject(HttpHeaders.ETAG, etag());
                    addLocation(response);
                }
            });
        }
        return operation;
    }

    private static void addLocation(ApiResponse response) {
        response.addHeaderObject(HttpHeaders.LOCATION, header("Where it can be read.", "uri-reference"));
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
