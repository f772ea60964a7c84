package dev.kept.http;

import dev.kept.http.browser.FlashCookie;
import dev.kept.http.browser.HostCookie;
import dev.kept.http.tracing.Traces;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.servlet.DispatcherType;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.WebMvcRegistrations;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.PropertySource;
import org.springframework.core.Ordered;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.FlashMapManager;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JacksonModule;

/**
 * Everything a service needs to speak HTTP as the others do. Each service imports it; imported twice into one context, it is there
 * once. {@link HttpDefaults} adds what an application may replace.
 */
@Configuration(proxyBeanMethods = false)
@Import({
    ApiSecurity.class,
    ApiDocument.class,
    ArrivalDeadline.class,
    ContainerErrors.class,
    PathIds.class,
    ProblemAdvice.class,
    ProblemPage.class,
    RequestParserLogs.class,
    TrustedProxies.class
})
@PropertySource("classpath:dev/kept/http/defaults.properties")
public class HttpConventions implements WebMvcConfigurer {

    private final RequestsAtOnce queries;
    private final RequestsAtOnce expensive;

    HttpConventions(
            @Value("${kept.queries.per-person:4}") int queriesOfAPerson,
            @Value("${kept.queries.in-all:8}") int queriesInAll,
            @Value("${kept.expensive.per-person:2}") int perPerson,
            @Value("${kept.expensive.in-all:4}") int inAll,
            @Value("${kept.expensive.patience:5s}") Duration patience,
            @Value("${kept.http.cursor-key:}") String cursorKey) {
        if (!cursorKey.isBlank()) {
            Cursor.signWith(cursorKey.strip());
        }
        this.queries = RequestsAtOnce.queries(queriesOfAPerson, queriesInAll, patience);
        this.expensive = RequestsAtOnce.expensive(perPerson, inAll, patience);
    }

    @Bean
    static FilterRegistrationBean<Boundary> boundary(ObjectProvider<LongBody> longBodies) {
        FilterRegistrationBean<Boundary> registration =
                new FilterRegistrationBean<>(new Boundary(longBodies.stream().toList()));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 10);
        return registration;
    }

    @Bean
    static FilterRegistrationBean<RequestIds> requestIds() {
        FilterRegistrationBean<RequestIds> registration = new FilterRegistrationBean<>(new RequestIds());
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        registration.setDispatcherTypes(DispatcherType.REQUEST);
        return registration;
    }

    /** Around everything else, as Boot's own filter would be. */
    @Bean
    static FilterRegistrationBean<RequestTimes> requestTimes(MeterRegistry metrics) {
        FilterRegistrationBean<RequestTimes> registration = new FilterRegistrationBean<>(new RequestTimes(metrics));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
        registration.setDispatcherTypes(DispatcherType.REQUEST);
        return registration;
    }

    /** None unless the operator says where they go. */
    @Bean
    static Traces traces(
            @Value("${kept.tracing.otlp-endpoint:}") String endpoint,
            @Value("${kept.tracing.sampled:0.1}") double share,
            @Value("${spring.application.name:kept}") String service) {
        return Traces.of(endpoint, share, service);
    }

    @Bean
    static FilterRegistrationBean<RequestTraces> requestTraces(Traces traces) {
        FilterRegistrationBean<RequestTraces> registration = new FilterRegistrationBean<>(new RequestTraces(traces));
        registration.setEnabled(traces.isOn());
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 2);
        registration.setDispatcherTypes(DispatcherType.REQUEST);
        return registration;
    }

    /** None without a port. */
    @Bean
    @ConditionalOnProperty("kept.metrics.port")
    static MetricsPort metricsPort(
            PrometheusMeterRegistry metrics,
            @Value("${kept.metrics.address:127.0.0.1}") InetAddress address,
            @Value("${kept.metrics.port}") int port) {
        return new MetricsPort(metrics, address, port);
    }

    @Bean
    static WebMvcRegistrations routes() {
        return new WebMvcRegistrations() {
            @Override
            public RequestMappingHandlerMapping getRequestMappingHandlerMapping() {
                return new Routes();
            }
        };
    }

    /** For every answer that Spring writes. */
    @Bean
    static JacksonModule keptInstants() {
        return Instants.module();
    }

    /** Under the name by which Spring looks for it: it takes the place of the one that keeps an HTTP session. */
    @Bean
    FlashMapManager flashMapManager(@Value("${kept.public-url:}") String publicUrl) {
        return new FlashCookie(HostCookie.named("kept-said", publicUrl.startsWith("https:")));
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new RequestParameters());
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(queries);
        registry.addInterceptor(expensive);
        registry.addInterceptor(new JsonUnlessDeclared());
    }
}
