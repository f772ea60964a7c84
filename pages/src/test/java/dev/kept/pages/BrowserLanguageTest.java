package dev.kept.pages;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.Cookie;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;

class BrowserLanguageTest {

    private final MockHttpServletRequest request = new MockHttpServletRequest();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        de                       | de
        de-AT                    | de-AT
        en                       | en-GB
        en-US,en;q=0.8           | en-US
        fr,de;q=0.7,en;q=0.9     | en-GB
        fr-FR,de-CH;q=0.7        | de-CH
        fr                       | en-GB
        tok                      | en-GB
        *                        | en-GB
        -                        | en-GB
        en;q=2, de;q=-1          | en-GB
        de-u-nu-thai-ca-buddhist | de
        """)
    void the_first_accepted_one_that_there_are_words_in(String accepted, String chosen) {
        request.addHeader("Accept-Language", accepted);

        assertThat(new BrowserLanguage().resolveLocale(request).toLanguageTag()).isEqualTo(chosen);
    }

    @Test
    void english_where_the_browser_does_not_say() {
        assertThat(new BrowserLanguage().resolveLocale(request)).isEqualTo(Locale.UK);
    }

    @ParameterizedTest
    @CsvSource({"de, de", "en, en-US", "fr, en-US", "x-y-z, en-US", "'', en-US"})
    void what_was_chosen_in_this_browser_comes_first(String cookie, String chosen) {
        request.addHeader("Accept-Language", "en-US");
        request.setCookies(new Cookie("kept-language", cookie));

        assertThat(new BrowserLanguage().resolveLocale(request).toLanguageTag()).isEqualTo(chosen);
    }
}
