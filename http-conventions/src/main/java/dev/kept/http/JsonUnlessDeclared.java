package dev.kept.http;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/**
 * What an operation answers is {@code application/json}, unless its mapping or its description declares something else: an operation that
 * is described with another media type chooses by itself. Left alone, Spring calls any JSON what
 * {@code Accept} asks for, {@code application/problem+json} included, and finds out that nothing fits when the command is recorded.
 */
final class JsonUnlessDeclared implements HandlerInterceptor {

    private static final Set<MediaType> JSON = Set.of(MediaType.APPLICATION_JSON);

    /** Searching a method's annotations takes longer than many a query. */
    private final Map<Method, Boolean> answeringJson = new ConcurrentHashMap<>();

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws HttpMediaTypeNotAcceptableException {
        if (handler instanceof HandlerMethod method
                && request.getAttribute(HandlerMapping.PRODUCIBLE_MEDIA_TYPES_ATTRIBUTE) == null
                && answersJson(method)) {
            if (!takesJson(Collections.list(request.getHeaders(HttpHeaders.ACCEPT)))) {
                throw new HttpMediaTypeNotAcceptableException(List.copyOf(JSON));
            }
            request.setAttribute(HandlerMapping.PRODUCIBLE_MEDIA_TYPES_ATTRIBUTE, JSON);
        }
        return true;
    }

    private boolean answersJson(HandlerMethod method) {
        Boolean known = answeringJson.get(method.getMethod());
        return known == null ? answeringJson.computeIfAbsent(method.getMethod(), ignored -> isJson(method)) : known;
    }

    private static boolean isJson(HandlerMethod method) {
        return AnnotatedElementUtils.hasAnnotation(method.getBeanType(), ResponseBody.class)
                && !isDescribedWithAnother(method)
                && !answersBytes(method);
    }

    private static boolean isDescribedWithAnother(HandlerMethod method) {
        return AnnotatedElementUtils.getMergedRepeatableAnnotations(method.getMethod(), ApiResponse.class).stream()
                .filter(response -> response.responseCode().startsWith("2"))
                .flatMap(response -> Arrays.stream(response.content()))
                .map(Content::mediaType)
                .anyMatch(type -> !type.isEmpty() && !type.equals(MediaType.APPLICATION_JSON_VALUE));
    }

    /** Bytes come with a type of their own, e.g. a calendar's, which no document describes. */
    private static boolean answersBytes(HandlerMethod method) {
        return ResolvableType.forMethodReturnType(method.getMethod())
                        .getGeneric(0)
                        .toClass()
                == byte[].class;
    }

    private static boolean takesJson(List<String> accept) {
        try {
            if (accept.isEmpty() || (accept.size() == 1 && accept.getFirst().equals(MediaType.ALL_VALUE))) {
                return true;
            }
            List<MediaType> taken = MediaType.parseMediaTypes(accept).stream()
                    .filter(each -> each.includes(MediaType.APPLICATION_JSON))
                    .toList();
            return taken.stream().anyMatch(each -> each.getQualityValue() > 0)
                    && taken.stream().allMatch(JsonUnlessDeclared::isUtf8);
        } catch (InvalidMediaTypeException e) {
            return false;
        }
    }

    private static boolean isUtf8(MediaType taken) {
        return taken.getCharset() == null || taken.getCharset().equals(StandardCharsets.UTF_8);
    }
}
