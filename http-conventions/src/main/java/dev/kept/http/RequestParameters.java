package dev.kept.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Gives handlers their {@link Caller}, {@link Posted}, {@link Sent} and {@link Asked}: everything wrong with a request is found here, at once. */
final class RequestParameters implements HandlerMethodArgumentResolver {

    static final Set<Class<?>> TYPES = Set.of(Caller.class, Posted.class, Sent.class, Asked.class);
    static final String IDEMPOTENCY_KEY = "Idempotency-Key";
    static final String AT_LEAST = "Kept-At-Least";
    static final String INSTRUCTED_BY = "Kept-Instructed-By";
    private static final String PREFER = "Prefer";
    static final int MAX_KEY = 255;

    /** By the very token, which {@link VerifiedTokens} answers again while it remembers it; then it goes from here, too. */
    private static final Cache<Jwt, Caller> CALLERS =
            Caffeine.newBuilder().weakKeys().build();

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return TYPES.contains(parameter.getParameterType());
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest web,
            @Nullable WebDataBinderFactory binders)
            throws IOException {
        HttpServletRequest request = (HttpServletRequest) web.getNativeRequest();
        if (parameter.getParameterType() == Sent.class) {
            return sent(request, declaredBy(parameter));
        }
        Caller caller = caller();
        if (parameter.getParameterType() == Posted.class) {
            return posted(caller, operationOf(parameter), request, declaredBy(parameter));
        }
        return parameter.getParameterType() == Asked.class
                ? asked(caller, request, declaredBy(parameter), parameter.hasMethodAnnotation(AcrossLedgers.class))
                : caller;
    }

    /** What the type argument of a {@link Posted}, {@link Sent} or {@link Asked} declares. */
    static Declared<?> declaredBy(MethodParameter parameter) {
        return Declared.by(
                ResolvableType.forMethodParameter(parameter).getGeneric(0).toClass());
    }

    private static String operationOf(MethodParameter parameter) {
        return parameter.getExecutable().getName();
    }

    private static Caller caller() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication instanceof JwtAuthenticationToken token) {
            return CALLERS.get(token.getToken(), Caller::of);
        }
        throw Problem.unauthenticated(false);
    }

    private static <B> Posted<B> posted(
            Caller caller, String operation, HttpServletRequest request, Declared<B> declared) throws IOException {
        byte[] bytes = bytes(request);
        FieldErrors errors = new FieldErrors();
        QueryFields.read(request, errors, Declared.by(Nothing.class));
        String key = idempotencyKey(request, errors);
        Long ifMatch = ifMatch(request, errors);
        UUID instructedBy = instructedBy(request, errors);
        B body = JsonFields.read(StrictJson.object(bytes), errors.at("#"), declared.shape());
        errors.throwIfAny();
        Preferences preferences = Preferences.read(request.getHeaders(PREFER));
        return new Posted<>(
                caller, operation, request.getRequestURI(), body, bytes, key, ifMatch, preferences, instructedBy);
    }

    private static <B> Sent<B> sent(HttpServletRequest request, Declared<B> declared) throws IOException {
        byte[] bytes = bytes(request);
        FieldErrors errors = new FieldErrors();
        QueryFields.read(request, errors, Declared.by(Nothing.class));
        B body = JsonFields.read(StrictJson.object(bytes), errors.at("#"), declared.shape());
        errors.throwIfAny();
        return new Sent<>(body);
    }

    private static byte[] bytes(HttpServletRequest request) throws IOException {
        byte[] bytes = request.getInputStream().readAllBytes();
        if (bytes.length > 0 && !isJson(request.getContentType())) {
            throw Problem.ofStatus(415);
        }
        return bytes;
    }

    private static <Q> Asked<Q> asked(
            Caller caller, HttpServletRequest request, Declared<Q> declared, boolean acrossLedgers) {
        FieldErrors errors = new FieldErrors();
        Long atLeast = acrossLedgers ? null : atLeast(request, errors);
        if (acrossLedgers) {
            requireLedgerHeads(request, errors);
        }
        Q query = QueryFields.read(request, errors, declared);
        errors.throwIfAny();
        return new Asked<>(caller, query, atLeast);
    }

    private static boolean isJson(@Nullable String contentType) {
        try {
            MediaType type = contentType == null ? null : MediaType.parseMediaType(contentType);
            return type != null
                    && (type.getCharset() == null || type.getCharset().equals(StandardCharsets.UTF_8))
                    && MediaType.APPLICATION_JSON.equalsTypeAndSubtype(type);
        } catch (InvalidMediaTypeException e) {
            return false;
        }
    }

    private static @Nullable String idempotencyKey(HttpServletRequest request, FieldErrors errors) {
        String key = single(request, IDEMPOTENCY_KEY, errors);
        if (key != null
                && (key.isEmpty() || key.length() > MAX_KEY || !key.chars().allMatch(c -> c > ' ' && c < 0x7F))) {
            errors.at("#/header")
                    .child(IDEMPOTENCY_KEY)
                    .refuse("invalid-value", "It must have 1 to " + MAX_KEY + " visible ASCII characters.");
            return null;
        }
        return key;
    }

    private static @Nullable Long ifMatch(HttpServletRequest request, FieldErrors errors) {
        String tag = single(request, HttpHeaders.IF_MATCH, errors);
        if (tag == null || tag.strip().equals("*")) {
            return null;
        }
        Long sequence = ETags.parse(tag.strip());
        if (sequence == null) {
            errors.at("#/header")
                    .child(HttpHeaders.IF_MATCH)
                    .refuse("invalid-value", "It must be one ETag as it was answered, e.g. \"7\", or *.");
        }
        return sequence;
    }

    private static @Nullable UUID instructedBy(HttpServletRequest request, FieldErrors errors) {
        String value = single(request, INSTRUCTED_BY, errors);
        if (value == null) {
            return null;
        }
        try {
            UUID person = UUID.fromString(value.strip());
            if (person.toString().equals(value.strip())) {
                return person;
            }
        } catch (IllegalArgumentException e) {
            // Reported below.
        }
        errors.at("#/header").child(INSTRUCTED_BY).refuse("invalid-value", "It must be a person's id, a UUID.");
        return null;
    }

    private static @Nullable Long atLeast(HttpServletRequest request, FieldErrors errors) {
        String value = single(request, AT_LEAST, errors);
        Long sequence = value == null ? null : ETags.sequence(value.strip());
        if (value != null && sequence == null) {
            errors.at("#/header").child(AT_LEAST).refuse("invalid-value", "It must be a sequence, e.g. 7.");
        }
        return sequence;
    }

    private static void requireLedgerHeads(HttpServletRequest request, FieldErrors errors) {
        String value = single(request, AT_LEAST, errors);
        if (value != null && LedgerHeads.parse(value.strip()) == null) {
            errors.at("#/header")
                    .child(AT_LEAST)
                    .refuse(
                            "invalid-value",
                            "It must name a ledger and a sequence, e.g. 5f0c6a52-7a0c-4c64-9a1c-0d6f5b1e7a11=7; up to "
                                    + LedgerHeads.MOST + " of them, separated by commas, each ledger once.");
        }
    }

    private static @Nullable String single(HttpServletRequest request, String name, FieldErrors errors) {
        List<String> values = Collections.list(request.getHeaders(name));
        if (values.size() > 1) {
            errors.at("#/header").child(name).refuse("repeated", "It must be given once.");
        }
        return values.isEmpty() ? null : values.getFirst();
    }
}
