package dev.kept.standalone.demo;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Who plays, and what everybody does when.
 *
 * @param weeks how many weeks before the present one the first begins
 * @param zone IANA zone of all its times
 * @param people by the name the steps use
 */
public record Scenario(String title, int weeks, String zone, LinkedHashMap<String, Role> people, List<Step> steps) {

    /** YAML may leave out anything. */
    public Scenario {
        require("a scenario", "title", title, "zone", zone, "people", people, "steps", steps);
    }

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    /** @param side {@code A}, {@code B} or {@code mediator}; for those who read who can sign in */
    public record Role(String name, String side, String email) {
        public Role {
            require("a person", "name", name, "side", side, "email", email);
        }
    }

    /**
     * One command.
     *
     * @param at {@code w<week> <day> <HH:mm>}; null for five minutes after the step before
     * @param operation the operation id
     * @param path values of the path's variables, by name
     * @param body the request body
     * @param as the name later steps know the outcome by
     */
    public record Step(
            @Nullable String at,
            String by,
            @JsonProperty("do") String operation,
            @Nullable Map<String, String> path,
            @JsonProperty("with") @Nullable JsonNode body,
            @Nullable String as) {
        public Step {
            require("a step", "by", by, "do", operation);
        }
    }

    /**
     * Reads a scenario.
     *
     * @throws Unplayable when it is not one
     */
    public static Scenario read(String yaml) {
        try {
            return YAML.readValue(yaml, Scenario.class);
        } catch (JacksonException e) {
            throw new Unplayable("The scenario cannot be read: " + e.getOriginalMessage()
                    + (e.getLocation() == null
                            ? ""
                            : " (line " + e.getLocation().getLineNr() + ")"));
        }
    }

    private static void require(String what, @Nullable Object... namesAndValues) {
        for (int i = 0; i < namesAndValues.length; i += 2) {
            if (namesAndValues[i + 1] == null) {
                throw new IllegalArgumentException(what + " needs '" + namesAndValues[i] + "'");
            }
        }
    }
}
