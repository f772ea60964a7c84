package dev.kept.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.function.Predicate;

/**
 * Requests whose bodies may be longer than others', because they bring files. Their handlers read them as they arrive and bound them
 * themselves. A service declares it as a bean.
 *
 * @param requests looks at method and path alone
 */
public record LongBody(Predicate<HttpServletRequest> requests) {}
