package dev.mailroom.local.internal.doctor;

import dev.mailroom.local.internal.template.language.Misread;
import dev.mailroom.local.internal.template.language.Remark;
import dev.mailroom.local.internal.template.language.Template;

/** Reports the findings from reading the template. */
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
