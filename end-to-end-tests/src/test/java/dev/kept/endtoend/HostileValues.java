package dev.kept.endtoend;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What nobody should send, and what only few do: in a body, in a query, in a path and in headers. */
final class HostileValues {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** Texts that are at a limit, or beyond it, or that something further in may take for more than a text. */
    static final List<String> TEXTS = List.of(
            "",
            " ",
            "\u00A0\u200B\u3164",
            "\u0000",
            "a\u0000b",
            "\u0001\u001F\u007F",
            "\r\nX-Injected: 1",
            "\uD800",
            "\uDC00\uD800",
            "\uFFFE\uFFFF",
            "\u202Ereversed\u202C",
            "e\u0301".repeat(100),
            "\uD83D\uDE00".repeat(200),
            "\u0623\u0644\u0639\u0631\u0628\u064A\u0629",
            "x".repeat(200),
            "x".repeat(201),
            "x".repeat(10_000),
            "x".repeat(10_001),
            "'; DROP TABLE entry; --",
            "%00",
            "%s%n%d",
            "${jndi:ldap://127.0.0.1/x}",
            "#{T(java.lang.Runtime)}",
            "<script>alert(1)</script>",
            "[x](javascript:alert(1))",
            "*/*",
            "\\",
            "null",
            "true",
            "0",
            "-1",
            "1e400",
            "NaN");

    static final List<String> IDS = List.of(
            "00000000-0000-0000-0000-000000000000",
            "ffffffff-ffff-ffff-ffff-ffffffffffff",
            "1-1-1-1-1",
            "AAAAAAAA-BBBB-4CCC-8DDD-EEEEEEEEEEEE",
            "{6f9619ff-8b86-d011-b42d-00cf4fc964ff}",
            "urn:uuid:6f9619ff-8b86-d011-b42d-00cf4fc964ff",
            "6f9619ff8b86d011b42d00cf4fc964ff",
            "6f9619ff-8b86-d011-b42d-00cf4fc964fg");

    static final List<String> TIMES = List.of(
            "0000-01-01",
            "0001-01-01",
            "9999-12-31",
            "10000-01-01",
            "+10000-01-01",
            "+999999999-12-31",
            "-0001-01-01",
            "-999999999-01-01T00:00:00Z",
            "+999999999-12-31T23:59:59.999999999Z",
            "-1000000000-01-01T00:00:00Z",
            "0001-01-01T00:00:00+18:00",
            "9999-12-31T23:59:59.999999999-18:00",
            "9999-12-31T23:59:59.999Z",
            "4713-01-01T00:00:00Z",
            "294276-12-31T23:59:59Z",
            "1970-01-01T00:00:00Z",
            "2026-02-30",
            "2026-13-01",
            "2027-03-27T23:30",
            "2026-03-29T02:30",
            "2026-06-30T23:59:60Z",
            "2026-12-31T24:00:00Z",
            "2026-01-01T00:00:00+19:00",
            "2026-01-01T00:00:00",
            "2026-01-01 00:00:00Z",
            "2026-W01",
            "2026-W54",
            "9999-W52",
            "+999999999-W01",
            "2026-W00-8",
            "20260101",
            "2026-001",
            "now",
            "24:00",
            "25:61",
            "P1D",
            "-P1D",
            "P99999999999Y",
            "PT0S",
            "PT9223372036854775807S",
            "P2147483647Y",
            "P106751991167300D");

    static final List<String> ZONES = List.of(
            "Europe/Berlin",
            "America/Nuuk",
            "Pacific/Apia",
            "Etc/GMT+12",
            "Z",
            "UTC",
            "GMT+18:00",
            "UTC+99",
            "+18:00",
            "EST5EDT",
            "SystemV/AST4",
            "Europe/Nowhere",
            "europe/berlin",
            "../../etc/passwd");

    static final List<String> RULES = List.of(
            "FREQ=DAILY",
            "FREQ=DAILY;COUNT=1000",
            "FREQ=DAILY;COUNT=1001",
            "FREQ=DAILY;COUNT=0",
            "FREQ=DAILY;COUNT=-1",
            "FREQ=DAILY;COUNT=99999999999",
            "FREQ=DAILY;INTERVAL=0",
            "FREQ=DAILY;INTERVAL=2147483647;COUNT=3",
            "FREQ=YEARLY;INTERVAL=99999999;COUNT=2",
            "FREQ=SECONDLY;COUNT=5",
            "FREQ=HOURLY;COUNT=5",
            "FREQ=NEVER",
            "FREQ=DAILY;UNTIL=20261301",
            "FREQ=DAILY;UNTIL=20260230T250000Z",
            "FREQ=DAILY;UNTIL=00000101T000000Z",
            "FREQ=DAILY;UNTIL=99991231T235959Z",
            "FREQ=DAILY;UNTIL=999999999999",
            "FREQ=DAILY;UNTIL=20300101;COUNT=3",
            "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=2",
            "FREQ=YEARLY;BYWEEKNO=53;COUNT=2",
            "FREQ=YEARLY;BYYEARDAY=366;BYDAY=MO;COUNT=3",
            "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=6;COUNT=2",
            "FREQ=MONTHLY;BYSETPOS=1;COUNT=2",
            "FREQ=WEEKLY;BYDAY=XX;COUNT=2",
            "FREQ=WEEKLY;BYDAY=53MO;COUNT=2",
            "FREQ=WEEKLY;WKST=SU;COUNT=2",
            "FREQ=WEEKLY;BYHOUR=25;COUNT=2",
            "FREQ=WEEKLY;BYEASTER=1;COUNT=2",
            "RSCALE=HEBREW;FREQ=YEARLY;COUNT=2",
            "RRULE:FREQ=WEEKLY;COUNT=2",
            "FREQ=WEEKLY;FREQ=DAILY;COUNT=2",
            "FREQ=WEEKLY;;COUNT=2",
            "COUNT=2",
            ";;;");

    static final List<String> ADDRESSES = List.of(
            "http://127.0.0.1:1/",
            "https://127.0.0.1:65500/x",
            "https://[::1",
            "https://169.254.169.254/latest",
            "https://a_b.example.org/",
            "https://user:secret@127.0.0.1:65500/",
            "https://127.0.0.1:99999/",
            "javascript:alert(1)",
            "file:///etc/passwd",
            "//127.0.0.1",
            "https://" + "a".repeat(1_900) + ".example.org/",
            "https://xn--\u00e4.example.org",
            "a@b",
            "a@example.org\r\nBcc: b@example.org",
            "\"a b\"@example.org",
            "/api/ledgers/x/lessons",
            "/api/ledgers/00000000-0000-4000-8000-000000000000/lessons",
            "/../../actuator",
            "statement",
            "evidence/0/label",
            "evidence/99999999999/label");

    private HostileValues() {}

    /** All of them that are texts. */
    static List<String> texts() {
        List<String> texts = new ArrayList<>(TEXTS);
        texts.addAll(IDS);
        texts.addAll(TIMES);
        texts.addAll(ZONES);
        texts.addAll(RULES);
        texts.addAll(ADDRESSES);
        return texts;
    }

    /** What a field of a body may be given. */
    static List<JsonNode> ofBodies() {
        List<JsonNode> values = new ArrayList<>();
        texts().forEach(text -> values.add(NODES.stringNode(text)));
        values.add(NODES.nullNode());
        values.add(NODES.booleanNode(true));
        values.add(NODES.booleanNode(false));
        for (long number : new long[] {
            0, 1, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, 1L + Integer.MAX_VALUE, Long.MAX_VALUE, Long.MIN_VALUE
        }) {
            values.add(NODES.numberNode(number));
        }
        values.add(NODES.numberNode(new BigInteger("9".repeat(45))));
        values.add(NODES.numberNode(0.5));
        values.add(NODES.numberNode(new BigDecimal("1E+400")));
        values.add(NODES.arrayNode());
        values.add(NODES.arrayNode().addNull());
        values.add(NODES.arrayNode().add("").add(1).addObject().putNull("x"));
        values.add(array(1_000));
        values.add(NODES.objectNode());
        values.add(NODES.objectNode().put("0", "x").put("", "y").put("__proto__", 1));
        values.add(nested(20));
        return values;
    }

    private static JsonNode array(int size) {
        ArrayNode array = NODES.arrayNode();
        for (int i = 0; i < size; i++) {
            array.add("x");
        }
        return array;
    }

    private static JsonNode nested(int depth) {
        JsonNode inner = NODES.objectNode();
        for (int i = 0; i < depth; i++) {
            inner = NODES.objectNode().set("x", NODES.arrayNode().add(inner));
        }
        return inner;
    }

    /** What stands for a part of a path, as sent. */
    static final List<String> PARTS_OF_PATHS = List.of(
            "",
            "0",
            "-1",
            "+1",
            "01",
            "0x2",
            "0X2",
            "#2",
            "%232",
            "1e1",
            "1.0",
            "2147483648",
            "9223372036854775807",
            "9223372036854775808",
            "99999999999999999999999",
            "%D9%A1",
            "%20",
            "%20" + "0",
            "1%20",
            "%00",
            "%0A",
            "%0D%0A",
            "%2F",
            "%2f..%2f",
            "%5C",
            "%25",
            "%252F",
            "%",
            "%zz",
            "%ff",
            "%C0%AF",
            "%ED%A0%80",
            "%F0%9F%98%80",
            "\u00e4",
            ".",
            "..",
            "%2e%2e",
            ";",
            ";x=1",
            "x;jsessionid=1",
            "*",
            "a|b",
            "{ledger}",
            "null",
            "undefined",
            "<x>",
            "x".repeat(500),
            "x".repeat(7_000),
            "x".repeat(20_000));

    /** Queries, as sent. */
    static final List<String> QUERIES = List.of(
            "?",
            "?=",
            "?&",
            "?&&=&",
            "?x",
            "?x=",
            "?%00=1",
            "?%00",
            "?x=%00",
            "?%ff=1",
            "?x=%ff",
            "?%=1",
            "?x=%",
            "?%zz=1",
            "?x=%C0%80",
            "?x=%ED%A0%80",
            "?%0D%0A=1",
            "?\u00e4=\u00f6",
            "?x[]=1&x[a]=2",
            "?x;y=1",
            "?a=1#b",
            "?access_token=x",
            "?_method=DELETE",
            "?format=json&format=pdf",
            "?" + "x=1&".repeat(2_000),
            "?x=" + "y".repeat(7_000),
            "?" + "y".repeat(20_000),
            "?" + "%61".repeat(300) + "=1");

    /** Headers that are no request's business, or not like this. */
    static final List<Map.Entry<String, String>> HEADERS = List.of(
            Map.entry("Accept", "text/html"),
            Map.entry("Accept", "image/png"),
            Map.entry("Accept", "application/xml"),
            Map.entry("Accept", "application/json;q=0"),
            Map.entry("Accept", "*/*;q=0"),
            Map.entry("Accept", "application/json;q=x"),
            Map.entry("Accept", "application/json;q=1.0001, text/html;q=0.5"),
            Map.entry("Accept", "garbage"),
            Map.entry("Accept", "/"),
            Map.entry("Accept", ""),
            Map.entry("Accept", ",,,"),
            Map.entry("Accept", "application/json;charset=utf-16"),
            Map.entry("Accept", "a/b,".repeat(1_000) + "*/*"),
            Map.entry("Accept", "text/event-stream"),
            Map.entry("Accept", "application/problem+json"),
            Map.entry("Accept-Language", "tok"),
            Map.entry("Accept-Language", "*"),
            Map.entry("Accept-Language", "xx-YY-u-nu-thai-ca-buddhist"),
            Map.entry("Accept-Language", "en;q=2, de;q=-1"),
            Map.entry("Accept-Language", "-"),
            Map.entry("Accept-Language", "x".repeat(4_000)),
            Map.entry("Accept-Charset", "utf-16"),
            Map.entry("Accept-Encoding", "identity;q=0"),
            Map.entry("Accept-Encoding", "x"),
            Map.entry("Content-Encoding", "gzip"),
            Map.entry("Content-Type", "multipart/form-data"),
            Map.entry("Content-Type", "multipart/form-data; boundary="),
            Map.entry("Content-Type", "multipart/form-data; boundary=x"),
            Map.entry("Content-Type", "multipart/mixed"),
            Map.entry("Content-Type", "multipart/related; boundary=x"),
            Map.entry("Content-Type", "application/x-www-form-urlencoded"),
            Map.entry("Content-Type", "application/x-www-form-urlencoded; charset=utf-16"),
            Map.entry("Content-Type", "text/plain"),
            Map.entry("Content-Type", "application/xml"),
            Map.entry("Content-Type", "application/json; charset=utf-16"),
            Map.entry("Content-Type", "application/json; charset=nonsense"),
            Map.entry("Content-Type", "application/json; charset=\""),
            Map.entry("Content-Type", "application/problem+json"),
            Map.entry("Content-Type", "application/*"),
            Map.entry("Content-Type", "garbage"),
            Map.entry("Content-Type", "/"),
            Map.entry("Content-Type", ""),
            Map.entry("Idempotency-Key", ""),
            Map.entry("Idempotency-Key", "a b"),
            Map.entry("Idempotency-Key", "\u00e4"),
            Map.entry("Idempotency-Key", "k".repeat(255)),
            Map.entry("Idempotency-Key", "k".repeat(256)),
            Map.entry("Idempotency-Key", "k\u0001"),
            Map.entry("If-Match", "*"),
            Map.entry("If-Match", "\"7\""),
            Map.entry("If-Match", "W/\"7\""),
            Map.entry("If-Match", "W/7"),
            Map.entry("If-Match", "\"7\", \"8\""),
            Map.entry("If-Match", "7"),
            Map.entry("If-Match", "\"\""),
            Map.entry("If-Match", "\"-1\""),
            Map.entry("If-Match", "\"99999999999999999999\""),
            Map.entry("If-None-Match", "\"7\""),
            Map.entry("If-None-Match", "*"),
            Map.entry("If-Modified-Since", "never"),
            Map.entry("If-Unmodified-Since", "Thu, 01 Jan 1970 00:00:00 GMT"),
            Map.entry("If-Range", "\"7\""),
            Map.entry("Range", "bytes=0-0"),
            Map.entry("Range", "bytes=9999999999999999999-"),
            Map.entry("Range", "bytes=5-1,2-x"),
            Map.entry("Kept-At-Least", "0"),
            Map.entry("Kept-At-Least", "-1"),
            Map.entry("Kept-At-Least", "x"),
            Map.entry("Kept-At-Least", "9".repeat(30)),
            Map.entry("Last-Event-ID", "x"),
            Map.entry("Last-Event-ID", "-1"),
            Map.entry("Last-Event-ID", "9".repeat(30)),
            Map.entry("Cookie", "="),
            Map.entry("Cookie", "a=\"b; c"),
            Map.entry("Cookie", "JSESSIONID=x; kept=%00; __Host-kept=\u00ff"),
            Map.entry("Origin", "null"),
            Map.entry("Origin", "https://evil.example"),
            Map.entry("Access-Control-Request-Method", "DELETE"),
            Map.entry("Host", "evil.example"),
            Map.entry("Host", ""),
            Map.entry("Host", "a b"),
            Map.entry("X-Forwarded-For", "1.2.3.4"),
            Map.entry("X-Forwarded-Host", "evil.example"),
            Map.entry("X-Forwarded-Proto", "gopher"),
            Map.entry("X-Forwarded-Prefix", "/x"),
            Map.entry("Forwarded", "for=_x;host=evil.example"),
            Map.entry("X-HTTP-Method-Override", "DELETE"),
            Map.entry("Expect", "100-continue"),
            Map.entry("Expect", "something"),
            Map.entry("Upgrade", "h2c"),
            Map.entry("TE", "trailers"),
            Map.entry("X-Many", "x".repeat(7_000)),
            Map.entry("X-TooMany", "x".repeat(20_000)),
            Map.entry("X-Bad\u00e4", "x"),
            Map.entry("X-Nul", "a\u0000b"),
            Map.entry("Authorization", ""),
            Map.entry("Authorization", "Bearer"),
            Map.entry("Authorization", "Bearer "),
            Map.entry("Authorization", "Bearer a.b.c"),
            Map.entry("Authorization", "Bearer \u00e4"),
            Map.entry("Authorization", "Basic x"),
            Map.entry("Authorization", "Basic %%%"),
            Map.entry("Authorization", "Bearer " + "x".repeat(7_000)));
}
