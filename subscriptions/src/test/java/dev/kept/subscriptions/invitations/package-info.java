@NullMarked
package dev.kept.subscriptions.invitations;

import org.jspecify.annotations.NullMarked;
