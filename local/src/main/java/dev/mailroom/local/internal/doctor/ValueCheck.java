package dev.mailroom.local.internal.doctor;

import dev.mailroom.local.internal.template.language.Misread;
import dev.mailroom.local.internal.template.language.Remark;
import dev.mailroom.local.internal.template.language.Template;

/** Tells what the reading of the template brought up. */
final class ValueCheck {

    private final Round round;

    ValueCheck(Round round) {
        this.round = round;
    }

    void check(Template template) {
        for (Remark error : template.remarks().errors()) {
            round.lost(error.place(), error.text(), "");
        }
        for (Misread misread : template.misread()) {
            if (misread.matters()) {
                round.lost(misread.place(), misread.problem(), "");
            }
        }
    }
}
