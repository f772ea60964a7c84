package dev.kept.http;

import java.beans.PropertyEditorSupport;
import java.util.UUID;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.InitBinder;

/** One id has one spelling: the stock converter takes {@code 1-1-1-1-1} for a UUID. */
@ControllerAdvice
class PathIds {

    @InitBinder
    void strictIds(WebDataBinder binder) {
        binder.registerCustomEditor(UUID.class, new PropertyEditorSupport() {
            @Override
            public void setAsText(String text) {
                try {
                    setValue(Kind.parseUuid(text));
                } catch (Invalid invalid) {
                    throw new IllegalArgumentException(invalid.sentence());
                }
            }
        });
    }
}
