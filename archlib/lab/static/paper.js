// Part of the module of a picture, and of a report's script: a plotly figure on the page's paper, light or dark.

function themed(layout, dark) {
  const lines = dark ? "#4a4a4a" : "#e0e0e0";
  const axis = { gridcolor: lines, linecolor: lines, zerolinecolor: lines };
  const font = { color: dark ? "#e0e0e0" : "#222222", ...layout.font };
  const made = {
    ...layout,
    font,
    hoverlabel: { bgcolor: dark ? "#2b2b2b" : "#ffffff", font: { color: font.color } },
    paper_bgcolor: "rgba(0,0,0,0)",
    plot_bgcolor: "rgba(0,0,0,0)",
  };
  const others = Object.keys(layout).filter((key) => /^[xy]axis\d+$/.test(key));
  for (const key of ["xaxis", "yaxis", ...others]) made[key] = { ...axis, ...layout[key] };
  return made;
}

// "ink" stands for the colour of text on this paper.
function inked(data, color) {
  return data.map((trace) => (
    trace.insidetextfont?.color === "ink" ? { ...trace, insidetextfont: { ...trace.insidetextfont, color } } : trace
  ));
}

// The drawing is one image to those who hear it; the buttons beside it stay buttons.
function name(plot, words) {
  const [drawing, ...others] = plot.querySelectorAll(".main-svg");
  drawing?.setAttribute("role", "img");
  drawing?.setAttribute("aria-label", words);
  for (const other of others) other.setAttribute("aria-hidden", "true");
}
