/** The goals of the Maven plugin, which run Mailroom's command line on a project. */
@NullMarked
package dev.mailroom.maven;

import org.jspecify.annotations.NullMarked;
