package notebook;

import java.lang.reflect.Field;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.SparkSession;
import org.rapaio.jupyter.kernel.MainApp;
import org.rapaio.jupyter.kernel.core.java.JavaEngine;
import org.rapaio.jupyter.kernel.core.java.RapaioExecutionControlProvider;
import org.rapaio.jupyter.kernel.display.DisplayData;
import org.rapaio.jupyter.kernel.display.DisplayRenderer;
import org.rapaio.jupyter.kernel.display.DisplayTransformer;
import org.rapaio.jupyter.kernel.display.DisplaySystem;
import org.rapaio.jupyter.kernel.display.spi.DisplayProvider;
import sun.misc.Signal;

/**
 * The kernel, with two things of ours: "interrupt" ends the cell that runs and the Spark jobs that it
 * started, and a dataset at the end of a cell is shown as a table.
 */
public final class Kernel implements DisplayProvider {

  /** Starts it; the argument is the file that says where Jupyter listens. */
  public static void main(String[] arguments) throws Exception {
    // By a signal: what the kernel does on the message of that name leaves it deaf to later cells.
    var unused = Signal.handle(new Signal("INT"), signal -> interrupt());
    DisplaySystem.inst().refreshSpiDisplayHandlers();
    MainApp.main(arguments);
  }

  private static void interrupt() {
    if (SparkSession.getDefaultSession().isDefined()) {
      SparkSession.getDefaultSession().get().sparkContext().cancelAllJobs();
    }
    try {
      JavaEngine engine = MainApp.kernel.javaEngine();
      RapaioExecutionControlProvider controls =
          (RapaioExecutionControlProvider) field(engine, "controlProvider");
      controls.getRegisteredControl((String) field(engine, "executionId")).interrupt();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("another version of the kernel", e);
    }
  }

  private static Object field(JavaEngine engine, String name) throws ReflectiveOperationException {
    Field field = JavaEngine.class.getDeclaredField(name);
    field.setAccessible(true);
    return field.get(engine);
  }

  @Override
  public List<DisplayRenderer> getDisplayRenderers() {
    return List.of(new Datasets());
  }

  @Override
  public List<DisplayTransformer> getDisplayTransformers() {
    return List.of();
  }

  /** Datasets as tables. */
  private static final class Datasets implements DisplayRenderer {

    private static final int MOST_ROWS = 50;

    @Override
    public Class<?> rendererClass() {
      return Dataset.class;
    }

    @Override
    public boolean canRender(String type) {
      return true;
    }

    @Override
    public DisplayData render(String type, Object value) {
      return DisplayData.fromHtml(Notebook.html(((Dataset<?>) value).toDF(), MOST_ROWS));
    }
  }
}
