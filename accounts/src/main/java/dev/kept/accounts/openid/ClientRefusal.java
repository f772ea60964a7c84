package dev.kept.accounts.openid;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.http.converter.OAuth2ErrorHttpMessageConverter;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;

/** Tells a client that it is not known or sent something wrong, as RFC 6749 has it (section 5.2). */
class ClientRefusal implements AuthenticationEntryPoint, AuthenticationFailureHandler {

    private static final OAuth2Error UNKNOWN =
            new OAuth2Error(OAuth2ErrorCodes.INVALID_CLIENT, "The client id or its secret is not right.", null);

    private final OAuth2ErrorHttpMessageConverter errors = new OAuth2ErrorHttpMessageConverter();

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException unknown)
            throws IOException {
        write(response, UNKNOWN);
    }

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException refused)
            throws IOException {
        OAuth2Error error = refused instanceof OAuth2AuthenticationException oauth2 ? oauth2.getError() : UNKNOWN;
        // Which part was wrong is not for those who guess.
        write(response, OAuth2ErrorCodes.INVALID_CLIENT.equals(error.getErrorCode()) ? UNKNOWN : error);
    }

    private void write(HttpServletResponse response, OAuth2Error error) throws IOException {
        boolean unknown = OAuth2ErrorCodes.INVALID_CLIENT.equals(error.getErrorCode());
        response.setStatus((unknown ? HttpStatus.UNAUTHORIZED : HttpStatus.BAD_REQUEST).value());
        if (unknown) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"kept\"");
        }
        errors.write(error, null, new ServletServerHttpResponse(response));
    }
}
