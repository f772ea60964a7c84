/** Invitations that are sent by mail, besides being handed over as a link: asked for, limited, sent, and forgotten. */
@NullMarked
package dev.kept.subscriptions.invitations;

import org.jspecify.annotations.NullMarked;
