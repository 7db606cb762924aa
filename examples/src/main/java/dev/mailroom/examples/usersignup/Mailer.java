package dev.mailroom.examples.usersignup;

/** Sends mail to users. */
interface Mailer {

    /** Welcomes a user; throws if the mail was not sent. */
    void welcome(UserSignup user);
}
