// A question in the page: inputs, buttons, the verdict, and what may be read after it. Python decides everything;
// the page hands over what was typed, as text, together with the button that was pressed.

const SVG = "http://www.w3.org/2000/svg";
let asks = 0;

function filled(made, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== null && value !== false) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children);
  return made;
}
const element = (tag, attributes = {}, ...children) => filled(document.createElement(tag), attributes, children);
const drawn = (tag, attributes = {}, ...children) => filled(document.createElementNS(SVG, tag), attributes, children);

// `code` and **bold** only; everything else is text and never becomes markup
function marked(text) {
  return text.split(/(`[^`]+`|\*\*[^*]+\*\*)/).filter(Boolean).map((part) => {
    if (part.startsWith("`") && part.length > 2) return element("code", {}, part.slice(1, -1));
    if (part.startsWith("**") && part.length > 4) return element("strong", {}, part.slice(2, -2));
    return part;
  });
}
const paragraphs = (text) => text.split(/\n\n+/).map((part) => element("p", {}, ...marked(part)));

function numberInput(spec, id, values, change) {
  const name = spec.unit ? `${spec.label} (${spec.unit})` : spec.label;
  const box = element("input", {
    type: "text", id, inputmode: "decimal", autocomplete: "off", spellcheck: "false", "data-key": spec.key,
    "aria-label": name, disabled: spec.disabled, class: "archlib-ask-number",
  });
  box.value = values[spec.key] ?? "";
  const unit = spec.unit ? [element("span", { class: "archlib-ask-unit" }, spec.unit)] : [];
  const label = element("label", { for: id }, ...marked(spec.label));
  const inputs = [box, ...unit];
  let range = null;
  const nearest = () => {
    const value = Number(box.value.replaceAll(",", ""));
    if (box.value.trim() === "" || Number.isNaN(value)) return;
    let best = 0;
    spec.stops.forEach((stop, i) => { if (Math.abs(stop - value) < Math.abs(spec.stops[best] - value)) best = i; });
    range.value = best;
    range.setAttribute("aria-valuetext", `${box.value} ${spec.unit ?? ""}`);
  };
  if (spec.stops?.length) {
    range = element("input", {
      type: "range", min: 0, max: spec.stops.length - 1, step: 1, "aria-label": `${name}, slider`,
      "data-key": `${spec.key}-slider`, disabled: spec.disabled,
    });
    range.value = Math.floor((spec.stops.length - 1) / 2);
    range.setAttribute("aria-valuetext", "not set yet");
    nearest();
    range.addEventListener("input", () => {
      box.value = spec.stops[range.value];
      range.setAttribute("aria-valuetext", `${box.value} ${spec.unit ?? ""}`);
      change(spec.key, box.value);
    });
    inputs.unshift(range);
  }
  box.addEventListener("input", () => { if (range) nearest(); change(spec.key, box.value); });
  return element("div", { class: "archlib-ask-row" }, label, element("div", { class: "archlib-ask-line" }, ...inputs));
}

function choiceInput(spec, id, values, change) {
  const options = spec.choices.map((choice, i) => {
    const dot = element("input", {
      type: "radio", name: id, id: `${id}-${i}`, value: choice, disabled: spec.disabled, "data-key": `${spec.key}-${i}`,
    });
    dot.checked = values[spec.key] === choice;
    dot.addEventListener("change", () => change(spec.key, choice));
    return element("label", { class: "archlib-ask-option" }, dot, element("span", {}, ...marked(choice)));
  });
  return element("fieldset", { class: spec.choices.every((choice) => choice.length < 8) ? "archlib-ask-choice archlib-ask-short" : "archlib-ask-choice" }, element("legend", {}, ...marked(spec.label)), ...options);
}

function selectInput(spec, id, values, change) {
  const options = spec.choices.map((choice) => element("option", { value: choice }, choice));
  const box = element("select", { id, "data-key": spec.key, disabled: spec.disabled }, ...options);
  box.value = values[spec.key] ?? spec.choices[0];
  box.addEventListener("change", () => change(spec.key, box.value));
  return element("div", { class: "archlib-ask-row" }, element("label", { for: id }, ...marked(spec.label)), box);
}

function textInput(spec, id, values, change) {
  const box = element("input", {
    type: "text", id, maxlength: 300, "data-key": spec.key, disabled: spec.disabled, class: "archlib-ask-text",
    placeholder: spec.placeholder,
  });
  box.value = values[spec.key] ?? "";
  box.addEventListener("input", () => change(spec.key, box.value));
  return element("div", { class: "archlib-ask-row" }, element("label", { for: id }, ...marked(spec.label)), box);
}

// --- a curve: one point to drag at each x ---

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

function axes(spec, at) {
  const bottom = PLOT.height - PLOT.bottom;
  const lines = [0, 0.25, 0.5, 0.75, 1].flatMap((share) => {
    const y = at.y(at.value(share));
    return [
      drawn("line", { x1: PLOT.left, x2: PLOT.width - PLOT.right, y1: y, y2: y, class: "archlib-curve-grid" }),
      drawn("text", { x: PLOT.left - 8, y: y + 4, "text-anchor": "end" }, short(at.value(share))),
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

// --- what may be read ---

function table(spec) {
  const head = element("tr", {}, ...spec.columns.map((name) => element("th", { scope: "col" }, name)));
  const rows = spec.rows.map(([name, ...rest]) => element("tr", {}, element("th", { scope: "row" }, name), ...rest.map((text) => element("td", {}, text))));
  const title = spec.title ? [element("caption", {}, spec.title)] : [];
  return element("table", {}, ...title, element("thead", {}, head), element("tbody", {}, ...rows));
}

function part(spec) {
  if (spec.kind === "table") return element("div", { class: "archlib-ask-table" }, table(spec));
  if (spec.kind === "list") return element("ol", {}, ...spec.items.map((item) => element("li", {}, ...marked(item))));
  return element("div", { class: `archlib-ask-${spec.look ?? "plain"}` }, ...paragraphs(spec.text));
}

// what JupyterLab's page says of itself
function page() {
  try {
    const config = JSON.parse(document.getElementById("jupyter-config-data")?.textContent ?? "{}");
    return { jupyterlab: config.appVersion ?? "", extensions: (config.federated_extensions ?? []).map((each) => each.name) };
  } catch {
    return { jupyterlab: "", extensions: [] };
  }
}

const INPUTS = { number: numberInput, choice: choiceInput, select: selectInput, text: textInput, curve: curveInput };

function render({ model, el }) {
  const prefix = `archlib-ask${asks++}`;
  const values = {};
  const boxes = Object.fromEntries(["head", "above", "inputs", "actions", "below", "more"].map((name) => [name, element("div", { class: `archlib-ask-${name}` })]));
  const status = element("div", { class: "archlib-ask-status", role: "status" });
  const shown = {};

  const newer = new Set(); // what has been typed since the last button; an answer on its way does not undo it
  const post = (name) => {
    newer.clear();
    el.dataset.settled = "false"; // for tests: what was asked for is not yet on the screen
    model.send({ type: "action", name, values: { ...values } });
  };
  const change = (key, text) => {
    values[key] = text;
    newer.add(key);
  };
  const input = (spec, i) => {
    const made = INPUTS[spec.kind](spec, `${prefix}-${i}`, values, change);
    if (spec.enter) {
      made.addEventListener("keydown", (event) => {
        if (event.key === "Enter" && event.target.tagName === "INPUT" && event.target.type === "text") post(spec.enter);
      });
    }
    return made;
  };
  const button = (spec) => {
    const made = element("button", { type: "button", disabled: spec.disabled, title: spec.help, "data-key": `button-${spec.name}`, class: spec.main && "archlib-ask-main" }, spec.text);
    made.addEventListener("click", () => post(spec.name));
    return made;
  };
  const makers = {
    head: (view) => [element("h4", {}, view.title), ...paragraphs(view.question), ...view.notes.map((note) => element("p", { class: "archlib-ask-note" }, ...marked(note)))],
    above: (view) => view.above.map(part),
    inputs: (view) => view.inputs.map(input),
    actions: (view) => view.actions.map(button),
    below: (view) => view.below.map(part),
    more: (view) => [...view.more.inputs.map((spec, i) => input(spec, 100 + i)), ...view.more.actions.map(button)],
  };

  const draw = () => {
    const view = model.get("view");
    const active = el.contains(document.activeElement) ? document.activeElement.getAttribute("data-key") : null;
    for (const [key, text] of Object.entries(view.values ?? {})) if (!newer.has(key)) values[key] = text;
    for (const [name, make] of Object.entries(makers)) {
      const now = JSON.stringify([view[name] ?? [view.title, view.question, view.notes], name === "inputs" || name === "more" ? view.values : 0]);
      if (shown[name] === now) continue; // what stays keeps its focus and its place
      shown[name] = now;
      boxes[name].replaceChildren(...make(view));
    }
    status.className = `archlib-ask-status archlib-ask-${view.tone}`;
    if (status.textContent !== view.status) status.replaceChildren(...marked(view.status));
    el.setAttribute("aria-label", view.title);
    el.dataset.settled = "true";
    const lost = active && !el.contains(document.activeElement);
    // a button that is locked now hands its focus to the one that is next
    if (lost) (el.querySelector(`[data-key="${active}"]:not([disabled])`) ?? el.querySelector(".archlib-ask-main:not([disabled])") ?? status).focus();
  };

  status.tabIndex = -1; // takes the focus of a button that has gone
  el.classList.add("archlib-ask");
  el.setAttribute("role", "group");
  el.addEventListener("keydown", (event) => event.stopPropagation()); // keys pressed here are not JupyterLab's
  el.replaceChildren(boxes.head, boxes.above, boxes.inputs, boxes.actions, status, boxes.below, boxes.more);
  draw();
  model.send({ type: "page", ...page() }); // the doctor listens: a page that says this has working widgets
  model.on("change:view", draw);
  model.on("msg:custom", (message) => { if (message.type === "done") el.dataset.settled = "true"; });
}

export default { render };
