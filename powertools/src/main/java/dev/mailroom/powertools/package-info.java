/**
 * What becomes of messages, as CloudWatch metrics and structured logs, by Powertools for AWS
 * Lambda.
 *
 * <p>{@link dev.mailroom.powertools.PowertoolsListener} is given to {@link
 * dev.mailroom.SqsBatchHandler.Builder#listener}.
 */
@NullMarked
package dev.mailroom.powertools;

import org.jspecify.annotations.NullMarked;
