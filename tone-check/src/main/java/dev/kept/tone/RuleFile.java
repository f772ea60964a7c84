package dev.kept.tone;

import java.util.List;
import org.languagetool.Language;
import org.languagetool.rules.patterns.AbstractPatternRule;
import org.languagetool.rules.patterns.PatternRuleHandler;
import org.xml.sax.Locator;

/** Reads a file of rules in the engine's own form. */
final class RuleFile extends PatternRuleHandler {

    private RuleFile(String name, Language language) {
        super(name);
        this.language = language;
    }

    /** @throws WrongRules says where and what is wrong */
    static List<AbstractPatternRule> read(Folder.File file, Language language) throws WrongRules {
        RuleFile rules = new RuleFile(file.name(), language);
        try {
            Xml.read(file, rules);
        } catch (RuntimeException e) {
            throw new WrongRules(file.name() + rules.line() + ": " + e.getMessage());
        }
        for (AbstractPatternRule rule : rules.getRules()) {
            requireWords(file.name(), rule);
        }
        return rules.getRules();
    }

    private static void requireWords(String file, AbstractPatternRule rule) throws WrongRules {
        String where = file + ", rule " + rule.getId() + ": ";
        if (rule.getCategory() == null) {
            throw new WrongRules(where + "it must stand in a <category> with an id and a name.");
        }
        if (RuleSet.isSilencer(rule)) {
            return;
        }
        if (rule.getMessage().isBlank()) {
            throw new WrongRules(where + "it needs a <message> that explains it to the author.");
        }
        boolean says = rule.getMessage().contains("<suggestion>")
                || rule.getSuggestionsOutMsg().contains("<suggestion>");
        if (!says && !RuleSet.isGood(rule)) {
            throw new WrongRules(where + "it needs a <suggestion>, a gentler way to say it.");
        }
    }

    private String line() {
        Locator locator = pLocator;
        return locator == null ? "" : ", line " + locator.getLineNumber();
    }
}
