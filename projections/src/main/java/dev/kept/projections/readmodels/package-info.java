/**
 * The read models as another service of Kept reads them: the public interfaces say what can be read, the classes beside them hold the SQL
 * and know how views are stored. Everything else is read through the HTTP API.
 */
@NullMarked
package dev.kept.projections.readmodels;

import org.jspecify.annotations.NullMarked;
