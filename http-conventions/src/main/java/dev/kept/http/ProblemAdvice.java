package dev.kept.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** Every way in which a handler can fail, as a problem. Last among advices: a module's own come first. */
@ControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
class ProblemAdvice {

    @ExceptionHandler
    void refused(Problem problem, HttpServletRequest request, HttpServletResponse response) throws IOException {
        Problems.write(request, response, problem);
    }

    /** An id that is none names nothing. */
    @ExceptionHandler
    void mistyped(
            MethodArgumentTypeMismatchException mismatch, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Problem problem = mismatch.getParameter().hasParameterAnnotation(PathVariable.class)
                ? Problem.notFound()
                : Problem.invalidFields(List.of(
                        new FieldError("#/query/" + mismatch.getName(), "wrong-type", "The value is not valid.")));
        Problems.write(request, response, problem);
    }

    @ExceptionHandler
    void unreadable(
            HttpMessageNotReadableException unreadable, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Problems.write(request, response, Problem.malformedJson("The body cannot be read."));
    }

    /** The client went away: nobody is left to be told. */
    @ExceptionHandler
    void gone(AsyncRequestNotUsableException gone, HttpServletResponse response) {}

    /** The container cuts the connection when it learns of it. */
    @ExceptionHandler
    void broken(AnswerBroken broken, HttpServletRequest request) throws AnswerBroken {
        Problems.ofFailure(request, broken.failure());
        throw broken;
    }

    /** The security filters turn these into 401 and 403. */
    @ExceptionHandler
    void insecure(AccessDeniedException denied) {
        throw denied;
    }

    @ExceptionHandler
    void anonymous(AuthenticationException anonymous) {
        throw anonymous;
    }

    @ExceptionHandler
    void failed(Exception failure, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (failure instanceof ErrorResponse known && known.getStatusCode().value() < 500) {
            Problems.write(request, response, withAllow(known));
        } else if (failure instanceof ErrorResponse known
                && known.getStatusCode().value() == 503) {
            Problems.write(request, response, Problem.ofStatus(503));
        } else {
            Problems.write(request, response, Problems.ofFailure(request, failure));
        }
    }

    private static Problem withAllow(ErrorResponse known) {
        Problem problem = Problem.ofStatus(known.getStatusCode().value());
        for (String name : List.of(HttpHeaders.ALLOW, HttpHeaders.ACCEPT)) {
            String value = known.getHeaders().getFirst(name);
            if (value != null) {
                problem = problem.withHeader(name, value);
            }
        }
        return problem;
    }
}
