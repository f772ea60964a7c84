package dev.kept.http;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.tags.Tag;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * Says in the document what each property, parameter, operation and tag is, where the code that declares it did not. Two sources: each
 * module's {@code descriptions.properties}, which has the Javadoc of its records ({@code Schema.property}; a test in end-to-end-tests
 * writes it), and {@code glossary.properties}, which has one sentence for a word wherever it is used ({@code property:type}, else
 * {@code property}; {@code path.variable}; {@code tag.name}).
 */
public final class Descriptions {

    /** An extension of a schema whose properties are described as those of another one; it is not in the document. */
    public static final String WORDS_OF = "x-words-of";

    private static final String REFERENCE = "#/components/schemas/";

    private final Properties texts;

    private Descriptions(Properties texts) {
        this.texts = texts;
    }

    static Descriptions onTheClassPath() {
        Properties texts = new Properties();
        try {
            PathMatchingResourcePatternResolver resources = new PathMatchingResourcePatternResolver();
            List<Resource> found = new ArrayList<>();
            for (String file : List.of("glossary", "descriptions")) {
                found.addAll(List.of(resources.getResources("classpath*:/dev/kept/*/" + file + ".properties")));
            }
            for (Resource each : found) {
                try (Reader reader = new InputStreamReader(each.getInputStream(), StandardCharsets.UTF_8)) {
                    texts.load(reader);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Descriptions(texts);
    }

    void addTo(OpenAPI document) {
        Map<String, Schema<?>> schemas = new LinkedHashMap<>();
        document.getComponents().getSchemas().forEach(schemas::put);
        schemas.forEach((name, schema) -> describeProperties(wordsOf(name, schema), schema));
        Set<String> tags = new TreeSet<>();
        document.getPaths()
                .values()
                .forEach(path -> path.readOperations().forEach(operation -> {
                    describe(operation);
                    tags.addAll(operation.getTags() == null ? List.of() : operation.getTags());
                }));
        describeTags(document, tags);
    }

    private static String wordsOf(String name, Schema<?> schema) {
        Object other =
                schema.getExtensions() == null ? null : schema.getExtensions().remove(WORDS_OF);
        return other == null ? name : other.toString();
    }

    private void describe(Operation operation) {
        if (operation.getDescription() == null && operation.getSummary() != null) {
            operation.setDescription(sentence(operation.getSummary()));
        }
        for (Parameter parameter :
                operation.getParameters() == null ? List.<Parameter>of() : operation.getParameters()) {
            if (parameter.getDescription() == null) {
                parameter.setDescription(texts.getProperty(parameter.getIn() + "." + parameter.getName()));
            }
        }
    }

    private void describeTags(OpenAPI document, Set<String> used) {
        List<Tag> tags = new ArrayList<>(document.getTags() == null ? List.of() : document.getTags());
        used.removeIf(name -> tags.stream().anyMatch(tag -> tag.getName().equals(name)));
        used.forEach(name ->
                tags.add(new Tag().name(name).description(texts.getProperty("tag." + name.replace(' ', '-')))));
        tags.sort(Comparator.comparing(Tag::getName));
        document.setTags(tags);
    }

    private void describeProperties(String owner, Schema<?> schema) {
        if (schema.getProperties() != null) {
            schema.getProperties().forEach((name, property) -> {
                if (property.getDescription() == null) {
                    property.setDescription(of(owner, name, property));
                }
                describeProperties(owner, property);
            });
        }
        if (schema.getItems() != null) {
            describeProperties(owner, schema.getItems());
        }
        for (List<?> parts : List.of(
                schema.getAllOf() == null ? List.of() : schema.getAllOf(),
                schema.getOneOf() == null ? List.of() : schema.getOneOf())) {
            parts.forEach(part -> describeProperties(owner, (Schema<?>) part));
        }
    }

    private @Nullable String of(String owner, String name, Schema<?> property) {
        String special = texts.getProperty(owner + "." + name);
        String byType = texts.getProperty(name + ":" + typeOf(property));
        return special != null ? special : byType != null ? byType : texts.getProperty(name);
    }

    private static String typeOf(Schema<?> property) {
        if (property.get$ref() != null) {
            return property.get$ref().substring(REFERENCE.length());
        }
        return property.getTypes() == null || property.getTypes().isEmpty()
                ? ""
                : property.getTypes().iterator().next();
    }

    private static String sentence(String summary) {
        return summary.endsWith(".") ? summary : summary + ".";
    }
}
