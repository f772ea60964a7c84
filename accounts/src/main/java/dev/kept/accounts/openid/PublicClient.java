package dev.kept.accounts.openid;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.core.endpoint.PkceParameterNames;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.web.authentication.AuthenticationConverter;

/** A public client that refreshes or revokes: it has neither a secret nor a code verifier, the token that it shows is the proof. */
class PublicClient extends OAuth2ClientAuthenticationToken {

    private PublicClient(String clientId) {
        super(clientId, ClientAuthenticationMethod.NONE, null, null);
    }

    /** Recognises such a request. */
    static class Converter implements AuthenticationConverter {

        @Override
        public @Nullable Authentication convert(HttpServletRequest request) {
            boolean showsToken = request.getRequestURI().equals("/oauth2/revoke")
                    || AuthorizationGrantType.REFRESH_TOKEN
                            .getValue()
                            .equals(request.getParameter(OAuth2ParameterNames.GRANT_TYPE));
            boolean provesItselfOtherwise = request.getHeader("Authorization") != null
                    || request.getParameter(OAuth2ParameterNames.CLIENT_SECRET) != null
                    || request.getParameter(PkceParameterNames.CODE_VERIFIER) != null;
            String[] clientIds = request.getParameterValues(OAuth2ParameterNames.CLIENT_ID);
            return showsToken
                            && !provesItselfOtherwise
                            && clientIds != null
                            && clientIds.length == 1
                            && !clientIds[0].isBlank()
                    ? new PublicClient(clientIds[0])
                    : null;
        }
    }

    /** Lets it pass when the client is a public one that may refresh; the token is checked after it. */
    static class Provider implements AuthenticationProvider {

        private final RegisteredClientRepository clients;

        Provider(RegisteredClientRepository clients) {
            this.clients = clients;
        }

        @Override
        public Authentication authenticate(Authentication authentication) {
            RegisteredClient client = clients.findByClientId(authentication.getName());
            if (client == null
                    || !client.getClientAuthenticationMethods().contains(ClientAuthenticationMethod.NONE)
                    || !client.getAuthorizationGrantTypes().contains(AuthorizationGrantType.REFRESH_TOKEN)) {
                throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_CLIENT);
            }
            return new OAuth2ClientAuthenticationToken(client, ClientAuthenticationMethod.NONE, null);
        }

        @Override
        public boolean supports(Class<?> authentication) {
            return PublicClient.class.isAssignableFrom(authentication);
        }
    }
}
