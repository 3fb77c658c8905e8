// 瀑布图：a bar hangs between two sums. The figures stand in the page as JSON; the table below the picture says the same.
(function () {
  "use strict";
  const place = document.getElementById("waterfall");
  const said = document.getElementById("waterfall-data");
  if (!place || !said || !window.echarts) return;
  const bars = JSON.parse(said.textContent);
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(name).trim();
  const wan = (fen) => (fen / 1e6).toLocaleString("zh-CN", { maximumFractionDigits: 2 });
  const paint = (at) => colour(bars[at].hangs ? "--attention" : at === bars.length - 1 ? "--ink-3" : "--accent");
  const chart = window.echarts.init(place, null, { renderer: "svg" });
  chart.setOption({
    animation: false,
    aria: { enabled: false },
    grid: { left: 16, right: 16, top: 28, bottom: 8, containLabel: true },
    xAxis: { type: "category", data: bars.map((bar) => bar.words), axisTick: { show: false }, axisLabel: { color: colour("--ink-2"), interval: 0 } },
    yAxis: { type: "value", axisLabel: { color: colour("--ink-3"), formatter: (fen) => wan(fen) }, splitLine: { lineStyle: { color: colour("--line") } } },
    series: [
      { type: "bar", stack: "sum", silent: true, itemStyle: { color: "transparent" }, data: bars.map((bar) => bar.from) },
      {
        type: "bar", stack: "sum", barWidth: "55%",
        data: bars.map((bar, at) => ({ value: bar.to - bar.from, itemStyle: { color: paint(at), decal: bar.hangs ? { symbol: "rect", dashArrayX: [1, 0], dashArrayY: [2, 4], rotation: -0.7, color: "rgba(255,255,255,.45)" } : null } })),
        label: { show: true, position: "top", color: colour("--ink"), formatter: (point) => wan(bars[point.dataIndex].to - bars[point.dataIndex].from) },
      },
    ],
  });
  window.addEventListener("resize", () => chart.resize());
  window.addEventListener("beforeprint", () => chart.resize());
})();
