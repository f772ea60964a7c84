package dev.kept.projections.views.document.pdf;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** The tree of a page as lists, which may be changed while one reads them. */
final class Nodes {

    private Nodes() {}

    static List<Node> children(Node parent) {
        return list(parent.getChildNodes());
    }

    /** All elements of some names, in the order of the page. */
    static List<Element> elements(Document page, List<String> names) {
        return list(page.getElementsByTagName("*")).stream()
                .map(Element.class::cast)
                .filter(each -> names.contains(each.getTagName()))
                .toList();
    }

    static Element only(Document page, String name) {
        return (Element) page.getElementsByTagName(name).item(0);
    }

    private static List<Node> list(NodeList nodes) {
        return new ArrayList<>(
                IntStream.range(0, nodes.getLength()).mapToObj(nodes::item).toList());
    }
}
