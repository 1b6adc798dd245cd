"use strict";
(() => {
  const root = document.documentElement;
  root.classList.remove("plain");

  // Charts: their numbers stand in the page, their colours in its style.
  const charts = JSON.parse(document.getElementById("data").textContent);
  const drawn = [];

  function tone(name) {
    return getComputedStyle(root).getPropertyValue("--" + name).trim();
  }

  function axis(title, grid) {
    return {
      beginAtZero: true,
      border: { display: false },
      grid: { display: grid, color: tone("line") },
      ticks: { color: tone("soft"), precision: 0, maxTicksLimit: 8 },
      title: { display: title !== "", text: title, color: tone("soft") },
    };
  }

  function names(wide) {
    return {
      border: { display: false },
      grid: { display: false },
      ticks: {
        color: tone("soft"),
        autoSkip: wide,
        callback(value) {
          const label = this.getLabelForValue(value);
          const most = innerWidth < 700 ? 24 : 60;
          return label.length > most ? label.slice(0, most - 1) + "…" : label;
        },
      },
    };
  }

  function bars(chart, lying) {
    return {
      type: "bar",
      data: {
        labels: chart.labels,
        datasets: chart.series.map((series) => ({
          label: series.name,
          data: series.values,
          backgroundColor: tone(series.tone),
          borderRadius: 2,
          maxBarThickness: 34,
        })),
      },
      options: {
        indexAxis: lying ? "y" : "x",
        scales: {
          [lying ? "x" : "y"]: { ...axis(chart.unit, true), stacked: true },
          [lying ? "y" : "x"]: { ...names(!lying), stacked: true },
        },
      },
    };
  }

  function lines(chart) {
    return {
      type: "line",
      data: {
        labels: chart.labels,
        datasets: chart.series.map((series) => ({
          label: series.name,
          data: series.values,
          borderColor: tone(series.tone),
          backgroundColor: tone(series.tone),
          borderWidth: 2,
          pointRadius: 3,
          tension: 0,
        })),
      },
      options: { scales: { y: axis(chart.unit, true), x: names(true) } },
    };
  }

  // A thin bar from end to end, and the point in it.
  function intervals(chart) {
    const [points, low, high] = chart.series.map((series) => series.values);
    return {
      type: "bar",
      data: {
        labels: chart.labels,
        datasets: [
          {
            type: "scatter",
            label: "difference",
            data: points.map((value, i) => ({ x: value, y: chart.labels[i] })),
            backgroundColor: tone("accent"),
            radius: 6,
            hoverRadius: 7,
          },
          {
            label: "95 % interval",
            data: points.map((value, i) => [low[i], high[i]]),
            backgroundColor: tone("muted"),
            barThickness: 4,
            borderRadius: 2,
            borderSkipped: false,
          },
        ],
      },
      options: {
        indexAxis: "y",
        scales: { x: axis("points of success rate", true), y: names(false) },
      },
    };
  }

  const kinds = {
    COLUMNS: (chart) => bars(chart, false),
    BARS: (chart) => bars(chart, true),
    LINES: lines,
    INTERVALS: intervals,
  };

  function draw() {
    drawn.splice(0).forEach((chart) => chart.destroy());
    Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
    for (const chart of charts) {
      const figure = document.getElementById(chart.id);
      const config = kinds[chart.kind](chart);
      const lying = chart.kind === "BARS" || chart.kind === "INTERVALS";
      if (lying) {
        figure.querySelector(".canvas").style.height = 6.5 + 2.4 * chart.labels.length + "rem";
      }
      Object.assign(config.options, {
        animation: false,
        maintainAspectRatio: false,
        plugins: {
          legend: {
            display: chart.series.length > 1,
            position: "bottom",
            labels: { color: tone("soft"), boxWidth: 12, boxHeight: 12 },
          },
        },
      });
      drawn.push(new Chart(figure.querySelector("canvas"), config));
    }
  }

  draw();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  addEventListener("beforeprint", () => {
    root.classList.add("printing");
    draw();
  });
  addEventListener("afterprint", () => {
    root.classList.remove("printing");
    draw();
  });

  // Origins: all at once, and the one that a link leads to.
  for (const [name, open] of [["open", true], ["close", false]]) {
    for (const button of document.querySelectorAll(`button[data-${name}]`)) {
      button.addEventListener("click", () => {
        for (const details of document.querySelectorAll(button.dataset[name] + " details")) {
          details.open = open;
        }
      });
    }
  }

  function follow() {
    const target = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    const origin = target && target.querySelector(":scope > details.origin");
    if (origin) {
      origin.open = true;
      origin.querySelector("summary").focus({ preventScroll: true });
      target.scrollIntoView();
    }
  }
  addEventListener("hashchange", follow);
  follow();

  // The list of lessons: words that are all there, in the lesson or in what stands behind it.
  const rows = [...document.querySelectorAll("#list > .row")].map((element) => {
    const line = element.dataset.in && document.getElementById(element.dataset.in.slice(1));
    return {
      element,
      text: (element.textContent + (line ? line.textContent : "")).toLowerCase(),
      status: element.dataset.status,
      runs: Number(element.dataset.runs),
    };
  });
  const query = document.getElementById("query");
  const status = document.getElementById("status");
  const least = document.getElementById("least");

  function narrow() {
    const words = query.value.toLowerCase().split(/\s+/).filter(Boolean);
    let found = 0;
    for (const row of rows) {
      const fits =
        (status.value === "" || row.status === status.value) &&
        row.runs >= (Number(least.value) || 0) &&
        words.every((word) => row.text.includes(word));
      row.element.hidden = !fits;
      found += fits ? 1 : 0;
    }
    document.getElementById("found").textContent =
      found === rows.length ? `${found} lessons` : `${found} of ${rows.length} lessons`;
  }

  for (const input of [query, status, least]) {
    input.addEventListener("input", narrow);
  }
  document.getElementById("filter").addEventListener("submit", (event) => event.preventDefault());
  narrow();
})();
