package dev.kept.accounts.settings;

/** A property without which, or with which, accounts cannot start. */
class WrongSetting extends IllegalStateException {

    private final String property;

    WrongSetting(String property, String sentence) {
        super(sentence);
        this.property = property;
    }

    String property() {
        return property;
    }
}
