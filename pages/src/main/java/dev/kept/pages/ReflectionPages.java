package dev.kept.pages;

import dev.kept.http.Problem;
import dev.kept.wording.Doc;
import dev.kept.wording.Words;
import jakarta.servlet.http.HttpServletResponse;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the reader writes for nobody else: along questions, found again by words, a sentence of it on its way to a lesson. */
@Controller
class ReflectionPages {

    private static final String HERE = "/reflections/{reflection}";
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String OWN = "own-";

    /** How many questions of one's own a form has room for. */
    private static final int OWN_QUESTIONS = 2;

    /**
     * A question with its answer so far.
     *
     * @param name of the answer's field
     * @param asked how the question is worded; empty for one of the reader's own that is not there yet
     * @param own whether it is the reader's own
     * @param error what is wrong with it; null when nothing is
     */
    public record Asked(
            String name,
            String asked,
            boolean own,
            String text,
            @Nullable String error) {}

    /** An answer, sentence by sentence, as each can become a lesson. */
    public record Answered(Doc answer, List<String> sentences) {}

    @GetMapping("/reflections")
    String list(
            Visit visit,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(required = false) @Nullable String cursor,
            Model model) {
        String sought = q.strip();
        StringBuilder path = new StringBuilder("/api/reflections?limit=20");
        if (!sought.isEmpty()) {
            path.append("&q=").append(Api.encoded(sought));
        }
        if (cursor != null) {
            path.append("&cursor=").append(Api.encoded(cursor));
        }
        model.addAttribute("q", sought);
        model.addAttribute("reflections", visit.get(path.toString()));
        model.addAttribute("titles", titles(visit));
        return "pages/reflections";
    }

    /** How many there are; null while they cannot be read. */
    static @Nullable Long counted(Visit visit) {
        try {
            return visit.get("/api/reflections?limit=1").number("total");
        } catch (Refused | Problem away) {
            return null;
        }
    }

    @GetMapping("/reflections/new")
    String begin(
            Visit visit,
            @RequestParam UUID ledger,
            @RequestParam(required = false) @Nullable UUID conversation,
            Model model) {
        return form(visit, ledger, conversation, null, asked(visit, Map.of(), Map.of(), Map.of()), null, model);
    }

    @PostMapping("/reflections/new")
    String write(
            Visit visit,
            @RequestParam UUID ledger,
            @RequestParam(required = false) @Nullable UUID conversation,
            @RequestParam UUID key,
            Model model,
            HttpServletResponse response) {
        Sent sent = Sent.of(visit);
        ObjectNode body = JSON.createObjectNode().put("ledger", ledger.toString());
        if (conversation != null) {
            body.put("conversation", conversation.toString());
        }
        body.set("answers", sent.body());
        try {
            Doc written = visit.post("/api/reflections", body, key, null);
            return "redirect:/reflections/" + written.string("reflection");
        } catch (Refused refused) {
            return refused(visit, refused, sent, ledger, conversation, null, model, response);
        }
    }

    @GetMapping(HERE)
    String read(Visit visit, @PathVariable UUID reflection, Model model) {
        Doc doc = visit.get("/api/reflections/" + reflection);
        model.addAttribute("reflection", doc);
        model.addAttribute("titles", titles(visit));
        model.addAttribute(
                "answers",
                doc.list("answers").stream()
                        .map(answer -> new Answered(answer, sentences(answer.string("text"))))
                        .toList());
        model.addAttribute("key", UUID.randomUUID());
        return "pages/reflection";
    }

    @GetMapping(HERE + "/edit")
    String edit(Visit visit, @PathVariable UUID reflection, Model model) {
        Doc doc = visit.get("/api/reflections/" + reflection);
        Map<String, String> offered = new HashMap<>();
        Map<String, String> own = new LinkedHashMap<>();
        doc.list("answers").forEach(answer -> {
            if (answer.has("question")) {
                offered.put(answer.string("question"), answer.letters("text"));
            } else {
                own.put(answer.letters("asked"), answer.letters("text"));
            }
        });
        return form(
                visit,
                UUID.fromString(doc.string("ledger")),
                null,
                doc,
                asked(visit, offered, own, Map.of()),
                null,
                model);
    }

    @PostMapping(HERE + "/edit")
    String revise(
            Visit visit,
            @PathVariable UUID reflection,
            @RequestParam UUID key,
            @RequestParam long version,
            Model model,
            HttpServletResponse response) {
        Sent sent = Sent.of(visit);
        ObjectNode body = JSON.createObjectNode();
        body.set("answers", sent.body());
        try {
            visit.post("/api/reflections/" + reflection + "/revision", body, key, version);
            return "redirect:/reflections/" + reflection;
        } catch (Refused refused) {
            Doc now = visit.get("/api/reflections/" + reflection);
            return refused(visit, refused, sent, UUID.fromString(now.string("ledger")), null, now, model, response);
        }
    }

    @PostMapping(HERE + "/discard")
    String discard(Visit visit, @PathVariable UUID reflection, @RequestParam UUID key, RedirectAttributes next) {
        visit.post("/api/reflections/" + reflection + "/discard", JSON.createObjectNode(), key, null);
        next.addFlashAttribute("said", visit.words().text("page.reflection.deleted"));
        return "redirect:/reflections";
    }

    /** Nothing is recorded: the sentence stands in a draft, until its author releases that. */
    @PostMapping(HERE + "/lesson")
    String lesson(
            Visit visit,
            @PathVariable UUID reflection,
            @RequestParam UUID key,
            @RequestParam String sentence,
            Model model,
            RedirectAttributes next,
            HttpServletResponse response) {
        Doc doc = visit.get("/api/reflections/" + reflection);
        ObjectNode draft = JSON.createObjectNode()
                .put("path", "/api/ledgers/" + doc.string("ledger") + "/lessons")
                .put("zone", visit.when().zone());
        draft.putObject("body").put("learned", sentence);
        try {
            Doc kept = visit.post("/api/drafts", draft, key, null);
            next.addFlashAttribute("said", visit.words().text("page.reflection.kept-as-lesson"));
            return "redirect:/drafts/" + kept.string("draft");
        } catch (Refused refused) {
            if (refused.status() >= 500 || refused.status() == 429) {
                throw refused;
            }
            response.setStatus(refused.status());
            model.addAttribute(
                    "notice",
                    refused.code().equals("ledger-not-found")
                            ? visit.words().text("page.reflection.no-longer-part")
                            : refused.sentence(visit.words()));
            return read(visit, reflection, model);
        }
    }

    private static String refused(
            Visit visit,
            Refused refused,
            Sent sent,
            UUID ledger,
            @Nullable UUID conversation,
            @Nullable Doc doc,
            Model model,
            HttpServletResponse response) {
        FormPages.requireTellable(refused);
        response.setStatus(refused.status());
        String notice = sent.names().isEmpty()
                ? visit.words().text("page.reflecting.one-answer")
                : refused.errors().isEmpty()
                        ? refused.sentence(visit.words())
                        : visit.words().text("page.reflecting.some-wrong");
        return form(
                visit,
                ledger,
                conversation,
                doc,
                asked(visit, sent.offered(), sent.own(), sent.errors(refused, visit.words())),
                notice,
                model);
    }

    private static String form(
            Visit visit,
            UUID ledger,
            @Nullable UUID conversation,
            @Nullable Doc doc,
            List<Asked> asked,
            @Nullable String notice,
            Model model) {
        model.addAttribute("about", ledger);
        model.addAttribute("ofLedger", titles(visit).get(ledger.toString()));
        model.addAttribute("conversation", conversation);
        model.addAttribute("reflection", doc);
        model.addAttribute("asked", asked);
        model.addAttribute("notice", notice);
        model.addAttribute("key", UUID.randomUUID());
        return "pages/reflecting";
    }

    /** The questions that are offered, then the reader's own, with room for more of these. */
    private static List<Asked> asked(
            Visit visit, Map<String, String> offered, Map<String, String> own, Map<String, String> errors) {
        List<Asked> asked = new ArrayList<>();
        for (Doc question : visit.get("/api/reflections/questions").list("items")) {
            String key = question.string("key");
            asked.add(new Asked(key, question.string("text"), false, offered.getOrDefault(key, ""), errors.get(key)));
        }
        own.forEach((question, text) -> {
            String name = OWN + (asked.size() + 1);
            asked.add(new Asked(name, question, true, text, errors.get(OWN + question)));
        });
        for (int i = own.size(); i < Math.max(OWN_QUESTIONS, own.size() + 1); i++) {
            asked.add(new Asked(OWN + (asked.size() + 1), "", true, "", null));
        }
        return asked;
    }

    private static Map<String, String> titles(Visit visit) {
        Map<String, String> titles = new HashMap<>();
        visit.across("/api/overview").list("ledgers").forEach(each -> {
            String title = each.text("title");
            titles.put(
                    each.string("ledger"),
                    title == null ? visit.words().text("page.common.a-ledger-whose-title-was") : title);
        });
        return titles;
    }

    static List<String> sentences(String text) {
        List<String> sentences = new ArrayList<>();
        for (String line : text.lines().toList()) {
            BreakIterator breaks = BreakIterator.getSentenceInstance(Locale.ROOT);
            breaks.setText(line);
            int from = breaks.first();
            for (int to = breaks.next(); to != BreakIterator.DONE; from = to, to = breaks.next()) {
                String sentence = line.substring(from, to).strip();
                if (!sentence.isEmpty()) {
                    sentences.add(sentence);
                }
            }
        }
        return sentences;
    }

    /**
     * What the form was sent with; empty fields are left out.
     *
     * @param names of the fields, in the order of the answers that are posted
     */
    private record Sent(Map<String, String> offered, Map<String, String> own, List<String> names) {

        static Sent of(Visit visit) {
            Map<String, String> offered = new LinkedHashMap<>();
            Map<String, String> own = new LinkedHashMap<>();
            List<String> names = new ArrayList<>();
            visit.request().getParameterMap().forEach((name, values) -> {
                String text = values[0].replace("\r\n", "\n").strip();
                if (name.startsWith("answer-") && !text.isEmpty()) {
                    String key = name.substring("answer-".length());
                    if (key.startsWith(OWN)) {
                        String question = visit.request().getParameter("question-" + key);
                        own.put(question == null ? "" : question.strip(), text);
                    } else {
                        offered.put(key, text);
                    }
                }
            });
            names.addAll(offered.keySet());
            own.keySet().forEach(question -> names.add(OWN + question));
            return new Sent(offered, own, names);
        }

        ArrayNode body() {
            ArrayNode answers = JSON.createArrayNode();
            offered.forEach(
                    (key, text) -> answers.addObject().put("question", key).put("text", text));
            own.forEach(
                    (question, text) -> answers.addObject().put("own", question).put("text", text));
            return answers;
        }

        /** What the API says of each answer, by its place. */
        Map<String, String> errors(Refused refused, Words words) {
            Map<String, String> errors = new HashMap<>();
            for (Doc error : refused.errors()) {
                String[] pointer = error.string("pointer").split("/");
                if (pointer.length > 2 && pointer[2].matches("[0-9]{1,2}")) {
                    int place = Integer.parseInt(pointer[2]);
                    if (place < names.size()) {
                        errors.put(names.get(place), words.problem(error));
                    }
                }
            }
            return errors;
        }
    }
}
