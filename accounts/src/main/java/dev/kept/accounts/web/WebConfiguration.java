package dev.kept.accounts.web;

import dev.kept.wording.Languages;
import dev.kept.wording.templates.SentenceDialect;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Locale;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.i18n.AcceptHeaderLocaleResolver;
import org.springframework.web.util.WebUtils;
import org.thymeleaf.dialect.IDialect;

@Configuration(proxyBeanMethods = false)
class WebConfiguration implements WebMvcConfigurer {

    /** By the name that Spring MVC looks for; in one process with Kept's pages it is theirs, which knows the same languages. */
    @Bean
    @ConditionalOnMissingBean
    LocaleResolver localeResolver() {
        return new AcceptHeaderLocaleResolver() {
            @Override
            public Locale resolveLocale(HttpServletRequest request) {
                Cookie chosen = WebUtils.getCookie(request, Languages.COOKIE);
                return Languages.of(
                        chosen == null ? null : Languages.named(chosen.getValue()),
                        request.getHeader(HttpHeaders.ACCEPT_LANGUAGE));
            }
        };
    }

    @Bean
    IDialect accountsSentences() {
        return new SentenceDialect();
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry resources) {
        resources
                .addResourceHandler("/accounts/assets/**")
                .addResourceLocations("classpath:/accounts/assets/")
                .setCacheControl(CacheControl.maxAge(Duration.ofHours(1)).cachePublic());
    }
}
