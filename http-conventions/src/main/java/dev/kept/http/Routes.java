package dev.kept.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.PathContainer.PathSegment;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.condition.PathPatternsRequestCondition;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;
import org.springframework.web.util.pattern.PathPattern;

/**
 * Spring's own mapping of requests to methods, which tries each of some 250 routes in turn. Those that cannot match, because they have
 * another number of segments or another word where they name one, are passed over before their pattern is parsed against the path.
 */
final class Routes extends RequestMappingHandlerMapping {

    private static final Outline ANY = new Outline(-1, List.of());

    private final Map<RequestMappingInfo, Outline> outlines = new ConcurrentHashMap<>();
    private final ThreadLocal<List<PathContainer.Element>> lookedUp = new ThreadLocal<>();

    /** A word that a route has at a place. */
    private record Word(int place, String word) {}

    /** What can be told of a route without trying it; a negative length when nothing can. */
    private record Outline(int length, List<Word> words) {

        /** False when the route certainly does not match. */
        boolean mayMatch(List<PathContainer.Element> path) {
            if (length < 0) {
                return true;
            }
            if (path.size() != length) {
                return false;
            }
            for (Word each : words) {
                if (!(path.get(each.place()) instanceof PathSegment segment
                        && each.word().equals(segment.valueToMatch()))) {
                    return false;
                }
            }
            return true;
        }
    }

    /** Once for all the routes that are tried. */
    @Override
    protected @Nullable HandlerMethod lookupHandlerMethod(String path, HttpServletRequest request) throws Exception {
        if (!ServletRequestPathUtils.hasParsedRequestPath(request)) {
            return super.lookupHandlerMethod(path, request);
        }
        lookedUp.set(ServletRequestPathUtils.getParsedRequestPath(request)
                .pathWithinApplication()
                .elements());
        try {
            return super.lookupHandlerMethod(path, request);
        } finally {
            lookedUp.remove();
        }
    }

    @Override
    protected @Nullable RequestMappingInfo getMatchingMapping(RequestMappingInfo route, HttpServletRequest request) {
        List<PathContainer.Element> path = lookedUp.get();
        if (path != null && !outlineOf(route).mayMatch(path)) {
            return null;
        }
        return super.getMatchingMapping(route, request);
    }

    /** Looked up first: {@code computeIfAbsent} may lock even where the route is known, and all routes are tried for each request. */
    private Outline outlineOf(RequestMappingInfo route) {
        Outline known = outlines.get(route);
        return known == null ? outlines.computeIfAbsent(route, Routes::outline) : known;
    }

    private static Outline outline(RequestMappingInfo route) {
        PathPatternsRequestCondition condition = route.getPathPatternsCondition();
        if (condition == null || condition.getPatterns().size() != 1) {
            return ANY;
        }
        PathPattern pattern = condition.getPatterns().iterator().next();
        String text = pattern.getPatternString();
        if (text.indexOf('*') >= 0 || text.indexOf('?') >= 0 || text.contains("{*") || text.contains(":")) {
            return ANY;
        }
        List<PathContainer.Element> elements = PathContainer.parsePath(text).elements();
        List<Word> words = new ArrayList<>();
        for (int place = 0; place < elements.size(); place++) {
            if (elements.get(place) instanceof PathSegment segment
                    && segment.value().indexOf('{') < 0) {
                words.add(new Word(place, segment.value()));
            }
        }
        return new Outline(elements.size(), List.copyOf(words));
    }
}
