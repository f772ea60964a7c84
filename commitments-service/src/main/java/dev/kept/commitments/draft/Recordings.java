package dev.kept.commitments.draft;

import dev.kept.commitments.web.NotDrafted;
import dev.kept.commitments.web.Recorded;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.PathContainer;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.support.DefaultDataBinderFactory;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.method.support.HandlerMethodArgumentResolverComposite;
import org.springframework.web.method.support.InvocableHandlerMethod;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.pattern.PathPattern;

/**
 * Every operation that records an entry in a ledger, as the controllers declare them: what can be drafted, and how a draft becomes the
 * very request it stands for.
 */
@Component
class Recordings {

    private static final String BELOW = "/api/ledgers/{ledger}";
    private static final Pattern PLAIN = Pattern.compile("(/[A-Za-z0-9-]+)+");
    private static final Pattern LEDGER =
            Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", Pattern.CASE_INSENSITIVE);

    private final ObjectProvider<RequestMappingHandlerAdapter> adapters;
    private final SingletonSupplier<List<Candidate>> recordings;

    Recordings(
            @Qualifier("requestMappingHandlerMapping") ObjectProvider<RequestMappingHandlerMapping> mappings,
            @Qualifier("requestMappingHandlerAdapter") ObjectProvider<RequestMappingHandlerAdapter> adapters) {
        this.adapters = adapters;
        this.recordings = SingletonSupplier.of(() -> recordings(mappings.getObject()));
    }

    /**
     * An operation at a path.
     *
     * @param variables of the path, {@code ledger} among them
     */
    record Recording(HandlerMethod handler, Map<String, String> variables) {

        /** As the API's document names it. */
        String operation() {
            return handler.getMethod().getName();
        }

        UUID ledger() {
            return UUID.fromString(Objects.requireNonNull(variables.get("ledger")));
        }
    }

    private record Candidate(PathPattern pattern, HandlerMethod handler) {}

    /** What a POST to this path records; empty when it is not one of those operations. */
    Optional<Recording> at(String path) {
        if (!PLAIN.matcher(path).matches()) {
            return Optional.empty();
        }
        PathContainer container = PathContainer.parsePath(path);
        return recordings.obtain().stream()
                .filter(candidate -> candidate.pattern().matches(container))
                .min(Comparator.comparing(Candidate::pattern, PathPattern.SPECIFICITY_COMPARATOR))
                .map(candidate -> new Recording(
                        candidate.handler(),
                        Objects.requireNonNull(candidate.pattern().matchAndExtract(container))
                                .getUriVariables()))
                .filter(found -> LEDGER.matcher(String.valueOf(found.variables().get("ledger")))
                        .matches());
    }

    /**
     * Sends a draft to the controller its path belongs to, in the name of whoever makes this request.
     *
     * @param idempotencyKey under which it is recorded once
     * @throws Exception whatever the controller, or the reading of its request, refuses with
     */
    @SuppressWarnings("unchecked")
    ResponseEntity<Recorded> send(Draft draft, Recording recording, String idempotencyKey, HttpServletRequest request)
            throws Exception {
        RequestMappingHandlerAdapter adapter = adapters.getObject();
        HandlerMethodArgumentResolverComposite resolvers = new HandlerMethodArgumentResolverComposite();
        resolvers.addResolvers(adapter.getArgumentResolvers());
        InvocableHandlerMethod method =
                new InvocableHandlerMethod(recording.handler().createWithResolvedBean());
        method.setHandlerMethodArgumentResolvers(resolvers);
        method.setDataBinderFactory(new DefaultDataBinderFactory(adapter.getWebBindingInitializer()));
        DraftedRequest drafted = new DraftedRequest(request, draft, recording.variables(), idempotencyKey);
        Object answer = method.invokeForRequest(new ServletWebRequest(drafted), new ModelAndViewContainer());
        return (ResponseEntity<Recorded>) Objects.requireNonNull(answer, "a command is answered");
    }

    private static List<Candidate> recordings(RequestMappingHandlerMapping mapping) {
        return mapping.getHandlerMethods().entrySet().stream()
                .filter(entry -> isRecording(entry.getKey(), entry.getValue()))
                .flatMap(entry -> patterns(entry.getKey())
                        .filter(pattern -> pattern.getPatternString().startsWith(BELOW + "/"))
                        .map(pattern -> new Candidate(pattern, entry.getValue())))
                .toList();
    }

    private static boolean isRecording(RequestMappingInfo mapping, HandlerMethod handler) {
        return mapping.getMethodsCondition().getMethods().contains(RequestMethod.POST)
                && Recorded.isAnswerOf(handler)
                && !handler.hasMethodAnnotation(NotDrafted.class);
    }

    private static Stream<PathPattern> patterns(RequestMappingInfo mapping) {
        return mapping.getPathPatternsCondition() == null
                ? Stream.empty()
                : mapping.getPathPatternsCondition().getPatterns().stream();
    }
}
