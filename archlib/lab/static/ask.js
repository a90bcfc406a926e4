// A question in the page: inputs, buttons, the verdict, and what may be read after it. Python decides everything;
// the page hands over what was typed, as text, together with the button that was pressed.
// archlib.lab.ask joins it with ask_words.js and ask_curve.js, which stand before it, into one module.

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

const INPUTS = { number: numberInput, choice: choiceInput, select: selectInput, text: textInput, curve: curveInput };

function render({ model, el }) {
  const prefix = `archlib-ask-${Math.random().toString(36).slice(2)}`; // each widget has a module of its own, so none can count
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
    head: (view) => [element(`h${view.level}`, {}, view.title), ...paragraphs(view.question), ...view.notes.map((note) => element("p", { class: "archlib-ask-note" }, ...marked(note)))],
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
      const now = JSON.stringify([view[name] ?? [view.level, view.title, view.question, view.notes], name === "inputs" || name === "more" ? view.values : 0]);
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
  if (typeof examined === "function") examined(model); // the doctor's own script stands before this one
  model.on("change:view", draw);
  model.on("msg:custom", (message) => { if (message.type === "done") el.dataset.settled = "true"; });
}

export default { render };
