/**
 * What happens to messages, as CloudWatch metrics and structured logs, with Powertools for AWS
 * Lambda.
 *
 * <p>{@link dev.mailroom.powertools.PowertoolsListener} is passed to {@link
 * dev.mailroom.SqsBatchHandler.Builder#listener}.
 */
@NullMarked
package dev.mailroom.powertools;

import org.jspecify.annotations.NullMarked;
