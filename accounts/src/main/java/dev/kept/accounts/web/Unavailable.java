package dev.kept.accounts.web;

import dev.kept.accounts.TooBusy;
import dev.kept.accounts.services.ServicesAway;
import dev.kept.wording.Messages;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

/** The pages' answer when this machine is at its limit, or the database or the API is away. */
@ControllerAdvice(annotations = Page.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
class Unavailable {

    private static final String SECONDS = "3";

    @ExceptionHandler({
        TooBusy.class,
        ServicesAway.class,
        DataAccessResourceFailureException.class,
        TransientDataAccessException.class
    })
    String comeBack(HttpServletResponse response, Model model, Locale locale) {
        model.addAttribute(PageWords.NAME, Messages.of(locale));
        response.setStatus(HttpStatus.SERVICE_UNAVAILABLE.value());
        response.setHeader(HttpHeaders.RETRY_AFTER, SECONDS);
        return "accounts/unavailable";
    }
}
