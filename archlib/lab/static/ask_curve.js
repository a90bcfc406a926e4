// Part of the module of questions: a curve to be sketched, one point to drag at each x.

const PLOT = { width: 560, height: 300, left: 70, right: 20, top: 36, bottom: 52 };

function scale(spec) {
  const { low, high, log } = spec;
  const to = (y) => (log ? (Math.log(y) - Math.log(low)) / (Math.log(high) - Math.log(low)) : (y - low) / (high - low));
  const from = (share) => (log ? low * (high / low) ** share : low + share * (high - low));
  const tall = PLOT.height - PLOT.top - PLOT.bottom;
  const wide = PLOT.width - PLOT.left - PLOT.right;
  const clamp = (share) => Math.min(1, Math.max(0, share));
  return {
    x: (i) => PLOT.left + (spec.x.length === 1 ? wide / 2 : (wide * i) / (spec.x.length - 1)),
    y: (value) => PLOT.top + tall * (1 - clamp(to(value))),
    share: (value) => clamp(to(value)),
    value: (share) => Number(from(clamp(share)).toPrecision(3)),
    shareAt: (pixel) => clamp(1 - (pixel - PLOT.top) / tall),
  };
}

const short = (value) => (value === null ? "" : Number(value.toPrecision(3)).toLocaleString("en", { maximumFractionDigits: 6 }));

// round values: powers of ten where the axis is logarithmic
function ticks(spec, at) {
  if (!spec.log) return [0, 0.25, 0.5, 0.75, 1].map(at.value);
  const first = Math.ceil(Math.log10(spec.low) - 1e-9);
  const last = Math.floor(Math.log10(spec.high) + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => Number(`1e${first + i}`));
}

function axes(spec, at) {
  const bottom = PLOT.height - PLOT.bottom;
  const lines = ticks(spec, at).flatMap((value) => {
    const y = at.y(value);
    return [
      drawn("line", { x1: PLOT.left, x2: PLOT.width - PLOT.right, y1: y, y2: y, class: "archlib-curve-grid" }),
      drawn("text", { x: PLOT.left - 12, y: y + 4, "text-anchor": "end" }, short(value)),
    ];
  });
  const names = spec.x.map((x, i) => drawn("text", { x: at.x(i), y: bottom + 18, "text-anchor": "middle" }, short(x)));
  const titles = [
    drawn("text", { x: (PLOT.left + PLOT.width) / 2, y: PLOT.height - 10, "text-anchor": "middle" }, spec.x_title),
    drawn("text", { x: 4, y: 16 }, spec.y_title),
  ];
  return drawn("g", { "aria-hidden": "true", class: "archlib-curve-axes" }, ...lines, ...names, ...titles);
}

function path(at, ys) {
  const points = ys.map((y, i) => (y === null ? null : `${at.x(i)},${at.y(y)}`)).filter(Boolean);
  return points.join(" ");
}

function curveInput(spec, id, values, change) {
  const at = scale(spec);
  const ys = String(values[spec.key] ?? "").split(" ").filter(Boolean).map(Number);
  const sketched = drawn("polyline", { class: "archlib-curve-sketch" });
  const tell = () => { sketched.setAttribute("points", path(at, ys)); change(spec.key, ys.join(" ")); };
  const points = spec.x.map((x, i) => drawn("circle", {
    r: 9, cx: at.x(i), class: "archlib-curve-point", role: "slider", tabindex: spec.disabled ? -1 : 0,
    "aria-label": `${spec.y_title} at ${spec.x_title} ${short(x)}`, "aria-valuemin": spec.low, "aria-valuemax": spec.high,
    "aria-orientation": "vertical", "aria-disabled": String(Boolean(spec.disabled)), "data-key": `${spec.key}-${i}`,
  }));
  const place = (i, share) => {
    ys[i] = at.value(share);
    points[i].setAttribute("cy", at.y(ys[i]));
    points[i].setAttribute("aria-valuenow", ys[i]);
    points[i].setAttribute("aria-valuetext", short(ys[i]));
  };
  spec.x.forEach((_, i) => place(i, at.share(ys[i])));
  sketched.setAttribute("points", path(at, ys));
  const picture = drawn("svg", {
    viewBox: `0 0 ${PLOT.width} ${PLOT.height}`, class: "archlib-curve", role: "group", "aria-label": spec.label,
  }, axes(spec, at));
  const said = [];
  for (const line of spec.lines ?? []) {
    picture.append(drawn("polyline", { points: path(at, line.y), class: `archlib-curve-line archlib-curve-${line.look}` }));
    line.y.forEach((y, i) => {
      if (y === null) return;
      const dot = { x: at.x(i) - 4, y: at.y(y) - 4, width: 8, height: 8, class: `archlib-curve-dot archlib-curve-${line.look}` };
      if (line.look === "simulated") picture.append(drawn("rect", dot));
    });
    said.push(element("span", { class: "archlib-curve-key" }, element("span", { class: `archlib-curve-swatch archlib-curve-${line.look}` }), line.name));
  }
  if (said.length) said.unshift(element("span", { class: "archlib-curve-key" }, element("span", { class: "archlib-curve-swatch archlib-curve-yours" }), "your bet"));
  picture.append(sketched, ...points);
  if (!spec.disabled) listen(picture, points, at, ys, place, tell);
  const help = spec.disabled ? [] : [element("p", { class: "archlib-ask-note" }, "Drag the points, or move each with the arrow keys (up and down; with Shift in larger steps; left and right to the next point).")];
  return element("div", { class: "archlib-ask-row" }, element("div", {}, ...marked(spec.label)), picture, element("div", { class: "archlib-curve-keys" }, ...said), ...help);
}

function listen(picture, points, at, ys, place, tell) {
  points.forEach((point, i) => {
    point.addEventListener("keydown", (event) => {
      const step = { ArrowUp: 1, ArrowDown: -1 }[event.key];
      const side = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (step) place(i, at.share(ys[i]) + step * (event.shiftKey ? 0.1 : 0.02));
      else if (event.key === "Home") place(i, 0);
      else if (event.key === "End") place(i, 1);
      else if (side) points[i + side]?.focus();
      else return;
      event.preventDefault();
      if (!side) tell();
    });
    point.addEventListener("pointerdown", (event) => { point.setPointerCapture(event.pointerId); event.preventDefault(); point.focus(); });
    point.addEventListener("pointermove", (event) => {
      if (!point.hasPointerCapture(event.pointerId)) return;
      const box = picture.getBoundingClientRect();
      place(i, at.shareAt(((event.clientY - box.top) * PLOT.height) / box.height));
      tell();
    });
  });
}
