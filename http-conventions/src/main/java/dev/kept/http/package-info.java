/** What every HTTP endpoint of Kept has in common: problems, strict JSON, who is asking, paging, OpenAPI. */
@NullMarked
package dev.kept.http;

import org.jspecify.annotations.NullMarked;
