package dev.mailroom.dynamodb;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;

/** Which numbers DynamoDB stores as they are. */
final class ItemNumber {

    private static final int MAX_DIGITS = 38;
    private static final int MIN_MAGNITUDE = -130;
    private static final int MAX_MAGNITUDE = 125;

    private ItemNumber() {}

    /** False for the text of a {@code double} or {@code float} that is infinite or not a number. */
    static boolean isFinite(String number) {
        return !number.equals("NaN") && !number.endsWith("Infinity");
    }

    /** Returns why it cannot be stored, or null if it can. */
    static @Nullable String refusal(BigDecimal number) {
        if (number.stripTrailingZeros().precision() > MAX_DIGITS) {
            return "has more than " + MAX_DIGITS + " digits; DynamoDB would not keep them";
        }
        int magnitude = number.signum() == 0 ? 0 : magnitude(number);
        return magnitude < MIN_MAGNITUDE || magnitude > MAX_MAGNITUDE
                ? "is too large or too small; DynamoDB stores numbers of 1E-130 to 9.9E+125"
                : null;
    }

    /** The power of ten of the first digit. */
    private static int magnitude(BigDecimal number) {
        return number.precision() - number.scale() - 1;
    }
}
