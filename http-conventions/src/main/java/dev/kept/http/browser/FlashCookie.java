package dev.kept.http.browser;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.web.servlet.FlashMap;
import org.springframework.web.servlet.support.AbstractFlashMapManager;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What one page has to say on the next, such as "Saved.": texts and numbers in a cookie that lives until they are shown, at most three
 * minutes. What cannot be read is not shown.
 */
public final class FlashCookie extends AbstractFlashMapManager {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration KEPT = Duration.ofMinutes(3);

    /** Browsers take cookies of 4,096 bytes. */
    private static final int LONGEST = 3_800;

    private final HostCookie cookie;

    public FlashCookie(HostCookie cookie) {
        this.cookie = cookie;
        setFlashMapTimeout((int) KEPT.toSeconds());
    }

    private record Stored(
            @Nullable String path,
            Map<String, List<String>> parameters,
            long expires,
            Map<String, Object> attributes) {}

    @Override
    protected @Nullable List<FlashMap> retrieveFlashMaps(HttpServletRequest request) {
        String value = cookie.read(request);
        if (value == null) {
            return null;
        }
        try {
            List<FlashMap> maps = new ArrayList<>();
            for (Stored stored : JSON.readValue(Base64.getUrlDecoder().decode(value), Stored[].class)) {
                maps.add(map(stored));
            }
            return maps;
        } catch (IllegalArgumentException | NullPointerException | JacksonException unreadable) {
            return null;
        }
    }

    @Override
    protected void updateFlashMaps(List<FlashMap> flashMaps, HttpServletRequest request, HttpServletResponse response) {
        List<FlashMap> kept = new ArrayList<>(flashMaps);
        String value = encoded(kept);
        while (value.length() > LONGEST && kept.size() > 1) {
            kept.removeFirst();
            value = encoded(kept);
        }
        if (kept.isEmpty() || value.length() > LONGEST) {
            cookie.clear(response);
        } else {
            cookie.set(response, value, KEPT);
        }
    }

    private static FlashMap map(Stored stored) {
        FlashMap map = new FlashMap();
        map.setTargetRequestPath(stored.path());
        LinkedMultiValueMap<String, String> parameters = new LinkedMultiValueMap<>();
        parameters.putAll(stored.parameters());
        map.addTargetRequestParams(parameters);
        map.setExpirationTime(stored.expires());
        map.putAll(stored.attributes());
        return map;
    }

    private static String encoded(List<FlashMap> maps) {
        List<Stored> stored = maps.stream().map(FlashCookie::stored).toList();
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(JSON.writeValueAsString(stored).getBytes(StandardCharsets.UTF_8));
    }

    private static Stored stored(FlashMap map) {
        Map<String, Object> attributes = new TreeMap<>();
        map.forEach((name, value) -> {
            if (!(value instanceof String || value instanceof Number || value instanceof Boolean)) {
                throw new IllegalStateException("only texts and numbers go to the next page, not: " + name);
            }
            attributes.put(name, value);
        });
        return new Stored(
                map.getTargetRequestPath(), map.getTargetRequestParams(), map.getExpirationTime(), attributes);
    }
}
