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
public class PathIds {

    private static final Pattern NUMBER = Pattern.compile("0|-?[1-9][0-9]{0,18}");

    @InitBinder
    void strictIds(WebDataBinder binder) {
        for (Class<?> type : List.of(UUID.class, long.class, Long.class, int.class, Integer.class)) {
            binder.registerCustomEditor(type, editor(text -> value(type, text)));
        }
    }

    /**
     * What a part of a path stands for.
     *
     * @param type of the handler's parameter: a UUID, a long, an int or a string
     * @throws IllegalArgumentException when the text is none, or not in its one spelling
     */
    public static Object value(Class<?> type, String text) {
        if (type == UUID.class) {
            return id(text);
        }
        if (type == long.class || type == Long.class) {
            return Long.valueOf(number(text));
        }
        if (type == int.class || type == Integer.class) {
            return Integer.valueOf(number(text));
        }
        if (type == String.class) {
            return text;
        }
        throw new IllegalStateException("no part of a path is a " + type.getSimpleName());
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
