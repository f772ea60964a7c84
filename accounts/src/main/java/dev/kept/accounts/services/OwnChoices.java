package dev.kept.accounts.services;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a person chose elsewhere, as the API answers it: settings, how they are reminded, calendars. */
@Component
public class OwnChoices {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration SOON = Duration.ofSeconds(2);
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};
    private static final TypeReference<List<Map<String, Object>>> OBJECTS = new TypeReference<>() {};

    /** Each is null where no service answers for it. */
    public record Choices(
            @Nullable Map<String, Object> settings,
            @Nullable Map<String, Object> reminders,
            @Nullable List<Map<String, Object>> calendars) {
        @Override
        public String toString() {
            return "Choices";
        }
    }

    private final ServicesApi services;

    OwnChoices(ServicesApi services) {
        this.services = services;
    }

    /**
     * @param token of the person
     * @throws ServicesAway when the API does not answer
     */
    public Choices of(String token) {
        JsonNode settings = asked(token, "/api/settings");
        JsonNode reminders = asked(token, "/api/reminders/settings");
        JsonNode calendars = asked(token, "/api/calendars");
        return new Choices(
                settings == null ? null : JSON.convertValue(settings, OBJECT),
                reminders == null ? null : JSON.convertValue(reminders, OBJECT),
                calendars == null ? null : JSON.convertValue(calendars.path("items"), OBJECTS));
    }

    /**
     * Settings alone, for a page that does without them when they do not come soon: nothing then.
     *
     * @param token of the person
     */
    public Map<String, Object> settingsAtOnce(String token) {
        try {
            ServicesApi.Answer answer = services.get(token, "/api/settings", SOON);
            return answer.isSuccess() ? JSON.convertValue(answer.body(), OBJECT) : Map.of();
        } catch (ServicesAway away) {
            return Map.of();
        }
    }

    private @Nullable JsonNode asked(String token, String path) {
        ServicesApi.Answer answer = services.get(token, path);
        return answer.isSuccess() ? answer.body() : null;
    }
}
