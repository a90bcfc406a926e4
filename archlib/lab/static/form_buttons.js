// Part of the module of the form: its buttons, a file of one's own, and all that is chosen as text.

function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children);
  return made;
}

function fileButton(post, action, report) {
  const input = element("input", { type: "file", accept: action.accept, hidden: true, "aria-label": action.text });
  const button = element("button", { type: "button", title: action.help }, action.text);
  button.addEventListener("click", () => input.click());
  input.addEventListener("change", async () => {
    const file = input.files[0];
    if (!file) return;
    if (file.size > action.most_bytes) {
      report(`${file.name} has ${file.size} bytes; a page takes ${action.most_bytes}. Read it in a cell: ${action.instead}`);
    } else {
      post({ type: "file", name: file.name }, [await file.arrayBuffer()]);
    }
    input.value = "";
  });
  return element("span", {}, button, input);
}

// All that is chosen as text: Copy fills the box, and the clipboard where the page may; Use takes what stands in it.
function pasteBox(model, post, action) {
  const box = element("textarea", { rows: 6, spellcheck: "false", "aria-label": "what is chosen here, as text" });
  const copy = element("button", { type: "button", "data-action": "copy" }, "Copy");
  const use = element("button", { type: "button", "data-action": "paste" }, "Use this text");
  const said = element("span", { role: "status", class: "archlib-status" });
  const error = element("div", { class: "archlib-error", role: "alert", hidden: true });
  let asked = false;
  const fill = () => {
    if (!asked) return;
    asked = false;
    box.value = model.get("copied");
    box.select();
    const done = () => { said.textContent = "copied"; };
    const byHand = () => { said.textContent = "selected: press Ctrl+C or Cmd+C"; };
    if (navigator.clipboard) navigator.clipboard.writeText(box.value).then(done, byHand);
    else byHand();
  };
  copy.addEventListener("click", () => {
    asked = true;
    post({ type: "action", name: "copy" });
  });
  use.addEventListener("click", () => {
    said.textContent = "";
    post({ type: "paste", text: box.value });
  });
  model.on("msg:custom", (message) => { if (message.type === "copied") fill(); });
  const refuse = () => {
    const text = model.get("errors").paste;
    error.textContent = text ?? "";
    error.hidden = !text;
  };
  model.on("change:errors", refuse);
  return element("details", { class: "archlib-paste" },
    element("summary", { title: action.help }, action.text), box, copy, use, said, error);
}

function actions(model, post, report) {
  return model.get("actions").map((action) => {
    if (action.kind === "file") return fileButton(post, action, report);
    if (action.kind === "paste") return pasteBox(model, post, action);
    const button = element("button", { type: "button", title: action.help, "data-action": action.name }, action.text);
    button.addEventListener("click", () => post({ type: "action", name: action.name }));
    return button;
  });
}
