package dev.kept.pages;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every form there is. A new kind is one more list. */
final class Forms {

    private static final Map<String, Form> BY_OPERATION = Stream.of(
                    MembershipForms.ALL,
                    CommitmentForms.ALL,
                    ConversationForms.ALL,
                    CheckInForms.ALL,
                    ItemForms.ALL,
                    CharterPages.FORMS,
                    MediationForms.ALL,
                    SettingsForms.ALL)
            .flatMap(List::stream)
            .collect(Collectors.toUnmodifiableMap(Form::operation, Function.identity()));

    private Forms() {}

    static Optional<Form> named(String operation) {
        return Optional.ofNullable(BY_OPERATION.get(operation));
    }

    static Collection<Form> all() {
        return BY_OPERATION.values();
    }

    /** A form that is known to exist. */
    static Form of(String operation) {
        return named(operation).orElseThrow(() -> new IllegalStateException("no form " + operation));
    }
}
