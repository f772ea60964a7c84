package dev.kept.tone;

import java.io.IOException;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParser;
import javax.xml.parsers.SAXParserFactory;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

/** Reads a file of rules as XML, by the JDK's own parser; nothing from outside the file is fetched. */
final class Xml {

    private Xml() {}

    /** @throws WrongRules says where and what is wrong */
    static void read(Folder.File file, DefaultHandler handler) throws WrongRules {
        try {
            parser().parse(file.open(), handler);
        } catch (SAXParseException e) {
            throw new WrongRules(file.name() + ", line " + e.getLineNumber() + ": " + e.getMessage());
        } catch (SAXException | IOException e) {
            throw new WrongRules(file.name() + ": " + e.getMessage());
        }
    }

    private static SAXParser parser() {
        try {
            SAXParserFactory factory = SAXParserFactory.newDefaultInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            SAXParser parser = factory.newSAXParser();
            parser.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            parser.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
            return parser;
        } catch (ParserConfigurationException | SAXException e) {
            throw new IllegalStateException("the JDK reads XML", e);
        }
    }
}
