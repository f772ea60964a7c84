package dev.kept.pages;

import dev.kept.wording.Doc;
import dev.kept.wording.Ledger;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** What is stored of the reader, where it stands, and how it can be taken out. */
@Controller
class MePages {

    private final PagesSettings settings;

    MePages(PagesSettings settings) {
        this.settings = settings;
    }

    /**
     * The reader in a ledger.
     *
     * @param people as the ledger names the reader; who left and came back stands there twice
     */
    public record Participation(Ledger ledger, List<Doc> people) {}

    @GetMapping("/me")
    String me(Visit visit, Model model) {
        String member = visit.reader().member().toString();
        List<Participation> participations = new ArrayList<>();
        for (Doc each : visit.across("/api/overview").list("ledgers")) {
            Ledger ledger = visit.ledger(UUID.fromString(each.string("ledger")));
            Stream<Doc> members = Stream.of("A", "B")
                    .flatMap(side -> ledger.doc().list("parties/" + side + "/members").stream())
                    .filter(person -> person.string("member").equals(member));
            Stream<Doc> mediations = ledger.mediators().stream()
                    .filter(mediation -> mediation.string("person/member").equals(member));
            participations.add(
                    new Participation(ledger, Stream.concat(members, mediations).toList()));
        }
        model.addAttribute("member", member);
        model.addAttribute("participations", participations);
        // Only Kept's own accounts are known to have a page for their owner.
        model.addAttribute("ownAccounts", settings.issuersOrigin().isEmpty());
        model.addAttribute("drafts", DraftPages.counted(visit));
        model.addAttribute("reflections", ReflectionPages.counted(visit));
        return "pages/me";
    }
}
