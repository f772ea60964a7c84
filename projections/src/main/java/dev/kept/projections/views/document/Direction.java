package dev.kept.projections.views.document;

import org.jspecify.annotations.Nullable;

/**
 * The direction of a text: browsers find it themselves, paper has to be told.
 *
 * @param told whether it has to be
 */
record Direction(boolean told) {

    /** A value of {@code dir}. */
    public String of(@Nullable String text) {
        if (!told || text == null) {
            return "auto";
        }
        return text.codePoints()
                        .map(Character::getDirectionality)
                        .filter(Direction::isStrong)
                        .limit(1)
                        .anyMatch(each -> each != Character.DIRECTIONALITY_LEFT_TO_RIGHT)
                ? "rtl"
                : "ltr";
    }

    private static boolean isStrong(int directionality) {
        return directionality == Character.DIRECTIONALITY_LEFT_TO_RIGHT
                || directionality == Character.DIRECTIONALITY_RIGHT_TO_LEFT
                || directionality == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC;
    }
}
