package dev.kept.projections.views.document.pdf;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Gives a page the bookmarks of its headings. */
final class Outline {

    private static final List<String> HEADINGS = List.of("h1", "h2", "h3");

    private record Open(int level, Element bookmark) {}

    private Outline() {}

    static void add(Document page) {
        Element bookmarks = page.createElement("bookmarks");
        Deque<Open> open = new ArrayDeque<>();
        open.push(new Open(0, bookmarks));
        int number = 0;
        for (Element heading : Nodes.elements(page, HEADINGS)) {
            int level = HEADINGS.indexOf(heading.getTagName()) + 1;
            while (open.element().level() >= level) {
                open.pop();
            }
            if (!heading.hasAttribute("id")) {
                number++;
                heading.setAttribute("id", "heading-" + number);
            }
            Element bookmark = page.createElement("bookmark");
            bookmark.setAttribute(
                    "name",
                    LegibleText.unescaped(heading.getTextContent()).strip().replaceAll("\\s+", " "));
            bookmark.setAttribute("href", "#" + heading.getAttribute("id"));
            open.element().bookmark().appendChild(bookmark);
            open.push(new Open(level, bookmark));
        }
        Nodes.only(page, "head").appendChild(bookmarks);
    }
}
