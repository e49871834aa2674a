// Draws the plots of a page; without this file their numbers stand there as tables.
const drawn = new Map();
const widths = new ResizeObserver((seen) => seen.forEach(({ target }) => drawn.get(target)?.resize()));

function ink(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

function axis(given = {}) {
  return {
    ...given,
    axisLine: { lineStyle: { color: ink("--rule-2") } },
    axisTick: { show: false },
    axisLabel: { color: ink("--ink-3"), ...(given.axisLabel ?? {}) },
    splitLine: { lineStyle: { color: ink("--rule") } },
  };
}

function dressed(option) {
  const many = (value) => (Array.isArray(value) ? value.map(axis) : value && axis(value));
  const motion = !window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  return {
    color: ["--act", "--met", "--ink-3", "--note", "--late"].map(ink),
    animation: motion,
    animationDuration: 240,
    grid: { left: 8, right: 8, top: 32, bottom: 8, outerBoundsMode: "same", outerBoundsContain: "axisLabel" },
    textStyle: { fontFamily: ink("--font"), color: ink("--ink-2") },
    ...option,
    legend: option.legend && { textStyle: { color: ink("--ink-2") }, icon: "roundRect", ...option.legend },
    tooltip: {
      trigger: "axis",
      renderMode: "richText",
      backgroundColor: ink("--sheet"),
      borderColor: ink("--rule-2"),
      textStyle: { color: ink("--ink") },
      ...option.tooltip,
    },
    xAxis: many(option.xAxis),
    yAxis: many(option.yAxis),
  };
}

function draw(figure) {
  const option = JSON.parse(document.getElementById(figure.dataset.chart).textContent);
  const canvas = figure.querySelector(".chart-canvas");
  canvas.hidden = false;
  drawn.get(figure)?.dispose();
  const chart = window.echarts.init(canvas);
  chart.setOption(dressed(option));
  drawn.set(figure, chart);
  widths.observe(figure);
}

function start() {
  for (const figure of document.querySelectorAll("figure[data-chart]")) {
    draw(figure);
    figure.querySelector(".chart-numbers").open = false;
  }
}

if (window.echarts) start();
document.addEventListener("lvzhi:theme", () => drawn.forEach((_chart, figure) => draw(figure)));
window.addEventListener("beforeprint", () => drawn.forEach((chart) => chart.resize()));
