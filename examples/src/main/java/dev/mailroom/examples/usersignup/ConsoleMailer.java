package dev.mailroom.examples.usersignup;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Simulates the mail with a log line, without the address: personal data stays out of logs. */
final class ConsoleMailer implements Mailer {

    private static final Logger LOG = LoggerFactory.getLogger(ConsoleMailer.class);

    @Override
    public void welcome(UserSignup user) {
        LOG.info("Welcome mail sent to user {}", user.userId());
    }
}
