// A form of controls: tabs, a slider and a box for each number, the refusal of a value beside its box.
// What is typed or dragged goes to Python as text; Python decides what is valid. While a message is on its way, only
// the newest value of each control is kept.

// One message at a time: Python answers when all pictures of it have been sent. While a computation takes long the
// newest choice is sent all the same, and stops it.
function courier(model, el) {
  const me = Math.random().toString(36).slice(2); // several views of one form may be open
  let posts = 0;
  const open = new Set(); // messages that are not answered yet
  let waiting = {};
  const post = (message, buffers) => {
    const of = `${me}-${posts++}`;
    open.add(of);
    el.dataset.settled = "false"; // for tests and timings: what was asked for is not yet on the screen
    model.send({ ...message, of }, undefined, buffers);
  };
  const send = () => {
    if ((open.size > 0 && !model.get("running")) || Object.keys(waiting).length === 0) return;
    post({ type: "edit", edits: waiting });
    waiting = {};
  };
  model.on("msg:custom", (message) => {
    if (message.type !== "done" && message.type !== "shown") return;
    (message.of ?? []).forEach((of) => open.delete(of));
    if (message.type === "done" && open.size === 0) el.dataset.settled = "true";
    send();
  });
  model.on("change:running", send);
  const edit = (path, text) => {
    waiting[path] = text;
    send();
  };
  return { edit, post, hasNewer: (path) => path in waiting };
}

function nearest(stops, text) {
  const value = Number(text);
  if (text.trim() === "" || Number.isNaN(value)) return null;
  let best = 0;
  stops.forEach((stop, i) => {
    if (Math.abs(Number(stop) - value) < Math.abs(Number(stops[best]) - value)) best = i;
  });
  return best;
}

function withUnit(text, control) {
  return control.unit ? `${text} ${control.unit}` : text;
}

function numberInputs(control, id, edit) {
  const name = withUnit(control.label, { unit: control.unit && `(${control.unit})` });
  const range = element("input", {
    type: "range", min: 0, max: control.stops.length - 1, step: 1, "aria-label": name, "data-path": control.path,
    "aria-describedby": `${id}-help`,
  });
  const box = element("input", {
    type: "text", id, inputmode: "decimal", "aria-label": name, placeholder: control.optional && "none",
    autocomplete: "off", spellcheck: "false", "aria-describedby": `${id}-help`,
  });
  const say = (text) => range.setAttribute("aria-valuetext", text === "" ? "none" : withUnit(text, control));
  let exact = null; // what counts, where the box shows fewer digits
  range.addEventListener("input", () => {
    exact = null;
    box.value = control.stops[range.value];
    say(box.value);
    edit(control.path, box.value);
  });
  const shorten = (short) => {
    box.value = short;
    box.title = exact === null ? "" : `exactly ${exact}`;
  };
  let brief = "";
  // who goes into the box finds the exact value there, and leaving it as it is changes nothing
  box.addEventListener("focus", () => { if (exact !== null) box.value = exact; });
  box.addEventListener("blur", () => { if (exact !== null && box.value === exact) shorten(brief); });
  box.addEventListener("change", () => { if (box.value !== exact) edit(control.path, box.value); });
  const show = (text, short) => {
    exact = short === undefined ? null : text;
    brief = short ?? text;
    if (document.activeElement !== box) shorten(brief);
    const noLimit = control.optional && text === "";
    const at = noLimit ? control.stops.length - 1 : nearest(control.stops, text);
    if (at !== null && control.stops[range.value] !== text) range.value = at;
    say(brief);
  };
  return { nodes: [range, box], box, show };
}

function otherInput(control, id, edit) {
  const described = { id, "data-path": control.path, "aria-describedby": `${id}-help` };
  if (control.kind === "switch") {
    const box = element("input", { type: "checkbox", ...described });
    box.addEventListener("change", () => edit(control.path, String(box.checked)));
    return { nodes: [box], box, show: (text) => { box.checked = text === "true"; } };
  }
  if (control.kind === "choice") {
    const options = control.choices.map((choice) => element("option", { value: choice }, choice.replaceAll("_", " ")));
    const box = element("select", described, ...options);
    box.addEventListener("change", () => edit(control.path, box.value));
    const name = (texts) => {
      for (const option of options.filter((each) => each.value in texts)) option.textContent = texts[option.value];
    };
    return { nodes: [box], box, name, show: (text) => { box.value = text; } };
  }
  const box = element("input", { type: "text", ...described });
  box.addEventListener("change", () => edit(control.path, box.value));
  return { nodes: [box], box, show: (text) => { if (document.activeElement !== box) box.value = text; } };
}

function row(control, id, edit) {
  const make = { number: numberInputs, list: listInput }[control.kind] ?? otherInput;
  const inputs = make(control, id, edit);
  const unit = control.unit ? [element("span", { class: "archlib-unit" }, ` (${control.unit})`)] : [];
  const label = element("label", { for: id, title: control.help }, control.label, ...unit);
  const help = element("span", { id: `${id}-help`, class: "archlib-help archlib-hidden" }, control.help);
  const error = element("div", { class: "archlib-error", role: "alert", hidden: true });
  const node = element("div", { class: `archlib-control archlib-${control.kind}` }, label, ...inputs.nodes, help, error);
  // the help of what the keyboard is at lies over what stands below it, until Escape or the next control
  node.addEventListener("keydown", (event) => { if (event.key === "Escape") node.dataset.quiet = "true"; });
  node.addEventListener("focusout", () => delete node.dataset.quiet);
  const refuse = (text) => {
    error.textContent = text ?? "";
    error.hidden = !text;
    inputs.box.toggleAttribute("aria-invalid", Boolean(text));
    if (text) inputs.box.setAttribute("aria-invalid", "true");
  };
  return { node, show: inputs.show, name: inputs.name ?? (() => {}), refuse };
}

// what is fixed, to be read: a term and its words in each line
function told(facts) {
  if (facts.length === 0) return [];
  const lines = facts.flatMap(([term, words]) => [element("dt", {}, term), element("dd", {}, words)]);
  return [element("dl", { class: "archlib-facts" }, ...lines)];
}

function group(spec, rows) {
  if (spec.folded) {
    return element("details", { class: "archlib-group" }, element("summary", {}, spec.title), ...rows, ...told(spec.facts ?? []));
  }
  const title = spec.title ? [element("legend", {}, spec.title)] : [];
  return element("fieldset", { class: "archlib-group" }, ...title, ...rows);
}

function tabs(scenes, panels, prefix, chosen) {
  const buttons = scenes.map((scene, i) => element("button", {
    type: "button", role: "tab", id: `${prefix}-tab${i}`, "aria-controls": `${prefix}-panel${i}`,
  }, scene.title));
  const choose = (chosenNow) => {
    chosen.at = chosenNow;
    buttons.forEach((button, i) => {
      button.setAttribute("aria-selected", String(i === chosenNow));
      button.tabIndex = i === chosenNow ? 0 : -1;
      panels[i].hidden = i !== chosenNow;
    });
  };
  buttons.forEach((button, i) => {
    button.addEventListener("click", () => choose(i));
    button.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      choose((i + step + buttons.length) % buttons.length);
      buttons[chosen.at].focus();
      event.preventDefault();
    });
  });
  choose(Math.min(chosen.at, scenes.length - 1));
  return element("div", { role: "tablist", class: "archlib-tabs", hidden: scenes.length < 2 }, ...buttons);
}

function render({ model, el }) {
  const prefix = `archlib-form-${Math.random().toString(36).slice(2)}`; // each widget has a module of its own, so none can count
  const chosen = { at: 0 };
  const { edit, post, hasNewer } = courier(model, el);
  const fileError = element("div", { class: "archlib-error", role: "alert", hidden: true });
  const report = (text) => { fileError.textContent = text ?? ""; fileError.hidden = !text; };
  const status = element("div", { class: "archlib-status", role: "status" });
  const body = element("div", { class: "archlib-scenes" });
  let rows = {};

  // controls that follow a choice are made anew: where one was, and what was unfolded, stays as far as it is still there
  const keep = () => {
    const focused = body.contains(document.activeElement) ? document.activeElement : null;
    const selector = focused?.id ? `#${focused.id}` : focused?.dataset.path && `[data-path="${focused.dataset.path}"]`;
    const open = [...body.querySelectorAll("details[open] > summary")].map((summary) => summary.textContent);
    return () => {
      body.querySelectorAll("details").forEach((fold) => {
        fold.open = open.includes(fold.querySelector("summary").textContent);
      });
      if (selector) body.querySelector(selector)?.focus();
    };
  };
  const build = () => {
    const back = keep();
    rows = {};
    const scenes = model.get("scenes");
    const panels = scenes.map((scene, i) => element("div", {
      role: "tabpanel", id: `${prefix}-panel${i}`, "aria-labelledby": `${prefix}-tab${i}`,
    }, ...scene.groups.map((spec) => group(spec, spec.controls.map((control) => {
      const made = row(control, `${prefix}-${control.path.replaceAll(/[^a-zA-Z0-9_]/g, "-")}`, edit);
      rows[control.path] = made;
      return made.node;
    })))));
    body.replaceChildren(tabs(scenes, panels, prefix, chosen), ...panels);
    name();
    show();
    refuse();
    back();
  };
  const show = () => {
    const [brief, errors] = [model.get("brief"), model.get("errors")];
    for (const [path, text] of Object.entries(model.get("values"))) {
      if (!hasNewer(path)) rows[path]?.show(text, errors[path] ? undefined : brief[path]);
    }
  };
  const refuse = () => {
    const errors = model.get("errors");
    for (const [path, made] of Object.entries(rows)) made.refuse(errors[path]);
    report(errors.file);
  };
  const name = () => Object.values(rows).forEach((made) => made.name(model.get("options")));
  const tell = () => { status.textContent = model.get("status"); };

  el.classList.add("archlib-form");
  el.addEventListener("keydown", (event) => event.stopPropagation()); // arrow keys are the slider's, not JupyterLab's
  const buttons = element("div", { class: "archlib-actions" }, ...actions(model, post, report));
  const foot = element("div", { class: "archlib-foot" }, ...progressRow(model, post), status);
  el.replaceChildren(buttons, fileError, body, foot);
  build();
  tell();
  model.on("change:scenes", build);
  model.on("change:values", show);
  model.on("change:options", name);
  model.on("change:brief", show);
  model.on("change:errors", () => { refuse(); show(); }); // what is refused is shown as it was typed
  model.on("change:status", tell);
}

export default { render };
