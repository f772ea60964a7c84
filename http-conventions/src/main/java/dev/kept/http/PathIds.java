package dev.kept.http;

import java.beans.PropertyEditorSupport;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.InitBinder;

/**
 * What a path names has one spelling: the stock converters take {@code 1-1-1-1-1} and capitals for a UUID, and {@code 0x2}, {@code +2}
 * and {@code 02} for a number.
 */
@ControllerAdvice
class PathIds {

    private static final Pattern NUMBER = Pattern.compile("0|-?[1-9][0-9]{0,18}");

    @InitBinder
    void strictIds(WebDataBinder binder) {
        binder.registerCustomEditor(UUID.class, editor(PathIds::id));
        for (Class<?> type : List.of(long.class, Long.class)) {
            binder.registerCustomEditor(type, editor(text -> Long.valueOf(number(text))));
        }
        for (Class<?> type : List.of(int.class, Integer.class)) {
            binder.registerCustomEditor(type, editor(text -> Integer.valueOf(number(text))));
        }
    }

    private static UUID id(String text) {
        UUID id = UUID.fromString(text);
        if (!id.toString().equals(text)) {
            throw new IllegalArgumentException("not in its usual form");
        }
        return id;
    }

    private static String number(String text) {
        if (!NUMBER.matcher(text).matches()) {
            throw new IllegalArgumentException("not a plain number");
        }
        return text;
    }

    private static PropertyEditorSupport editor(Function<String, Object> reading) {
        return new PropertyEditorSupport() {
            @Override
            public void setAsText(String text) {
                setValue(reading.apply(text));
            }
        };
    }
}
