package dev.kept.accounts.web;

import dev.kept.http.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Answers a request without a good token as the rest of the API does. */
@Component
class BearerRefusal implements AuthenticationEntryPoint {

    private final HandlerExceptionResolver problems;

    BearerRefusal(@Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
        this.problems = problems;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException unknown) {
        Problem problem = Problem.unauthenticated(request.getHeader("Authorization") != null);
        if (problems.resolveException(request, response, null, problem) == null) {
            throw problem;
        }
    }
}
