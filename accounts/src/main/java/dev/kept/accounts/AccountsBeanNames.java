package dev.kept.accounts;

import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.AnnotationBeanNameGenerator;

/** Prefixes names, for other services in the same application context may have a class of the same simple name. */
class AccountsBeanNames extends AnnotationBeanNameGenerator {

    @Override
    protected String buildDefaultBeanName(BeanDefinition definition) {
        String name = super.buildDefaultBeanName(definition);
        return name.startsWith("accounts")
                ? name
                : "accounts" + Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }
}
