/** The queues; the only room that knows ElasticMQ. */
@NullMarked
package dev.mailroom.local.internal.sqs;

import org.jspecify.annotations.NullMarked;
