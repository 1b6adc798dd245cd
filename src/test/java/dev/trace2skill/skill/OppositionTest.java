package dev.trace2skill.skill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trace2skill.model.Edit;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OppositionTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Always retry a failed payment.|Never retry a failed payment.",
        "Call `pay` without a token.|Call `pay` with a token.",
        "Enable the cache for large files.|Disable the cache for large files.",
        "Take the first of the results.|Take the last of the results.",
        "Use tabs instead of spaces.|Use spaces instead of tabs.",
        "Give it in a table, not in a list.|Give it in a list, not in a table.",
        "Close the ticket if the user agrees.|Close the ticket unless the user agrees.",
        "If the file exists, overwrite it.|If the file exists, do not overwrite it.",
      })
  void oneDeniesWhatTheOtherSays(String a, String b) {
    assertThat(between(a, b)).contains("one says the opposite of the other");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Check the balance before paying.|Pay before checking the balance.",
        "Call `get_user` before `get_orders`.|Call `get_orders` before `get_user`.",
        "Start the server, then run the client.|Run the client, then start the server.",
        "Ask before the change.|Ask after the change.",
      })
  void stepsAreExchanged(String a, String b) {
    assertThat(between(a, b)).contains("they put the same steps in opposite order");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Retry 2 times.|Retry five times.|2 and 5",
        "Wait 5 s between calls.|Wait 5 minutes between calls.|5 s and 5 min",
        "Set the width to 20.|Set the width to 30.|20 and 30",
        "Use at least 3 examples.|Use at most 3 examples.|>=3 and <=3",
      })
  void oneNumberDiffers(String a, String b, String numbers) {
    assertThat(between(a, b)).contains("they differ in a number: " + numbers);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Retry a failed payment.|Do retry failed payments.",
        "Never retry a payment.|Never retry a refund.",
        "Do not call `a`.|Call `b`.",
        "Retry on error 404.|Do not retry on error 500.",
        "Skip the row on error 404.|Skip the row on error 500.",
        "In step 2, check the date.|In step 3, check the date.",
        "Version 2.1 of the API needs a token.|Version 2.2 of the API needs a token.",
        "Compare with the totals of 2023.|Compare with the totals of 2024.",
        "If more than 3 rows fail, stop.|If more than 5 rows fail, stop.",
        "If the user agrees, book it.|If the user does not agree, book it.",
        "If the call fails, tell the user.|If the call succeeds, tell the user.",
        "Call `a` before `b`.|Do not call `b` before `a`.",
        "Do not stop without an answer.|Stop with an answer.",
        "Pay only after the check.|Pay after the check.",
        "Check the date format of the file.|Check the number format of the file.",
        "---|***",
      })
  void whatIsInDoubtIsNoContradiction(String a, String b) {
    assertThat(between(a, b)).isEmpty();
  }

  @Test
  void editsOfTwoFilesDoNotMeet() {
    Edit one = Edit.append("SKILL.md", "Rules", "Always retry.");

    assertThat(Opposition.between(one, Edit.append("more.md", "Rules", "Never retry."))).isEmpty();
    assertThat(Opposition.between(one, Edit.append("SKILL.md", "Other", "Never retry.")))
        .isPresent();
  }

  @Test
  void takingAwaySaysNothing() {
    Edit one = Edit.append("SKILL.md", "Rules", "Always retry.");

    assertThat(Opposition.between(one, Edit.deleteText("SKILL.md", "Never retry."))).isEmpty();
    assertThat(Opposition.between(one, Edit.deleteSection("SKILL.md", "Rules"))).isEmpty();
  }

  private static Optional<String> between(String a, String b) {
    Edit one = Edit.append("SKILL.md", "Rules", a);
    Edit other = Edit.append("SKILL.md", "Rules", b);
    Optional<String> found = Opposition.between(one, other);
    assertThat(Opposition.between(other, one).isPresent()).isEqualTo(found.isPresent());
    return found;
  }
}
