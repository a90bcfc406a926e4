// Rules to be written: a text box for each consumer, and the matrix of who is told what. Python reads and matches.

function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

const PAUSE_MS = 250; // after the last key, before what was typed is read

function rule(spec, id, write) {
  const box = element("textarea", {
    id, rows: 3, spellcheck: "false", autocomplete: "off", "aria-describedby": `${id}-wish ${id}-verdict`,
  });
  box.value = spec.text;
  let timer;
  box.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => write(spec.consumer, box.value), PAUSE_MS);
  });
  // keys of the notebook must not act on what is typed here
  box.addEventListener("keydown", (event) => { if (event.key !== "Escape" && event.key !== "Tab") event.stopPropagation(); });
  const mark = element("span", { class: "archlib-rules-mark", "aria-hidden": "true" });
  const verdict = element("div", { id: `${id}-verdict`, class: "archlib-rules-verdict", role: "status" });
  const hint = element("details", {}, element("summary", {}, "hint"), spec.hint);
  const node = element("div", { class: "archlib-rules-rule", "data-consumer": spec.consumer },
    element("div", { class: "archlib-rules-head" }, mark, element("label", { for: id }, spec.consumer), hint),
    element("div", { id: `${id}-wish`, class: "archlib-rules-wish" }, `wishes for ${spec.wish}`), box, verdict);
  const show = (now, whole) => {
    if (whole) clearTimeout(timer);
    if (whole || document.activeElement !== box) box.value = now.text;
    mark.textContent = now.right ? "✓" : now.error ? "✗" : "…";
    node.dataset.state = now.right ? "right" : now.error ? "refused" : "open";
    box.setAttribute("aria-invalid", String(now.error));
    verdict.textContent = now.verdict;
  };
  return { node, show };
}

function matrix(board, choose) {
  const heads = board.rules.map((one) => element("th", { scope: "col" }, one.consumer));
  const rows = board.rows.map((row, i) => {
    const name = element("button", { type: "button", title: "show one of these events" }, row.name);
    name.addEventListener("click", () => choose(i));
    const cells = row.cells.map(() => element("td", {}));
    const node = element("tr", {}, element("th", { scope: "row" }, name), element("td", { class: "archlib-rules-by" }, row.origin),
      element("td", {}, String(row.events)), ...cells);
    return { node, name, cells };
  });
  const table = element("table", {},
    element("caption", {}, "Events of the run, and how many of them are delivered to whom"),
    element("thead", {}, element("tr", {}, element("th", { scope: "col" }, "event"), element("th", { scope: "col" }, "told by"),
      element("th", { scope: "col" }, "events"), ...heads)),
    element("tbody", {}, ...rows.map((row) => row.node)));
  const show = (now, chosen) => rows.forEach((row, i) => {
    row.name.setAttribute("aria-pressed", String(i === chosen));
    row.cells.forEach((cell, k) => {
      const { told, state, mark, words } = now.rows[i].cells[k];
      cell.dataset.state = state;
      cell.title = `${now.rules[k].consumer}: ${words}`;
      cell.replaceChildren(element("span", { "aria-hidden": "true" }, told || state === "missed" ? `${told} ${mark}` : mark),
        element("span", { class: "archlib-rules-hidden" }, words));
    });
  });
  return { node: table, show };
}

function render({ model, el }) {
  el.classList.add("archlib-rules");
  const prefix = `archlib-rules-${Math.random().toString(36).slice(2)}`;
  const board = model.get("board");
  let chosen = 0;
  let resets = board.resets; // a new one drops what is being typed
  const write = (consumer, text) => model.send({ type: "write", consumer, text });
  const rules = board.rules.map((spec, i) => rule(spec, `${prefix}-${i}`, write));
  const table = matrix(board, (i) => { chosen = i; show(); });
  const said = element("p", { class: "archlib-rules-said", role: "status", "aria-live": "polite" });
  const body = element("pre", { tabindex: "0", "aria-label": "an event of the chosen kind" });
  const bodyTitle = element("b", {});
  const change = element("input", { type: "checkbox", id: `${prefix}-renamed` });
  change.addEventListener("change", () => model.send({ type: "rename", on: change.checked }));
  const reset = element("button", { type: "button" }, "Reset");
  reset.addEventListener("click", () => model.send({ type: "reset" }));
  const bar = element("div", { class: "archlib-rules-bar" }, change,
    element("label", { for: change.id }, "a producer renames the field ", element("code", {}, "master_gb"), " to ", element("code", {}, "size_gb")), reset);
  const show = () => {
    const now = model.get("board");
    rules.forEach((one, i) => one.show(now.rules[i], now.resets !== resets));
    resets = now.resets;
    el.dataset.resets = resets; // for tests
    table.show(now, chosen);
    change.checked = now.renamed;
    said.textContent = now.said;
    bodyTitle.textContent = `One of them: ${now.rows[chosen].name}`;
    body.textContent = now.rows[chosen].body;
  };
  el.replaceChildren(bar, said,
    element("div", { class: "archlib-rules-list" }, ...rules.map((one) => one.node)),
    element("div", { class: "archlib-rules-table", tabindex: "0", role: "group", "aria-label": "Who is told of what" }, table.node),
    element("div", { class: "archlib-rules-body" }, bodyTitle, body));
  model.on("change:board", show);
  show();
  return () => model.off("change:board", show);
}

export default { render };
