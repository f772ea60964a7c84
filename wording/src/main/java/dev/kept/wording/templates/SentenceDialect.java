package dev.kept.wording.templates;

import dev.kept.wording.Messages;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.thymeleaf.context.ITemplateContext;
import org.thymeleaf.dialect.AbstractProcessorDialect;
import org.thymeleaf.engine.AttributeName;
import org.thymeleaf.exceptions.TemplateProcessingException;
import org.thymeleaf.model.ICloseElementTag;
import org.thymeleaf.model.IModel;
import org.thymeleaf.model.IModelFactory;
import org.thymeleaf.model.IOpenElementTag;
import org.thymeleaf.model.IProcessableElementTag;
import org.thymeleaf.model.ITemplateEvent;
import org.thymeleaf.processor.IProcessor;
import org.thymeleaf.processor.element.AbstractAttributeModelProcessor;
import org.thymeleaf.processor.element.IElementModelStructureHandler;
import org.thymeleaf.standard.StandardDialect;
import org.thymeleaf.standard.expression.IStandardExpression;
import org.thymeleaf.standard.expression.MessageExpression;
import org.thymeleaf.standard.expression.StandardExpressions;
import org.thymeleaf.templatemode.TemplateMode;
import org.unbescape.html.HtmlEscape;

/**
 * Sentences with markup in them, in the language and order of the template's locale: {@code kept:say="#{key(arguments)}"} names a whole
 * sentence of the {@link Messages}, and each child with {@code kept:slot="n"} is put where the sentence has {@code {n}}.
 */
public final class SentenceDialect extends AbstractProcessorDialect {

    private static final String PREFIX = "kept";
    private static final String SLOT = "slot";

    /** After conditions and loops, before what an element contains is processed. */
    private static final int PRECEDENCE = 1250;

    public SentenceDialect() {
        super("Sentences", PREFIX, StandardDialect.PROCESSOR_PRECEDENCE);
    }

    @Override
    public Set<IProcessor> getProcessors(String prefix) {
        return Set.of(new Say(prefix));
    }

    private static final class Say extends AbstractAttributeModelProcessor {

        Say(String prefix) {
            super(TemplateMode.HTML, prefix, null, false, "say", true, PRECEDENCE, true);
        }

        @Override
        protected void doProcess(
                ITemplateContext context,
                IModel model,
                AttributeName attribute,
                String value,
                IElementModelStructureHandler structure) {
            IStandardExpression expression = StandardExpressions.getExpressionParser(context.getConfiguration())
                    .parseExpression(context, value);
            if (!(expression instanceof MessageExpression message)) {
                throw new TemplateProcessingException("kept:say names a message: " + value);
            }
            String key = String.valueOf(message.getBase().execute(context));
            Object[] arguments = message.hasParameters()
                    ? message.getParameters().getExpressions().stream()
                            .map(each -> each.execute(context))
                            .toArray()
                    : new Object[0];
            IModelFactory models = context.getModelFactory();
            Map<Integer, IModel> slots = slots(model, models);
            IModel said = models.createModel();
            said.add(model.get(0));
            for (Messages.Part part : Messages.of(context.getLocale()).parts(key, slots.keySet(), arguments)) {
                if (part.isText()) {
                    said.add(models.createText(escaped(part.text())));
                } else {
                    said.addModel(slots.get(part.slot()));
                }
            }
            said.add(model.get(model.size() - 1));
            model.reset();
            model.addModel(said);
        }

        /** As text that is no markup, and no expression that Thymeleaf would evaluate: it may hold what a person wrote. */
        private static String escaped(String text) {
            return HtmlEscape.escapeHtml4Xml(text).replace("[", "&#91;");
        }

        private static Map<Integer, IModel> slots(IModel model, IModelFactory models) {
            Map<Integer, IModel> slots = new HashMap<>();
            int depth = 0;
            IModel slot = models.createModel();
            for (int at = 1; at < model.size() - 1; at++) {
                ITemplateEvent event = model.get(at);
                if (depth == 0 && event instanceof IProcessableElementTag tag) {
                    String number = tag.getAttributeValue(PREFIX, SLOT);
                    if (number == null) {
                        throw new TemplateProcessingException("each part of a sentence has its slot: " + tag);
                    }
                    slot = models.createModel(models.removeAttribute(tag, PREFIX, SLOT));
                    slots.put(Integer.valueOf(number), slot);
                } else if (depth > 0) {
                    slot.add(event);
                }
                if (event instanceof IOpenElementTag) {
                    depth++;
                } else if (event instanceof ICloseElementTag) {
                    depth--;
                }
            }
            return slots;
        }
    }
}
