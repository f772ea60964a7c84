package dev.kept.http;

import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;

/**
 * Spring Security's firewall with its own rules for headers: assigned characters that are no control characters, and in a value the
 * tabulator. By comparing characters instead of a regular expression, for each header that anything asks for is checked again.
 */
final class VisibleHeaders {

    private VisibleHeaders() {}

    static HttpFirewall firewall() {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        firewall.setAllowedHeaderNames(name -> isVisible(name, false));
        firewall.setAllowedHeaderValues(value -> isVisible(value, true));
        return firewall;
    }

    private static boolean isVisible(String text, boolean tabulators) {
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            boolean plain = (point >= ' ' && point < 0x7F) || (tabulators && point == '\t');
            if (!plain && !isAssignedAndNoControl(point)) {
                return false;
            }
            i += Character.charCount(point);
        }
        return true;
    }

    private static boolean isAssignedAndNoControl(int point) {
        int type = Character.getType(point);
        return type != Character.UNASSIGNED && type != Character.CONTROL;
    }
}
