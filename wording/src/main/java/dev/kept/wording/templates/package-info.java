/** How templates of Thymeleaf say a sentence. Only who has Thymeleaf uses it. */
@NullMarked
package dev.kept.wording.templates;

import org.jspecify.annotations.NullMarked;
