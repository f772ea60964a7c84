package dev.kept.http;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.catalina.Globals;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** Who may come in: bearer tokens for {@code /api}, operators for {@code /actuator}, nobody where no room said otherwise. */
@Configuration(proxyBeanMethods = false)
class ApiSecurity {

    @Bean
    @Order(100)
    SecurityFilterChain apiSecurity(
            HttpSecurity http,
            @Qualifier("apiJwtDecoder") JwtDecoder decoder,
            @Value("${kept.rate-limit.commands-per-second:50}") double commandsPerSecond,
            @Value("${kept.rate-limit.burst:200}") int commandBurst,
            @Value("${kept.rate-limit.queries-per-second:100}") double queriesPerSecond,
            @Value("${kept.rate-limit.query-burst:500}") int queryBurst,
            ObjectProvider<OpenOperation> open) {
        RequestRate rate = new RequestRate(
                new TokenBuckets(commandsPerSecond, commandBurst, System::nanoTime),
                new TokenBuckets(queriesPerSecond, queryBurst, System::nanoTime));
        Set<String> openPaths = open.stream().map(OpenOperation::path).collect(Collectors.toUnmodifiableSet());
        RequestMatcher takesNoToken =
                request -> HttpMethod.POST.matches(request.getMethod()) && openPaths.contains(request.getRequestURI());
        return bearer(http.securityMatcher("/api/**"), decoder)
                .authorizeHttpRequests(requests -> requests.requestMatchers(takesNoToken)
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .addFilterAfter(rate, AuthorizationFilter.class)
                .build();
    }

    @Bean
    @Order(101)
    SecurityFilterChain actuatorSecurity(HttpSecurity http, @Qualifier("apiJwtDecoder") JwtDecoder decoder) {
        return bearer(http.securityMatcher("/actuator/**"), decoder)
                .authorizeHttpRequests(requests -> requests.requestMatchers("/actuator/health/**")
                        .permitAll()
                        .anyRequest()
                        .access(ApiSecurity::isOperator))
                .build();
    }

    /** What no chain before has claimed: the API's document is open, an error may be shown, and nothing else is there. */
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    SecurityFilterChain elsewhereSecurity(HttpSecurity http) {
        // Included where an answer is already under way: the container asks for the page even then.
        RequestMatcher error = request -> request.getDispatcherType() == DispatcherType.ERROR
                || request.getDispatcherType() == DispatcherType.INCLUDE;
        return plain(http)
                .authorizeHttpRequests(requests -> requests.requestMatchers("/v3/api-docs/**", "/v3/api-docs.yaml")
                        .permitAll()
                        .requestMatchers(error)
                        .permitAll()
                        .anyRequest()
                        .denyAll())
                .exceptionHandling(handling -> handling.authenticationEntryPoint(nothingHere())
                        .accessDeniedHandler(
                                (request, response, denied) -> Problems.write(request, response, Problem.notFound())))
                .build();
    }

    /** Without them each of the chains' filters is wrapped twice, to observe what nobody looks at. */
    @Bean
    SecurityObservationSettings securityObservations() {
        return SecurityObservationSettings.noObservations();
    }

    @Bean
    HttpFirewall httpFirewall() {
        return VisibleHeaders.firewall();
    }

    private static HttpSecurity bearer(HttpSecurity http, JwtDecoder decoder) {
        AccessDeniedHandler denied =
                (request, response, exception) -> Problems.write(request, response, Problem.ofStatus(403));
        return plain(http)
                .oauth2ResourceServer(server -> server.jwt(jwt -> jwt.decoder(decoder))
                        .bearerTokenResolver(new BearerTokens())
                        .authenticationEntryPoint(unauthenticated())
                        .accessDeniedHandler(denied)
                        .withObjectPostProcessor(new ObjectPostProcessor<BearerTokenAuthenticationFilter>() {
                            @Override
                            public <F extends BearerTokenAuthenticationFilter> F postProcess(F filter) {
                                filter.setAuthenticationFailureHandler(tokenRefused());
                                return filter;
                            }
                        }))
                .exceptionHandling(handling ->
                        handling.authenticationEntryPoint(unauthenticated()).accessDeniedHandler(denied));
    }

    private static HttpSecurity plain(HttpSecurity http) {
        return http.sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .headers(headers -> headers.contentSecurityPolicy(
                                policy -> policy.policyDirectives(ContentSecurity.NOTHING_BUT_DATA))
                        .referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER)));
    }

    private static AuthenticationEntryPoint unauthenticated() {
        return (request, response, exception) ->
                Problems.write(request, response, Problem.unauthenticated(request.getHeader("Authorization") != null));
    }

    private static AuthenticationEntryPoint nothingHere() {
        return (request, response, exception) -> Problems.write(request, response, Problem.notFound());
    }

    /** A token that cannot be checked because the issuer is away is not the caller's fault. */
    private static AuthenticationFailureHandler tokenRefused() {
        return (request, response, exception) -> Problems.write(
                request,
                response,
                exception instanceof AuthenticationServiceException
                        ? Problem.temporarilyUnavailable(
                                "Access tokens cannot be checked just now.", Duration.ofSeconds(2))
                        : Problem.unauthenticated(true));
    }

    /** Someone on this very machine, not through a proxy; or a token with the scope {@code operator}. */
    private static AuthorizationDecision isOperator(
            Supplier<? extends Authentication> authentication, RequestAuthorizationContext context) {
        HttpServletRequest request = context.getRequest();
        Authentication who = authentication.get();
        boolean local = request.getRemoteAddr().equals("127.0.0.1")
                || request.getRemoteAddr().equals("0:0:0:0:0:0:0:1");
        boolean direct = request.getHeader("X-Forwarded-For") == null
                && request.getHeader("Forwarded") == null
                && request.getAttribute(Globals.REQUEST_FORWARDED_ATTRIBUTE) == null;
        boolean scoped = who != null
                && who.getAuthorities().stream().anyMatch(granted -> "SCOPE_operator".equals(granted.getAuthority()));
        return new AuthorizationDecision((local && direct) || scoped);
    }
}
