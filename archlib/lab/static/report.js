// Draws the pictures of a report on the page's paper, light or dark, and on white when it is printed.
(() => {
  "use strict";
  const root = document.documentElement;
  root.classList.add("js");
  const drawn = JSON.parse(document.getElementById("drawn").textContent);
  const plots = [...document.querySelectorAll(".plot")];
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const PRINT_PX = 680; // about the width of a page of A4 within its margins

  async function draw(plot, isDark, width) {
    const picture = drawn[plot.dataset.picture];
    // plotly writes into what it is given, and each drawing begins from the same
    const layout = themed(structuredClone(picture.layout), isDark);
    const data = inked(structuredClone(picture.data), layout.font.color);
    const settings = { displaylogo: false, showSendToCloud: false, doubleClick: "reset", responsive: true,
      modeBarButtonsToRemove: ["select2d", "lasso2d", "autoScale2d"] };
    await Plotly.react(plot, data, width ? { ...layout, width } : { ...layout, autosize: true }, settings);
    name(plot, picture.name);
    plot.dataset.drawn = isDark ? "dark" : "light";
  }

  const drawAll = (isDark, width) => Promise.all(plots.map((plot) => draw(plot, isDark, width)));
  drawAll(dark.matches);
  dark.addEventListener("change", () => drawAll(dark.matches));
  addEventListener("beforeprint", () => {
    for (const fold of document.querySelectorAll("details")) fold.open = true; // paper cannot be unfolded
    drawAll(false, PRINT_PX);
  });
  addEventListener("afterprint", () => drawAll(dark.matches));

  const said = document.getElementById("copied");
  document.getElementById("copy").addEventListener("click", async () => {
    const json = document.getElementById("json");
    try {
      await navigator.clipboard.writeText(json.textContent);
      said.textContent = "Copied.";
    } catch {
      getSelection().selectAllChildren(json); // where a page may not write: one key is left to press
      said.textContent = "Selected: press Ctrl+C (on a Mac Cmd+C).";
    }
  });
})();
