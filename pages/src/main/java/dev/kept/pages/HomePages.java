package dev.kept.pages;

import dev.kept.wording.Doc;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The first page: what this is, or what waits for whoever is signed in. */
@Controller
class HomePages {

    private final PagesSettings settings;
    private final ExampleLedger example;

    HomePages(PagesSettings settings, ExampleLedger example) {
        this.settings = settings;
        this.example = example;
    }

    @GetMapping("/")
    String home(
            Visit visit,
            @RequestParam(name = "sign-in", required = false) @Nullable String signIn,
            @RequestParam(name = "stepped-back", required = false) @Nullable String steppedBack,
            Model model) {
        if (!visit.signedIn()) {
            model.addAttribute("signInFailed", signIn != null);
            // Only Kept's own accounts are known to let people sign up before they sign in.
            model.addAttribute("signsUp", settings.issuersOrigin().isEmpty());
            model.addAttribute("example", example.isThere());
            return "pages/welcome";
        }
        Doc overview = visit.across("/api/overview");
        Map<String, Doc> ledgers = new HashMap<>();
        overview.list("ledgers").forEach(each -> ledgers.put(each.string("ledger"), each));
        model.addAttribute("overview", overview);
        model.addAttribute("ledgers", ledgers);
        Answers answers = Answers.to(visit, overview.list("waiting"));
        model.addAttribute("steppedBack", steppedBack != null);
        List<Doc> own = overview.list("ledgers").stream()
                .filter(each -> !isMediated(each))
                .toList();
        model.addAttribute("party", !own.isEmpty());
        // Whoever came as a mediator need not open a ledger.
        boolean mediatesOnly = own.isEmpty() && !ledgers.isEmpty();
        model.addAttribute(
                "firstSteps",
                mediatesOnly ? List.of() : FirstSteps.of(visit, overview, own).steps());
        model.addAttribute("drafts", DraftPages.waiting(visit));
        model.addAttribute("answers", answers.known());
        return "pages/home";
    }

    private static boolean isMediated(Doc ledger) {
        return ledger.string("role").equals("mediator");
    }
}
