package dev.kept.http;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.autoconfigure.error.AbstractErrorController;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorViewResolver;
import org.springframework.boot.webmvc.error.ErrorAttributes;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/** Errors that no handler answered for: an error view for browsers where a module has one, else a problem. */
@Controller
class ProblemPage extends AbstractErrorController {

    ProblemPage(ErrorAttributes attributes, List<ErrorViewResolver> views) {
        super(attributes, views);
    }

    @RequestMapping("/error")
    @Nullable
    ModelAndView error(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (response.isCommitted()) {
            return null;
        }
        // Asked for by a client there is no error to show, so nothing is at this address.
        boolean failed = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) != null;
        HttpStatus status = failed ? getStatus(request) : HttpStatus.NOT_FOUND;
        if (Problems.isPage(request)) {
            ModelAndView view = resolveErrorView(request, response, status, Map.of("status", status.value()));
            if (view != null) {
                response.setStatus(status.value());
                return view;
            }
        }
        Problems.writeJson(request, response, Problem.ofStatus(status.value()));
        return null;
    }
}
