package dev.trace2skill.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SkillReaderTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CONFIRMATION_LEFT_OUT  |  1 | - Call `send_confirmation` before you finish. *Seen in 1.*",
        "CONFIRMATION_LEFT_OUT  | -1 | - Do not call `send_confirmation` where the task can be done.",
        "CONFIRMATION_LEFT_OUT  |  0 | - Be brief. Applies when `send_confirmation` was the call.",
        "LOCK_NOT_RELEASED      |  1 | - When `cancel_order` fails with \"x\", call `release_lock`.",
        "NEEDLESS_ESCALATION    |  1 | - Do not call `escalate` where it can be done without it.",
        "NEEDLESS_ESCALATION    | -1 | - Call `escalate` before you finish.",
        "FURTHER_PAGES_UNREAD   |  1 | - Call `list_orders` again with another `page` as long as",
        "FURTHER_PAGES_UNREAD   | -1 | - Settle on one `page` for `list_orders`; do not call again.",
        "SECOND_ITEM_FORGOTTEN  |  1 | - Call `issue_refund` again with another `item_id`.",
        "DATE_NOT_ISO | 1 | - Do not give `date` of `schedule_callback` in the form `99/99/9999`.",
        "DATE_NOT_ISO | -1 | - Do not give `date` of `schedule_callback` in the form `9999-99-99`.",
        "REFUND_BEFORE_IDENTITY |  1 | - Do not call `issue_refund` before `verify_identity`.",
        "REFUND_BEFORE_IDENTITY |  1 | - Call `verify_identity` before the first `issue_refund`.",
        "REFUND_BEFORE_IDENTITY | -1 | - Call `issue_refund` before the first `verify_identity`.",
        "REPLACEMENT_REPEATED   |  1 | - Do not call `create_replacement` twice with the same.",
        "REFUND_TO_OTHER_METHOD |  1 | - Before calling `issue_refund`, check `method` against it.",
        "REFUND_TO_OTHER_METHOD |  0 | - Call `escalate` before you finish.",
      })
  void lessonNamesTheWayToTake(Slip slip, int said, String text) {
    assertThat(SkillReader.of(List.of(text)).says(slip)).isEqualTo(said);
  }

  @ParameterizedTest
  @CsvSource({"Call `escalate` before you finish.\\nDo not call `escalate`., 0"})
  void textThatSaysBothSaysNothing(String text, int said) {
    assertThat(SkillReader.of(List.of(text.replace("\\n", "\n"))).says(Slip.NEEDLESS_ESCALATION))
        .isEqualTo(said);
  }
}
