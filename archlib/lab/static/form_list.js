// Part of the module of the form: a list of rows that can be added, changed and removed. The whole list is one text, as
// every other value of the form; Python decides whether it holds. Each input knows its place by a key, so that the focus
// stays where it was when the list is drawn anew.

function listInput(control, id, edit) {
  const { columns, empty, most } = control.list;
  const box = element("div", { class: "archlib-list", id, role: "group", tabindex: -1, "aria-label": control.label, "data-path": control.path });
  let rows = [];
  const send = (changed) => {
    rows = changed;
    draw();
    edit(control.path, rows.length ? JSON.stringify(rows) : "");
  };
  const cell = (i, j) => {
    const [heading, options] = columns[j];
    const attributes = { "data-key": `${i}-${j}`, "aria-label": `${heading}, row ${i + 1}` };
    const input = options.length
      ? element("select", attributes, ...options.map((text) => element("option", { value: text }, text)))
      : element("input", { type: "text", inputmode: "decimal", autocomplete: "off", spellcheck: "false", ...attributes });
    input.value = rows[i][j];
    input.addEventListener("change", () => send(rows.map((row, k) => (k === i ? row.with(j, input.value) : row))));
    return options.length ? input : element("label", {}, `${heading} `, input);
  };
  const button = (key, text, label, act, off) => {
    const made = element("button", { type: "button", "data-key": key, "aria-label": label, title: label, disabled: off }, text);
    made.addEventListener("click", act);
    return made;
  };
  const line = (i) => element("div", { class: "archlib-list-row", role: "group", "aria-label": `row ${i + 1}` },
    ...columns.map((_, j) => cell(i, j)),
    button(`${i}-remove`, "Remove", `Remove row ${i + 1}`, () => send(rows.toSpliced(i, 1))));
  const draw = () => {
    const focused = box.contains(document.activeElement) && document.activeElement.dataset.key;
    const add = button("add", `Add (${rows.length} of at most ${most})`, "Add a row, to be changed", () => send([...rows, empty]), rows.length >= most);
    box.replaceChildren(...rows.map((_, i) => line(i)), add);
    if (focused) (box.querySelector(`[data-key="${focused}"]`) ?? add).focus();
  };
  const show = (text) => {
    if (text === (rows.length ? JSON.stringify(rows) : "") && box.childElementCount) return;
    try {
      rows = text === "" ? [] : JSON.parse(text).map((row) => row.map(String));
    } catch {
      return; // what is no list was typed elsewhere, and its refusal stands below
    }
    draw();
  };
  return { nodes: [box], box, show };
}
