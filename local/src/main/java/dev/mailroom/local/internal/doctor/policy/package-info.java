/** What a policy allows whom, as far as the template shows. */
@NullMarked
package dev.mailroom.local.internal.doctor.policy;

import org.jspecify.annotations.NullMarked;
