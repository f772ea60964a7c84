package dev.kept.pages;

import dev.kept.http.LongBody;
import dev.kept.http.Problem;
import dev.kept.wording.Messages;
import dev.kept.wording.templates.SentenceDialect;
import java.text.MessageFormat;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.PropertySource;
import org.springframework.context.event.EventListener;
import org.springframework.context.support.AbstractMessageSource;
import org.springframework.http.CacheControl;
import org.springframework.util.unit.DataSize;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.thymeleaf.dialect.IDialect;

/** Assets, and what handlers of pages are given. */
@Configuration(proxyBeanMethods = false)
@PropertySource("classpath:dev/kept/pages/defaults.properties")
class PagesWeb implements WebMvcConfigurer {

    private static final String HTMX = "classpath:/META-INF/resources/webjars/htmx.org/2.0.8/dist/";

    private final Visits visits;

    PagesWeb(Visits visits) {
        this.visits = visits;
    }

    @Configuration(proxyBeanMethods = false)
    static class Parts {

        private volatile int port;

        @EventListener
        void listening(WebServerInitializedEvent event) {
            port = event.getWebServer().getPort();
        }

        /** By the name that Spring MVC looks for. */
        @Bean
        LocaleResolver localeResolver() {
            return new BrowserLanguage();
        }

        /** What {@code #{key}} in a template means. */
        @Bean
        MessageSource messageSource() {
            return new AbstractMessageSource() {
                @Override
                protected @Nullable MessageFormat resolveCode(String key, Locale locale) {
                    String pattern = Messages.of(locale).pattern(key);
                    return pattern == null ? null : new MessageFormat(pattern, locale);
                }
            };
        }

        @Bean
        IDialect pagesSentences() {
            return new SentenceDialect();
        }

        @Bean
        Api pagesApi(PagesSettings settings) {
            return new Api(settings.apiUrl(), () -> {
                if (port == 0) {
                    throw Problem.temporarilyUnavailable("Kept is about to start.", Duration.ofSeconds(1));
                }
                return port;
            });
        }

        @Bean
        FormFiles pagesFormFiles(Api api, Visits visits, @Value("${kept.evidence.max-file:25MB}") DataSize maxFile) {
            return new FormFiles(api, visits, maxFile.toBytes());
        }

        @Bean
        LongBody pagesFormsWithFiles() {
            return FormFiles.bodies();
        }

        @Bean
        ReaderSettings pagesReaderSettings(Api api, PagesSettings settings) {
            return new ReaderSettings(api, settings.servedByTls());
        }

        @Bean
        Visits pagesVisits(
                Api api,
                Tokens tokens,
                ReaderSettings chosen,
                PagesSettings settings,
                LocaleResolver languages,
                Clock clock) {
            return new Visits(
                    api,
                    tokens,
                    new WrittenCookie(settings.servedByTls()),
                    chosen,
                    settings.issuer(),
                    languages,
                    clock);
        }
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(visits);
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry resources) {
        CacheControl anHour = CacheControl.maxAge(Duration.ofHours(1)).cachePublic();
        resources
                .addResourceHandler("/pages/assets/**")
                .addResourceLocations("classpath:/pages/assets/")
                .setCacheControl(anHour);
        resources
                .addResourceHandler("/pages/htmx/**")
                .addResourceLocations(HTMX)
                .setCacheControl(anHour);
    }
}
