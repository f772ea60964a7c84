package dev.kept.commitments.web;

import dev.kept.http.PathIds;
import dev.kept.http.Posted;
import dev.kept.http.Problem;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.PathContainer;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.pattern.PathPattern;

/**
 * Every operation that records an entry in a ledger, from its path to its body and its command, as the controllers declare them: what can
 * be drafted, how what was kept is given to the operation it stands for, and where an operation is posted. See ADR 67.
 */
@Component
public class CommandRegistry {

    private static final String BELOW = "/api/ledgers/{ledger}";
    private static final Pattern PLAIN = Pattern.compile("(/[A-Za-z0-9-]+)+");
    private static final Pattern LEDGER =
            Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", Pattern.CASE_INSENSITIVE);

    private final SingletonSupplier<List<Candidate>> operations;

    CommandRegistry(@Qualifier("requestMappingHandlerMapping") ObjectProvider<RequestMappingHandlerMapping> mappings) {
        this.operations = SingletonSupplier.of(() -> operations(mappings.getObject()));
    }

    /**
     * An operation at a path.
     *
     * @param variables of the path, {@code ledger} among them
     */
    public record Registered(String path, HandlerMethod handler, Map<String, String> variables) {

        /** As the API's document names it. */
        public String operation() {
            return handler.getMethod().getName();
        }

        public UUID ledger() {
            return UUID.fromString(Objects.requireNonNull(variables.get("ledger")));
        }
    }

    private record Candidate(PathPattern pattern, HandlerMethod handler) {
        boolean canBeDrafted() {
            return !handler.hasMethodAnnotation(NotDrafted.class);
        }
    }

    /** What a POST to this path records; empty when it is not one of those operations, or one that cannot be drafted. */
    public Optional<Registered> at(String path) {
        if (!PLAIN.matcher(path).matches()) {
            return Optional.empty();
        }
        PathContainer container = PathContainer.parsePath(path);
        return operations.obtain().stream()
                .filter(candidate -> candidate.pattern().matches(container) && candidate.canBeDrafted())
                .min(Comparator.comparing(Candidate::pattern, PathPattern.SPECIFICITY_COMPARATOR))
                .map(candidate -> new Registered(
                        path,
                        candidate.handler(),
                        Objects.requireNonNull(candidate.pattern().matchAndExtract(container))
                                .getUriVariables()))
                .filter(found -> LEDGER.matcher(String.valueOf(found.variables().get("ledger")))
                        .matches());
    }

    /** The path an operation is posted to, with its variables in braces; empty when no operation is called that. */
    public Optional<String> path(String operation) {
        return operations.obtain().stream()
                .filter(candidate -> candidate.handler().getMethod().getName().equals(operation))
                .map(candidate -> candidate.pattern().getPatternString())
                .findFirst();
    }

    /**
     * Gives a body that was kept to the operation its path belongs to.
     *
     * @param seen as {@code If-Match} says it; null when it does not matter
     * @param release in whose caller's name it is recorded
     * @param idempotencyKey under which it is recorded once
     * @throws Exception whatever the operation, or the reading of the body, refuses with
     */
    @SuppressWarnings("unchecked")
    public ResponseEntity<Recorded> issue(
            Registered operation, String body, @Nullable Long seen, Posted<?> release, String idempotencyKey)
            throws Exception {
        HandlerMethod handler = operation.handler().createWithResolvedBean();
        Object[] arguments = Arrays.stream(handler.getMethodParameters())
                .map(parameter -> argument(parameter, operation, body, seen, release, idempotencyKey))
                .toArray();
        Method method = handler.getMethod();
        method.setAccessible(true);
        try {
            return (ResponseEntity<Recorded>)
                    Objects.requireNonNull(method.invoke(handler.getBean(), arguments), "a command is answered");
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof Exception refusal ? refusal : e;
        }
    }

    private static Object argument(
            MethodParameter parameter,
            Registered operation,
            String body,
            @Nullable Long seen,
            Posted<?> release,
            String idempotencyKey) {
        if (parameter.getParameterType() == Posted.class) {
            return release.replay(
                    operation.operation(),
                    operation.path(),
                    body.getBytes(StandardCharsets.UTF_8),
                    ResolvableType.forMethodParameter(parameter).getGeneric(0).toClass(),
                    idempotencyKey,
                    seen);
        }
        String name = Objects.requireNonNull(parameter.getParameter().getName());
        String text = operation.variables().get(name);
        if (text == null) {
            throw new IllegalStateException("an operation takes its path and its body alone, and no " + name);
        }
        try {
            return PathIds.value(parameter.getParameterType(), text);
        } catch (IllegalArgumentException e) {
            throw Problem.notFound();
        }
    }

    private static List<Candidate> operations(RequestMappingHandlerMapping mapping) {
        return mapping.getHandlerMethods().entrySet().stream()
                .filter(entry -> records(entry.getKey(), entry.getValue()))
                .flatMap(entry -> patterns(entry.getKey())
                        .filter(pattern -> pattern.getPatternString().startsWith(BELOW + "/"))
                        .map(pattern -> new Candidate(pattern, entry.getValue())))
                .toList();
    }

    private static boolean records(RequestMappingInfo mapping, HandlerMethod handler) {
        return mapping.getMethodsCondition().getMethods().contains(RequestMethod.POST) && Recorded.isAnswerOf(handler);
    }

    private static Stream<PathPattern> patterns(RequestMappingInfo mapping) {
        return mapping.getPathPatternsCondition() == null
                ? Stream.empty()
                : mapping.getPathPatternsCondition().getPatterns().stream();
    }
}
