package dev.kept.tone;

import java.util.List;
import java.util.ResourceBundle;
import org.languagetool.Language;
import org.languagetool.UserConfig;
import org.languagetool.language.Contributor;
import org.languagetool.rules.Rule;

/** A language as the engine wants one: known by its code alone. Its rules name words, and need no dictionary. */
final class PlainLanguage extends Language {

    private final String code;

    PlainLanguage(String code) {
        this.code = code;
    }

    @Override
    public String getShortCode() {
        return code;
    }

    @Override
    public String getName() {
        return code;
    }

    @Override
    public String[] getCountries() {
        return new String[0];
    }

    @Override
    public Contributor[] getMaintainers() {
        return new Contributor[0];
    }

    @Override
    public List<Rule> getRelevantRules(
            ResourceBundle messages, UserConfig user, Language motherTongue, List<Language> others) {
        return List.of();
    }
}
