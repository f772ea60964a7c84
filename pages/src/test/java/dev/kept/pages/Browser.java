package dev.kept.pages;

import dev.kept.projections.ReadSide;
import java.io.IOException;
import java.io.InputStream;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a browser does of itself: it keeps cookies and asks for pages. Redirects are left to the test. */
public final class Browser {

    private final String[] roots;
    private int requests;
    private String languages = "";
    private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
    private final HttpClient http =
            HttpClient.newBuilder().cookieHandler(cookies).build();

    /** @param roots of replicas that take turns; cookies are the host's, whatever the port */
    Browser(String... roots) {
        this.roots = roots;
    }

    /** As a browser that says which languages its person reads. */
    Browser accepting(String accepted) {
        languages = accepted;
        return this;
    }

    public HttpResponse<String> open(String path) {
        return send(request(path).build());
    }

    public HttpResponse<String> post(String path, String form) {
        return send(request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build());
    }

    /** What pages remember of a command: that this browser has written the ledger's entry of that sequence. */
    public void hasWritten(UUID ledger, long sequence) {
        HttpCookie cookie = new HttpCookie("kept-written", ledger + "." + sequence);
        cookie.setPath("/");
        cookie.setVersion(0);
        cookies.getCookieStore().add(URI.create(roots[0]), cookie);
    }

    /** Signs in as the subject; answers where that leads. */
    public String signIn(String subject) {
        String asked = location(open("/oauth2/authorization/kept"));
        String code = ReadSide.encoded(subject + " " + parameter(asked, "nonce"));
        return location(open("/login/oauth2/code/kept?code=" + code + "&state=" + parameter(asked, "state")));
    }

    public static String location(HttpResponse<String> answer) {
        return answer.headers()
                .firstValue("Location")
                .orElseThrow(() -> new AssertionError(answer.statusCode() + " leads nowhere"));
    }

    private static String parameter(String url, String name) {
        Matcher found = Pattern.compile("[?&]" + name + "=([^&]+)").matcher(url);
        if (!found.find()) {
            throw new AssertionError("no " + name + " in it");
        }
        return found.group(1);
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(roots[requests++ % roots.length] + path))
                .header("Accept", "text/html");
        return languages.isEmpty() ? request : request.header("Accept-Language", languages);
    }

    /** Opens a stream, which the caller reads to its end. */
    public HttpResponse<InputStream> stream(String path) {
        try {
            return http.send(
                    request(path).setHeader("Accept", "text/event-stream").build(), BodyHandlers.ofInputStream());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
