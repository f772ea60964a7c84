@org.jspecify.annotations.NullMarked
package dev.kept.subscriptions;
