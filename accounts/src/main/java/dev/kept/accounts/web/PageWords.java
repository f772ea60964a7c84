package dev.kept.accounts.web;

import dev.kept.wording.Messages;
import java.util.Locale;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Gives the pages their words. */
@ControllerAdvice(annotations = Page.class)
class PageWords {

    static final String NAME = "words";

    @ModelAttribute(NAME)
    Messages words(Locale locale) {
        return Messages.of(locale);
    }
}
