// Part of the module of a picture: where only marks differ, axes and legend stay, which are most of the work.

const MARKS = new Set(["x", "y", "base", "text", "customdata", "hovertext", "hovertemplate"]); // the rest is its look
const MOVING = new Set(["scatter", "bar"]); // kinds whose marks plotly draws without the axes

// All of a picture but its marks, as text; nothing where it cannot be drawn without the axes.
function still(data, layout) {
  const axes = Object.keys(layout).filter((key) => /^[xy]axis\d*$/.test(key));
  if (!axes.every((key) => layout[key].range) || !data.every((trace) => MOVING.has(trace.type))) return null;
  // a bar that is new would have no colour; close to others (packed arrays), bars would not be rounded to pixels
  const bars = (trace) => (trace.type === "bar" ? trace.x.length : 0);
  if (data.some((trace) => bars(trace) === undefined)) return null;
  const look = (trace) => Object.fromEntries(Object.entries(trace).filter(([key]) => !MARKS.has(key)));
  return JSON.stringify([data.map(look), data.map(bars), layout]);
}

const AT_ONCE = { mode: "immediate", frame: { duration: 0, redraw: false }, transition: { duration: 0 } };

// An animation that takes no time is plotly's way to draw marks only. They are drawn while it begins; its end is told
// some 20 ms later, and never if another one begins meanwhile. One that has not begun by then has nothing left to do.
function move(Plotly, plot, data) {
  plot.data = data;
  const all = { data: data.map(() => ({})), traces: data.map((_, i) => i) };
  return new Promise((resolve, reject) => {
    plot.once("plotly_transitioning", () => queueMicrotask(resolve));
    Plotly.animate(plot, all, AT_ONCE).catch((error) => (error === undefined ? resolve() : reject(error)));
  });
}
