package dev.kept.pages;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorViewResolver;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.UriComponentsBuilder;

/** What a page that cannot be shown looks like: it says what happened, that nothing was recorded, and where to go on. */
@ControllerAdvice(basePackageClasses = PagesErrors.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
class PagesErrors {

    private static final Pattern FORM = Pattern.compile("/ledgers/new|/ledgers/[0-9a-f-]{36}/write/[A-Za-z]+");
    private static final Pattern LEDGER = Pattern.compile("/ledgers/[0-9a-f-]{36}");
    private static final String HALTED = "kept.pages.halted";
    private static final Pattern PLAIN = Pattern.compile("[0-9a-f-]{1,36}");

    @ExceptionHandler
    void refused(Refused refused, HttpServletRequest request, HttpServletResponse response) throws IOException {
        int status = refused.status();
        if (refused.isWhileHalted() && status == HttpServletResponse.SC_NOT_FOUND) {
            request.setAttribute(HALTED, ledgerOf(request));
            response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            return;
        }
        response.sendError(status == 400 || status == 422 ? 404 : status);
    }

    @ExceptionHandler
    void signInAgain(SignInNeeded needed, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (HttpMethod.GET.matches(request.getMethod())) {
            response.sendRedirect(PagesSecurity.SIGN_IN);
        } else {
            request.setAttribute(PagesSecurity.EXPIRED, formOf(request));
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
        }
    }

    /** The page of the ledger that a page belongs to; empty when it belongs to none. */
    private static String ledgerOf(HttpServletRequest request) {
        Matcher ledger = LEDGER.matcher(request.getRequestURI());
        return ledger.lookingAt() ? ledger.group() : "";
    }

    /** Where the form is opened that was sent; empty when it was none. */
    static String formOf(HttpServletRequest request) {
        String path = request.getRequestURI();
        if (!FORM.matcher(path).matches()) {
            return "";
        }
        UriComponentsBuilder form = UriComponentsBuilder.fromPath(path);
        for (String about : List.of("item", "part", "occurrence", "seen")) {
            String value = request.getParameter(about);
            if (value != null && PLAIN.matcher(value).matches()) {
                form.queryParam(about, value);
            }
        }
        return form.toUriString();
    }

    /** The last step of the messages that say what happened, and what to do about it. */
    private static String messageFor(int status) {
        return switch (status) {
            case 403 -> "not-allowed";
            case 404, 400, 405, 410 -> "nothing-here";
            case 429 -> "too-many";
            case 503 -> "not-available";
            default -> "wrong";
        };
    }

    @Configuration(proxyBeanMethods = false)
    static class Views {

        @Bean
        @Order(Ordered.HIGHEST_PRECEDENCE)
        ErrorViewResolver pagesErrorViews() {
            return Views::view;
        }

        private static @Nullable ModelAndView view(
                HttpServletRequest request, HttpStatus status, Map<String, Object> model) {
            Map<String, Object> shown = new HashMap<>(model);
            Object expired = request.getAttribute(PagesSecurity.EXPIRED);
            Object halted = request.getAttribute(HALTED);
            shown.put("message", halted != null ? "halted" : expired != null ? "expired" : messageFor(status.value()));
            shown.put("ledgerPage", halted == null || halted.equals("") ? null : halted);
            shown.put("back", expired == null || expired.equals("") ? null : expired);
            return new ModelAndView("pages/error", shown, status);
        }
    }
}
