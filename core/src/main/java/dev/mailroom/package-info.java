/**
 * SQS batches in AWS Lambda: every record ends in exactly one outcome, and SQS is told precisely
 * which messages to keep.
 *
 * <p>Start at {@link dev.mailroom.SqsBatchHandler}, the Lambda entry point. It gives each {@link
 * dev.mailroom.SqsRecord} to a {@link dev.mailroom.RecordHandler} and turns what happened, an
 * {@link dev.mailroom.Outcome}, into the partial batch response. {@link dev.mailroom.Sink} is the
 * contract of everything that stores idempotently.
 *
 * <p>This package knows neither JSON nor an AWS client.
 */
@NullMarked
package dev.mailroom;

import org.jspecify.annotations.NullMarked;
