/** The process of the database. */
@NullMarked
package dev.mailroom.local.dynamodb;

import org.jspecify.annotations.NullMarked;
