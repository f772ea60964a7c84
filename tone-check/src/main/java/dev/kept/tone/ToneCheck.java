package dev.kept.tone;

import java.lang.ref.SoftReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Says how texts may sound. A language's rules, and the engine with the first of them, are loaded by the first text in it, and given up
 * when memory is needed elsewhere. Thread-safe.
 */
public final class ToneCheck {

    private final Folder folder;
    private final Consumer<String> complaints;
    private final Map<String, SoftReference<RuleSet>> loaded = new HashMap<>();

    /**
     * @param own a folder with rules of the operator's own; null when there is none
     * @param complaints told what is wrong with a file of rules, when it is to be used
     */
    public ToneCheck(@Nullable Path own, Consumer<String> complaints) {
        this.folder = new Folder(own);
        this.complaints = complaints;
    }

    /** The codes of the languages that there are rules for. */
    public Set<String> languages() {
        return folder.languages();
    }

    /**
     * Says how a text may sound; the text is not kept.
     *
     * @param language one of {@link #languages}
     * @throws java.util.concurrent.CancellationException when the thread was interrupted meanwhile
     */
    public Tone check(String language, String text) {
        if (!languages().contains(language)) {
            throw new IllegalArgumentException("there are no rules for this language");
        }
        return rules(language).check(text);
    }

    /** Whether there are rules in memory. */
    public boolean isLoaded() {
        synchronized (loaded) {
            return loaded.values().stream().anyMatch(each -> each.get() != null);
        }
    }

    /** What can be seen to be wrong with the operator's own rules without loading any: one sentence for each fault. */
    public List<String> faults() {
        Path own = folder.own();
        if (own == null) {
            return List.of();
        }
        if (!Files.isDirectory(own)) {
            return List.of(
                    own + " is no folder that can be read: make one, with a folder per language in it, such as en.");
        }
        List<String> faults = new ArrayList<>();
        for (String language : languages()) {
            for (Folder.File file : folder.ownFiles(language)) {
                try {
                    Xml.read(file, new DefaultHandler());
                } catch (WrongRules wrong) {
                    faults.add(String.valueOf(wrong.getMessage()));
                }
            }
        }
        return faults;
    }

    private RuleSet rules(String language) {
        synchronized (loaded) {
            SoftReference<RuleSet> known = loaded.get(language);
            RuleSet rules = known == null ? null : known.get();
            if (rules == null) {
                rules = RuleSet.read(language, folder, complaints);
                loaded.put(language, new SoftReference<>(rules));
            }
            return rules;
        }
    }
}
