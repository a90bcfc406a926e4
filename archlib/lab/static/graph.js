// A graph of services that the learner edits: the drawing above, the refusal or what it comes to below, then the lists.
// Every edit goes to Python, which decides what holds.

function facts(told) {
  const cells = (row, tag) => element("tr", {}, ...row.map((words) => element(tag, tag === "th" ? { scope: "col" } : {}, words)));
  return element("table", {}, element("thead", {}, cells(told.columns, "th")), element("tbody", {}, ...told.rows.map((row) => cells(row, "td"))));
}

function render({ model, el }) {
  el.classList.add("archlib-graph", "archlib-drawing");
  const send = (message) => {
    el.dataset.settled = "false"; // for tests: what was asked for is not yet on the screen
    model.send(message);
  };
  const stage = element("div", { class: "archlib-stage", tabindex: "0", role: "group", "aria-label": "drawing of the graph" });
  const old = element("div", { class: "archlib-graph-old" });
  const error = element("div", { class: "archlib-graph-error", role: "alert" });
  const said = element("p", { class: "archlib-graph-said", role: "status" });
  const scrolls = { tabindex: "0", role: "group", "aria-label": "The system in numbers" }; // by keyboard too
  const numbers = element("div", { class: "archlib-graph-numbers", ...scrolls });
  const lists = element("div", { class: "archlib-graph-lists" });
  const bar = element("div");

  const show = () => {
    const told = model.get("told");
    const svg = new DOMParser().parseFromString(model.get("svg"), "image/svg+xml").documentElement;
    stage.replaceChildren(svg);
    const [, , w, h] = svg.getAttribute("viewBox").split(" ").map(Number);
    const scale = Math.max(0.7, Math.min(1, stage.clientWidth / w || 1, (stage.clientHeight - 16) / h || 1));
    svg.style.maxWidth = "none";
    svg.style.width = `${Math.floor(w * scale)}px`;
    svg.style.height = `${Math.ceil(h * scale)}px`;
    stage.classList.toggle("archlib-graph-stale", told.old);
    old.textContent = told.old ? "The drawing and the numbers are of the last graph that holds." : "";
    error.textContent = model.get("error");
    said.textContent = told.sentence;
    numbers.replaceChildren(facts(told));
    const content = model.get("lists");
    const key = el.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
    const scrolled = [...lists.children].map((list) => list.scrollTop);
    bar.replaceChildren(whole(content, send));
    lists.replaceChildren(services(content, send), links(content, send));
    scrolled.forEach((top, i) => { lists.children[i].scrollTop = top; });
    if (key) focus(key);
    el.dataset.settled = "true";
  };
  const focus = (key) => {
    const before = key.replace(/\d+/, (i) => Math.max(0, Number(i) - 1)); // its row may be gone
    const fallback = key.startsWith("l") ? "add-link" : "add-service";
    [key, before, fallback].map((name) => el.querySelector(`[data-key="${name}"]`)).find((node) => node && !node.disabled)?.focus();
  };

  el.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.shiftKey) return; // runs the cell
    event.stopPropagation(); // other keys pressed here are not JupyterLab's
  });
  const told = element("div", { class: "archlib-graph-told" }, said, numbers);
  el.replaceChildren(element("div", { class: "archlib-title" }, "Your graph of services"), bar, stage, old, error, told, lists);
  let due = 0;
  const later = () => { // several traits of one edit come one by one
    cancelAnimationFrame(due);
    due = requestAnimationFrame(show);
  };
  const names = ["lists", "error", "svg", "told"].map((name) => `change:${name}`);
  names.forEach((name) => model.on(name, later));
  const answered = (message) => { if (message.type === "done") later(); };
  model.on("msg:custom", answered);
  later();
  const size = new ResizeObserver(later);
  size.observe(stage);
  return () => {
    names.forEach((name) => model.off(name, later));
    model.off("msg:custom", answered);
    size.disconnect();
  };
}

export default { render };
