package dev.trace2skill.simulate;

import dev.trace2skill.model.Skill;
import dev.trace2skill.model.Source;
import dev.trace2skill.model.Step;
import dev.trace2skill.model.Trajectory;
import dev.trace2skill.model.UserError;
import dev.trace2skill.spi.Assignment;
import dev.trace2skill.spi.HarnessAdapter;
import dev.trace2skill.spi.HarnessProfile;
import dev.trace2skill.spi.HarnessRun;
import dev.trace2skill.spi.HarnessSettings;
import dev.trace2skill.spi.Workplace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The simulated service desk as a harness. There is no model in it: the agent is the policy of the
 * corpus, which reads the skill from its working copy and, at each decision, takes the way that the
 * text names; where the text names none, the seed decides as it does in the corpus. It shows that
 * the loop closes, and nothing about how well a model follows a skill.
 */
public final class DeskHarness implements HarnessAdapter {

  /** The harness's name; it says that nothing real is behind it. */
  public static final String NAME = "simulated-desk";

  private static final String FOLDER = ".skills";
  private static final Pattern NUMBER = Pattern.compile("-(\\d{3,6})$");

  @Override
  public String harness() {
    return NAME;
  }

  @Override
  public HarnessProfile profile(HarnessSettings settings) {
    settings.knowing(NAME, Set.of("seed"));
    var unused = seed(settings);
    return new HarnessProfile("1", 0);
  }

  @Override
  public HarnessRun run(Assignment assignment, Workplace place) throws IOException {
    Scenario scenario = scenario(assignment);
    SkillReader skill = SkillReader.of(texts(assignment, place));
    String[] run = {
      assignment.taskId(), Integer.toString(assignment.trial()), Long.toString(assignment.seed())
    };
    long desk = seed(assignment.settings());
    Set<Slip> slips = slips(scenario.request().family(), skill, desk, run);
    long weather =
        Dice.of(desk, "weather", String.join(" ", run)).between(0, Integer.MAX_VALUE - 1);
    World world = new World(scenario.catalog(), weather);
    Dice behaviour = Dice.of(desk, "policy", String.join(" ", run));
    List<Step> steps = new Agent(world, scenario.request(), slips, behaviour).run();
    return HarnessRun.of(
        Trajectory.of(new Source(NAME, null, "", ""), assignment.taskId())
            .query(assignment.query())
            .models(List.of("simulated-agent"))
            .steps(steps)
            .finalAnswer(steps.get(steps.size() - 1).text())
            .build());
  }

  private static long seed(HarnessSettings settings) {
    String text = settings.text("seed").orElse("");
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new UserError(
          "the harness " + NAME + " needs the setting 'seed': that of the simulated tasks");
    }
  }

  private static Scenario scenario(Assignment assignment) {
    Matcher number = NUMBER.matcher(assignment.taskId());
    if (number.find()) {
      Scenario found = Scenario.of(seed(assignment.settings()), Integer.parseInt(number.group(1)));
      if (found.request().text().equals(assignment.query())) {
        return found;
      }
    }
    throw new UserError(
        "task %s is none of the desk simulated with seed %d"
            .formatted(assignment.taskId(), seed(assignment.settings())));
  }

  /** All that is written in the skill, as it lies in the working copy. */
  private static List<String> texts(Assignment assignment, Workplace place) throws IOException {
    @Nullable Skill skill = assignment.skill();
    if (skill == null) {
      return List.of();
    }
    Path folder = place.placeSkill(assignment, FOLDER);
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".md"))
          .sorted()
          .map(DeskHarness::read)
          .toList();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What goes wrong: what the text asks for, and by chance what it does not speak of. */
  private static Set<Slip> slips(Family family, SkillReader skill, long desk, String[] run) {
    Set<Slip> slips = EnumSet.noneOf(Slip.class);
    for (Slip slip : Slip.values()) {
      boolean chance =
          family.slips().contains(slip)
              && Dice.of(desk, slip.name(), String.join(" ", run)).chance(Deal.RATE);
      int said = slip.mattersTo(family) ? skill.says(slip) : 0;
      if (said < 0 || (said == 0 && chance)) {
        slips.add(slip);
      }
    }
    return slips;
  }
}
