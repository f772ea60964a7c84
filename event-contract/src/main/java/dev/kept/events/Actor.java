package dev.kept.events;

import java.util.Optional;
import java.util.UUID;

/** Who recorded an entry: a member acting for a party, a mediator, or the system itself when a date passed. */
public sealed interface Actor {

    /** A signed-in person acting for one side. */
    record Member(UUID id, Side side) implements Actor {}

    /** A neutral third person, admitted by both sides. */
    record Mediator(UUID id) implements Actor {}

    /** The service, recording that a due instant or a window passed. */
    record System() implements Actor {}

    Actor SYSTEM = new System();

    /** The value of the statement's {@code actor}: a member's UUID, or {@code system}. */
    default String wireId() {
        return switch (this) {
            case Member member -> member.id().toString();
            case Mediator mediator -> mediator.id().toString();
            case System ignored -> "system";
        };
    }

    /** The value of the statement's {@code role}: {@code A}, {@code B}, {@code mediator} or {@code system}. */
    default String wireRole() {
        return switch (this) {
            case Member member -> member.side().name();
            case Mediator ignored -> "mediator";
            case System ignored -> "system";
        };
    }

    /** The person behind the actor; empty for the system. */
    default Optional<UUID> person() {
        return switch (this) {
            case Member member -> Optional.of(member.id());
            case Mediator mediator -> Optional.of(mediator.id());
            case System ignored -> Optional.empty();
        };
    }

    /**
     * The actor that a statement names.
     *
     * @throws UnreadableStatement when role and id do not go together
     */
    static Actor of(String wireId, String wireRole) {
        try {
            return switch (wireRole) {
                case "A", "B" -> new Member(UUID.fromString(wireId), Side.valueOf(wireRole));
                case "mediator" -> new Mediator(UUID.fromString(wireId));
                case "system" -> {
                    if (!wireId.equals("system")) {
                        throw new UnreadableStatement("the system's entries name no person");
                    }
                    yield SYSTEM;
                }
                default -> throw new UnreadableStatement("unknown role");
            };
        } catch (IllegalArgumentException e) {
            throw new UnreadableStatement("the actor is not a UUID", e);
        }
    }
}
