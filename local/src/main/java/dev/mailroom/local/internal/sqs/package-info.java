/** The queues. Only this room uses ElasticMQ. */
@NullMarked
package dev.mailroom.local.internal.sqs;

import org.jspecify.annotations.NullMarked;
