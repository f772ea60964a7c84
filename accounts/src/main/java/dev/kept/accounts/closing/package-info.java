/** What follows from a closed account elsewhere: the services that hold something of the person are told until they have done their part. */
@NullMarked
package dev.kept.accounts.closing;

import org.jspecify.annotations.NullMarked;
