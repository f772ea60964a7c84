package dev.kept.accounts.settings;

import java.util.Locale;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says at start what is wrong and what to do, instead of a stack trace. */
class WrongSettingAnalyzer extends AbstractFailureAnalyzer<WrongSetting> {

    @Override
    protected FailureAnalysis analyze(Throwable root, WrongSetting wrong) {
        return new FailureAnalysis(
                wrong.getMessage(),
                "Set it as an argument (--%s=...), in application.properties, or as the environment variable %s."
                        .formatted(wrong.property(), variable(wrong.property())),
                wrong);
    }

    private static String variable(String property) {
        return property.replace('-', '_').replace('.', '_').toUpperCase(Locale.ROOT);
    }
}
