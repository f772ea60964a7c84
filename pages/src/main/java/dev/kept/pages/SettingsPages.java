package dev.kept.pages;

import dev.kept.pages.FormPages.Target;
import dev.kept.wording.Doc;
import dev.kept.wording.Ledger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Who belongs to a ledger, who has read what, what was erased, whether it is open, and what can be taken along. */
@Controller
class SettingsPages {

    private static final Set<String> UNDER_WAY = Set.of("proposed", "accepted", "admitted");

    /** A mediator or an erasure, with what the reader may do about it. */
    public record Answerable(Doc doc, List<FormView> actions) {}

    @GetMapping("/ledgers/{id}/settings")
    String settings(Visit visit, @PathVariable UUID id, Model model) {
        Ledger ledger = visit.ledger(id);
        model.addAttribute("ledger", ledger);
        model.addAttribute("me", visit.reader().member().toString());
        model.addAttribute(
                "mediations",
                ledger.mediators().stream()
                        .map(each -> new Answerable(each, ofMediation(visit, ledger, each)))
                        .toList());
        model.addAttribute("closing", ofClosure(visit, ledger));
        model.addAttribute(
                "erasures",
                LedgerPages.all(visit, id, "/erasures", null).stream()
                        .map(each -> new Answerable(each, ofErasure(visit, ledger, each)))
                        .toList());
        model.addAttribute("readings", SeenPages.readings(visit, ledger));
        if (ledger.isParty()) {
            if (!ledger.joined() && ledger.role().equals("A")) {
                model.addAttribute("inviteParty", form(visit, ledger, "inviteParty", Target.NONE));
            }
            model.addAttribute("inviteMember", form(visit, ledger, "inviteMember", Target.NONE));
            boolean underWay = ledger.mediators().stream().anyMatch(each -> UNDER_WAY.contains(each.string("state")));
            if (ledger.joined() && !underWay) {
                model.addAttribute("proposeMediator", form(visit, ledger, "proposeMediator", Target.NONE));
            }
        }
        return "pages/settings";
    }

    private static FormView form(Visit visit, Ledger ledger, String operation, Target target) {
        return FormPages.view(visit, ledger, Forms.of(operation), target, Map.of());
    }

    private static List<FormView> ofMediation(Visit visit, Ledger ledger, Doc mediator) {
        Target target = Target.item(UUID.fromString(mediator.string("mediator")));
        boolean admittedByMe = mediator.list("admittedBy").stream()
                .anyMatch(side -> ledger.role().equals(side.text("")));
        Map<String, Boolean> may = new LinkedHashMap<>();
        String state = mediator.string("state");
        may.put("admitMediator", ledger.isParty() && state.equals("accepted") && !admittedByMe);
        may.put(
                "declineMediator",
                ledger.isParty() && Set.of("proposed", "accepted").contains(state));
        may.put("dismissMediator", ledger.isParty() && state.equals("admitted"));
        may.put("standDown", !ledger.isParty() && state.equals("admitted"));
        return may.entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(each -> form(visit, ledger, each.getKey(), target))
                .toList();
    }

    private static List<FormView> ofClosure(Visit visit, Ledger ledger) {
        if (!ledger.isParty() || !ledger.joined()) {
            return List.of();
        }
        boolean mine = ledger.doc().string("closure/turn").equals(ledger.role());
        List<String> may = new ArrayList<>(
                switch (ledger.doc().string("closure/state")) {
                    case "open" -> List.of("closeLedger");
                    case "closing-proposed" ->
                        mine ? List.of("agreeToClose", "declineClosing") : List.of("takeBackClosing");
                    case "closed" -> List.of("reopenLedger");
                    case "reopening-proposed" ->
                        mine ? List.of("agreeToReopen", "declineReopening") : List.of("takeBackReopening");
                    default -> List.of();
                });
        return may.stream()
                .map(operation -> form(visit, ledger, operation, Target.NONE))
                .toList();
    }

    private static List<FormView> ofErasure(Visit visit, Ledger ledger, Doc erasure) {
        if (!ledger.isParty() || !erasure.has("turn")) {
            return List.of();
        }
        Target target = Target.item(UUID.fromString(erasure.string("erasure")));
        List<String> may = erasure.string("turn").equals(ledger.role())
                ? List.of("agreeErasure", "declineErasure")
                : List.of("takeBackErasure");
        return may.stream()
                .map(operation -> form(visit, ledger, operation, target))
                .toList();
    }
}
