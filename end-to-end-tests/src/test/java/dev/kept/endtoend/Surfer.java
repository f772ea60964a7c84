package dev.kept.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kept.endtoend.RawHttp.Header;
import dev.kept.endtoend.RawHttp.Reply;
import dev.kept.endtoend.RawHttp.Request;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** A browser without scripts, that sends what it is told to, and keeps cookies. */
public final class Surfer implements AutoCloseable {

    private static final int MOST_REDIRECTS = 10;

    private final URI server;
    private final RawHttp http;
    private final Map<String, String> cookies = new LinkedHashMap<>();

    public Surfer(String url) {
        this.server = URI.create(url);
        this.http = new RawHttp(url);
    }

    /**
     * A form on a page.
     *
     * @param action path and query
     * @param fields as they stand in it, in order; of buttons none
     */
    record Form(String method, String action, List<Map.Entry<String, String>> fields) {

        String encoded() {
            return encode(fields);
        }

        Form with(String name, String value) {
            List<Map.Entry<String, String>> changed = new ArrayList<>();
            boolean found = false;
            for (Map.Entry<String, String> field : fields) {
                boolean it = field.getKey().equals(name);
                changed.add(it ? Map.entry(name, value) : field);
                found |= it;
            }
            if (!found) {
                changed.add(Map.entry(name, value));
            }
            return new Form(method, action, changed);
        }

        Form without(String name) {
            return new Form(
                    method,
                    action,
                    fields.stream()
                            .filter(field -> !field.getKey().equals(name))
                            .toList());
        }
    }

    static String encode(List<Map.Entry<String, String>> fields) {
        return String.join(
                "&",
                fields.stream()
                        .map(field -> URLEncoder.encode(field.getKey(), UTF_8) + "="
                                + URLEncoder.encode(field.getValue(), UTF_8))
                        .toList());
    }

    /** Signs in by the pages, as somebody who has an account here; who is still known to it is not asked for a password. */
    public void signIn(String email, String password) throws IOException {
        Reply page = follow(get("/oauth2/authorization/kept"));
        for (Form form : forms(page, "/sign-in")) {
            if (form.action().startsWith("/sign-in")) {
                follow(send(request(form.with("email", email).with("password", password))));
            }
        }
    }

    /** The status of a page, wherever it leads to. */
    public int open(String target) throws IOException {
        return follow(get(target)).status();
    }

    static Request get(String target) {
        return new Request("GET", target, List.of(new Header("Accept", "text/html,*/*;q=0.8")), null);
    }

    static Request request(Form form) {
        if (form.method().equals("get")) {
            String start = form.action().contains("?") ? "&" : "?";
            return get(form.action() + start + form.encoded());
        }
        return new Request(
                "POST",
                form.action(),
                List.of(
                        new Header("Accept", "text/html,*/*;q=0.8"),
                        new Header("Content-Type", "application/x-www-form-urlencoded")),
                form.encoded().getBytes(UTF_8));
    }

    /** One request, with the cookies, unless it has some; the answer's are kept. */
    Reply send(Request request) throws IOException {
        boolean own =
                request.headers().stream().anyMatch(header -> header.name().equals("Cookie"));
        Reply reply = http.send(own || cookies.isEmpty() ? request : request.with("Cookie", cookieHeader()));
        if (!own) {
            reply.headers().getOrDefault("set-cookie", List.of()).forEach(this::keep);
        }
        return reply;
    }

    /** The same, and wherever it leads to. */
    Reply follow(Request request) throws IOException {
        return follow(send(request));
    }

    private Reply follow(Reply first) throws IOException {
        Reply reply = first;
        for (int i = 0; i < MOST_REDIRECTS && reply.status() / 100 == 3; i++) {
            URI goal = server.resolve(reply.header("Location"));
            reply = send(get(goal.getRawPath() + (goal.getRawQuery() == null ? "" : "?" + goal.getRawQuery())));
        }
        return reply;
    }

    private void keep(String cookie) {
        String[] pair = cookie.split(";", 2)[0].split("=", 2);
        if (pair[1].isEmpty() || cookie.contains("Max-Age=0")) {
            cookies.remove(pair[0]);
        } else {
            cookies.put(pair[0], pair[1]);
        }
    }

    private String cookieHeader() {
        return String.join(
                "; ",
                cookies.entrySet().stream()
                        .map(each -> each.getKey() + "=" + each.getValue())
                        .toList());
    }

    /** Where links on a page lead on this server: path and query. */
    List<String> links(Reply page, String at) {
        List<String> links = new ArrayList<>();
        for (Element link : parsed(page, at).select("a[href], link[href]")) {
            String target = targetOf(link.absUrl("href"));
            if (target != null) {
                links.add(target);
            }
        }
        return links;
    }

    List<Form> forms(Reply page, String at) {
        List<Form> forms = new ArrayList<>();
        Document document = parsed(page, at);
        for (Element form : document.select("form")) {
            String action = targetOf(form.hasAttr("action") ? form.absUrl("action") : document.baseUri());
            if (action == null) {
                continue;
            }
            List<Map.Entry<String, String>> fields = new ArrayList<>();
            for (Element field : form.select("input[name], textarea[name], select[name]")) {
                String type = field.attr("type");
                boolean off = (type.equals("checkbox") || type.equals("radio")) && !field.hasAttr("checked");
                if (!off) {
                    Element chosen = field.selectFirst("option[selected]");
                    Element first = field.selectFirst("option");
                    String value = field.tagName().equals("textarea")
                            ? field.wholeText()
                            : field.tagName().equals("select")
                                    ? chosen != null ? chosen.val() : first == null ? "" : first.val()
                                    : field.attr("value");
                    fields.add(Map.entry(field.attr("name"), value));
                }
            }
            forms.add(new Form(
                    form.hasAttr("method") ? form.attr("method").toLowerCase(java.util.Locale.ROOT) : "get",
                    action,
                    fields));
        }
        return forms;
    }

    private Document parsed(Reply page, String at) {
        return Jsoup.parse(
                page.text(),
                server.resolve(URI.create(at.replaceFirst("\\?.*", ""))).toString());
    }

    private String targetOf(String url) {
        try {
            URI goal = URI.create(url);
            boolean here = server.getHost().equals(goal.getHost()) && server.getPort() == goal.getPort()
                    || "localhost".equals(goal.getHost()) && server.getPort() == goal.getPort();
            return here ? goal.getRawPath() + (goal.getRawQuery() == null ? "" : "?" + goal.getRawQuery()) : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
