package dev.trace2skill.arch;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.trace2skill.cli.Main;
import org.apache.spark.sql.Encoders;
import org.jspecify.annotations.NullMarked;

/**
 * What may know what. An empty layer fails too, so that a package that moves takes its rule along.
 */
@AnalyzeClasses(packages = "dev.trace2skill", importOptions = DoNotIncludeTests.class)
class LayersTest {

  private static final String ROOT = "dev.trace2skill";

  @ArchTest
  static final ArchRule dependenciesPointOneWay =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("cli")
          .definedBy(ROOT + ".cli..")
          .layer("pipeline")
          .definedBy(ROOT)
          .layer("ingest")
          .definedBy(ROOT + ".ingest..")
          .layer("rollout")
          .definedBy(ROOT + ".rollout..")
          .layer("process")
          .definedBy(ROOT + ".process..")
          .layer("tasks")
          .definedBy(ROOT + ".tasks..")
          .layer("analyze")
          .definedBy(ROOT + ".analyze..")
          .layer("consolidate")
          .definedBy(ROOT + ".consolidate..")
          .layer("gate")
          .definedBy(ROOT + ".gate..")
          .layer("publish")
          .definedBy(ROOT + ".publish..")
          .layer("lineage")
          .definedBy(ROOT + ".lineage..")
          .layer("report")
          .definedBy(ROOT + ".report..")
          .layer("store")
          .definedBy(ROOT + ".store..")
          .layer("llm")
          .definedBy(ROOT + ".llm..")
          .layer("skill")
          .definedBy(ROOT + ".skill..")
          .layer("spi")
          .definedBy(ROOT + ".spi..")
          .layer("evidence adapters")
          .definedBy(ROOT + ".adapter.evidence..")
          .layer("format adapters")
          .definedBy(ROOT + ".adapter.format..")
          .layer("llm adapters")
          .definedBy(ROOT + ".adapter.llm..")
          .layer("evaluator adapters")
          .definedBy(ROOT + ".adapter.evaluator..")
          .layer("harness adapters")
          .definedBy(ROOT + ".adapter.harness..")
          .layer("redact")
          .definedBy(ROOT + ".redact..")
          .layer("simulate")
          .definedBy(ROOT + ".simulate..")
          .layer("model")
          .definedBy(ROOT + ".model..")
          .whereLayer("cli")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("pipeline")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("ingest")
          .mayOnlyBeAccessedByLayers("cli", "pipeline")
          .whereLayer("rollout")
          .mayOnlyBeAccessedByLayers("cli", "pipeline")
          .whereLayer("process")
          .mayOnlyBeAccessedByLayers("cli", "rollout", "evaluator adapters")
          .whereLayer("process")
          .mayOnlyAccessLayers("spi", "model")
          .whereLayer("tasks")
          .mayOnlyBeAccessedByLayers("cli", "pipeline")
          .whereLayer("analyze")
          .mayOnlyBeAccessedByLayers("cli", "pipeline")
          .whereLayer("consolidate")
          .mayOnlyBeAccessedByLayers("cli", "pipeline")
          .whereLayer("gate")
          .mayOnlyBeAccessedByLayers("cli", "pipeline")
          .whereLayer("gate")
          .mayOnlyAccessLayers("store", "model")
          .whereLayer("publish")
          .mayOnlyBeAccessedByLayers("cli", "pipeline")
          .whereLayer("lineage")
          .mayOnlyBeAccessedByLayers("cli", "pipeline")
          .whereLayer("lineage")
          .mayOnlyAccessLayers("store", "model")
          .whereLayer("report")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("report")
          .mayOnlyAccessLayers("store", "model")
          .whereLayer("evidence adapters")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("format adapters")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("llm adapters")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("evaluator adapters")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("harness adapters")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("harness adapters")
          .mayOnlyAccessLayers("spi", "model")
          .whereLayer("llm")
          .mayOnlyBeAccessedByLayers("cli", "pipeline", "rollout", "analyze", "consolidate")
          .whereLayer("llm")
          .mayOnlyAccessLayers("store", "spi", "model")
          .whereLayer("redact")
          .mayOnlyBeAccessedByLayers("cli", "pipeline", "ingest", "rollout")
          .whereLayer("simulate")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("store")
          .mayOnlyAccessLayers("model")
          .whereLayer("skill")
          .mayOnlyAccessLayers("model")
          .whereLayer("spi")
          .mayOnlyAccessLayers("model")
          .whereLayer("redact")
          .mayOnlyAccessLayers("model")
          .whereLayer("simulate")
          .mayOnlyAccessLayers("spi", "model")
          .whereLayer("evidence adapters")
          .mayOnlyAccessLayers("spi", "model")
          .whereLayer("format adapters")
          .mayOnlyAccessLayers("spi", "skill", "model")
          .whereLayer("llm adapters")
          .mayOnlyAccessLayers("spi", "model")
          .whereLayer("evaluator adapters")
          .mayOnlyAccessLayers("process", "spi", "model")
          .whereLayer("model")
          .mayNotAccessAnyLayer();

  @ArchTest
  static final ArchRule everyPackageHasItsLayer =
      classes()
          .should()
          .resideInAnyPackage(
              ROOT,
              ROOT + ".cli..",
              ROOT + ".ingest..",
              ROOT + ".rollout..",
              ROOT + ".process..",
              ROOT + ".tasks..",
              ROOT + ".analyze..",
              ROOT + ".consolidate..",
              ROOT + ".gate..",
              ROOT + ".publish..",
              ROOT + ".lineage..",
              ROOT + ".report..",
              ROOT + ".store..",
              ROOT + ".llm..",
              ROOT + ".skill..",
              ROOT + ".spi..",
              ROOT + ".adapter.evidence..",
              ROOT + ".adapter.evaluator..",
              ROOT + ".adapter.harness..",
              ROOT + ".adapter.llm..",
              ROOT + ".adapter.format..",
              ROOT + ".redact..",
              ROOT + ".simulate..",
              ROOT + ".model..");

  @ArchTest
  static final ArchRule stagesMeetOnlyInTables =
      slices()
          .matching(ROOT + ".(ingest|tasks|rollout|analyze|consolidate|gate|publish)..")
          .should()
          .notDependOnEachOther();

  @ArchTest
  static final ArchRule adaptersDoNotKnowEachOther =
      slices().matching(ROOT + ".adapter.(*)..").should().notDependOnEachOther();

  @ArchTest
  static final ArchRule theCoreKnowsNoSpark =
      noClasses()
          .that()
          .resideInAnyPackage(
              ROOT + ".model..",
              ROOT + ".skill..",
              ROOT + ".spi..",
              ROOT + ".adapter..",
              ROOT + ".process..",
              ROOT + ".redact..",
              ROOT + ".simulate..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.spark..", "io.delta..", "org.apache.hadoop..", "scala..");

  @ArchTest
  static final ArchRule noCycles = slices().matching(ROOT + ".(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule onlyTheCodecTurnsRecordsIntoRows =
      noClasses()
          .should()
          .accessTargetWhere(
              target(owner(assignableTo(Encoders.class)))
                  .and(target(nameMatching("bean|kryo|javaSerialization"))))
          .because("Encoders.bean takes a record and silently gives no columns");

  @ArchTest
  static final ArchRule onlyMainEndsTheJvm =
      noClasses()
          .that()
          .doNotBelongToAnyOf(Main.class)
          .should()
          .accessTargetWhere(
              target(owner(assignableTo(System.class).or(assignableTo(Runtime.class))))
                  .and(target(nameMatching("exit|halt"))));

  @ArchTest
  static final ArchRule everyPackageSaysWhatMayBeNull =
      classes().should(liveInANullMarkedPackage());

  @ArchTest
  static final ArchRule nothingIsMadeToBeExtended =
      classes()
          .that()
          .areNotInterfaces()
          .and()
          .areNotEnums()
          .and()
          .areNotAnonymousClasses()
          .should()
          .haveModifier(JavaModifier.FINAL);

  private static ArchCondition<JavaClass> liveInANullMarkedPackage() {
    return new ArchCondition<>("live in a package whose package-info is @NullMarked") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
        events.add(new SimpleConditionEvent(type, marked, type.getPackageName()));
      }
    };
  }
}
