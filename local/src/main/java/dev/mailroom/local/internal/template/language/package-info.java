/** The language of templates: YAML, parameters, conditions and functions. It knows no service. */
@NullMarked
package dev.mailroom.local.internal.template.language;

import org.jspecify.annotations.NullMarked;
