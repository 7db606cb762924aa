/** Says whom a policy lets do what, as far as the template tells. */
@NullMarked
package dev.mailroom.local.internal.doctor.policy;

import org.jspecify.annotations.NullMarked;
