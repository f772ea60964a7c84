package dev.kept.projections.store.fold;

/** A view is stored in a form that this version cannot read. A rebuild makes it anew. The message quotes nothing of it. */
public final class UnreadableView extends RuntimeException {

    UnreadableView(Class<?> type, RuntimeException cause) {
        // Without the cause: its message may quote what was read.
        super("a stored " + type.getSimpleName() + " cannot be read ("
                + cause.getClass().getSimpleName() + ")");
    }
}
