package dev.kept.pages;

import dev.kept.http.LongBody;
import dev.kept.http.Problem;
import dev.kept.wording.Doc;
import dev.kept.wording.Words;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.WebUtils;

/**
 * Files that come with a form. Each is handed on to the API while it arrives, and in its place stands the id that it got: in what was typed, and
 * so in the form when it comes back.
 */
final class FormFiles {

    /** The name of a field's file is the field's with this behind it; so is the one of its box that takes it out again. */
    static final String UPLOAD = "-upload";

    static final String DROP = "-drop";

    /** What the file is called, to be shown when the form comes back. */
    static final String NAME = "-name";

    private static final String REFUSED = FormFiles.class.getName() + ".refused";
    private static final Pattern FORM =
            Pattern.compile("/ledgers/(?<ledger>[0-9a-f-]{36})/write/[A-Za-z]+|/drafts/(?<draft>[0-9a-f-]{36})");

    /** Beyond the longest file so much more is read, and thrown away, so that the browser gets an answer. */
    private static final int PATIENCE = 4;

    private final Api api;
    private final Visits visits;
    private final long maxFile;

    FormFiles(Api api, Visits visits, long maxFile) {
        this.api = api;
        this.visits = visits;
        this.maxFile = maxFile;
    }

    static LongBody bodies() {
        return new LongBody(FormFiles::isTaken);
    }

    private static boolean isTaken(HttpServletRequest request) {
        return FormWithFiles.isOne(request)
                && FORM.matcher(request.getRequestURI()).matches();
    }

    /** Before the form's token is looked for. */
    static Filter opening() {
        return new OncePerRequestFilter() {
            @Override
            protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                    throws ServletException, IOException {
                chain.doFilter(isTaken(request) ? new FormWithFiles(request) : request, response);
            }
        };
    }

    /** Once it is known that the form comes from a page, and whose it is. */
    Filter taking() {
        return new OncePerRequestFilter() {
            @Override
            protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                    throws ServletException, IOException {
                FormWithFiles form = WebUtils.getNativeRequest(request, FormWithFiles.class);
                if (form != null) {
                    take(request, form);
                }
                chain.doFilter(request, response);
            }
        };
    }

    /** What is wrong with files, by the names of their fields. */
    static Map<String, String> refused(Visit visit) {
        return visit.request().getAttribute(REFUSED) instanceof RefusedFiles refused
                ? refused.said(visit.words())
                : Map.of();
    }

    /** @param why by the names of the fields */
    private record RefusedFiles(Map<String, Function<Words, String>> why) {

        Map<String, String> said(Words words) {
            Map<String, String> said = new LinkedHashMap<>();
            why.forEach((field, sentence) -> said.put(field, sentence.apply(words)));
            return said;
        }
    }

    private void take(HttpServletRequest request, FormWithFiles form) {
        Reader reader = visits.reader(request);
        Map<String, Function<Words, String>> refused = new LinkedHashMap<>();
        form.takeFiles((sent, name, mediaType, bytes) -> {
            PushbackInputStream body = new PushbackInputStream(bytes);
            int first = body.read();
            if (first >= 0) {
                body.unread(first);
            }
            boolean isThere = first >= 0 || !name.isEmpty();
            if (reader != null && isThere && sent.endsWith(UPLOAD)) {
                String field = sent.substring(0, sent.length() - UPLOAD.length());
                try {
                    Doc file = api.upload(reader, ledger(reader, request), name, mediaType, body, maxFile);
                    form.put(field, file.string("file"));
                    form.put(field + NAME, file.string("name"));
                } catch (Refused why) {
                    refused.put(field, why::first);
                } catch (TooLong why) {
                    refused.put(field, words -> words.text("page.fields.file-too-large", maxFile / 1024));
                }
            }
            pass(body);
        });
        if (!refused.isEmpty()) {
            request.setAttribute(REFUSED, new RefusedFiles(refused));
        }
    }

    private UUID ledger(Reader reader, HttpServletRequest request) {
        Matcher form = FORM.matcher(request.getRequestURI());
        if (!form.matches()) {
            throw new IllegalStateException("no form with files is posted there");
        }
        String draft = form.group("draft");
        return UUID.fromString(
                draft == null
                        ? form.group("ledger")
                        : api.get(reader, "/api/drafts/" + draft, null).string("ledger"));
    }

    private void pass(InputStream rest) throws IOException {
        long left = maxFile * PATIENCE;
        byte[] buffer = new byte[16 * 1024];
        int read = rest.read(buffer);
        while (read >= 0) {
            left -= read;
            if (left < 0) {
                throw Problem.bodyTooLarge((int) Math.min(Integer.MAX_VALUE, maxFile));
            }
            read = rest.read(buffer);
        }
    }

    /** A file is longer than the API would take: it is not asked. */
    static final class TooLong extends RuntimeException {

        private static final long serialVersionUID = 1;

        TooLong() {
            super("a file is too long", null, false, false);
        }
    }

    /** What of a file stands in a form: what it is called, as far as that is known; null when there is none. */
    static @Nullable String named(Typed typed, Field field, Words words) {
        if (typed.value(field.name()).isBlank()
                || !typed.value(field.name() + DROP).isEmpty()) {
            return null;
        }
        String name = typed.value(field.name() + NAME);
        return name.isBlank() ? words.text("page.fields.a-file") : name;
    }
}
