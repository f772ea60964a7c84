package dev.kept.accounts.passkey;

import java.util.UUID;

/** What a browser's answer showed. */
public sealed interface PasskeyAnswer {

    /** @param owner whose passkey it is */
    record Right(UUID owner) implements PasskeyAnswer {}

    record Wrong(PasskeyProblem problem) implements PasskeyAnswer {}
}
