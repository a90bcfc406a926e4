// Part of the graph's module: the lists of services and links. Each input knows its place by a key, so that the focus
// stays where it was when a list is drawn anew.

function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) node.setAttribute(name, "");
    else if (value !== false && value !== undefined) node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}

function choice(key, label, options, value, act) {
  const names = options.includes(value) ? options : [...options, value]; // a name that is no longer there stays seen
  const box = element("select", { "data-key": key, "aria-label": label }, ...names.map((name) => element("option", { value: name }, name)));
  box.value = value;
  box.addEventListener("change", () => act(box.value));
  return box;
}

function text(key, label, value, act) {
  const box = element("input", { type: "text", "data-key": key, "aria-label": label, autocomplete: "off", spellcheck: "false", maxlength: 24 });
  box.value = value;
  box.addEventListener("change", () => act(box.value));
  return box;
}

function press(key, words, label, act, off = false) {
  const button = element("button", { type: "button", "data-key": key, "aria-label": label, title: label, disabled: off }, words);
  button.addEventListener("click", act);
  return button;
}

function table(caption, heads, rows) {
  const cells = (row) => element("tr", {}, ...row.map((cell) => element("td", {}, cell)));
  const head = element("tr", {}, ...heads.map((name) => element("th", { scope: "col" }, name)));
  return element("table", {}, element("caption", {}, caption), element("thead", {}, head), element("tbody", {}, ...rows.map(cells)));
}

function services(lists, send) {
  const rows = lists.services.map(([name, job, copies], i) => {
    const set = (field) => (value) => send({ type: "service", i, field, value });
    return [
      text(`s${i}-name`, `name of service ${i + 1}`, name, set("name")),
      choice(`s${i}-job`, `what ${name} does`, lists.jobs, job, set("job")),
      choice(`s${i}-copies`, `copies of ${name}`, lists.copies, copies, set("copies")),
      press(`s${i}-remove`, "Remove", `Remove ${name} and its links`, () => send({ type: "remove service", i })),
    ];
  });
  return element("div", { class: "archlib-graph-list" },
    table(`Services (${rows.length} of at most ${lists.most})`, ["name", "does", "copies", ""], rows),
    press("add-service", "Add a service", "Add a service, to which the first one sends", () => send({ type: "add service" }), rows.length >= lists.most));
}

function links(lists, send) {
  const names = lists.services.map(([name]) => name);
  const rows = lists.links.map(([source, kind, target], i) => {
    const set = (field) => (value) => send({ type: "link", i, field, value });
    return [
      choice(`l${i}-source`, `link ${i + 1}, from`, names, source, set("source")),
      choice(`l${i}-kind`, `link ${i + 1}, how`, lists.kinds, kind, set("kind")),
      choice(`l${i}-target`, `link ${i + 1}, to`, names, target, set("target")),
      press(`l${i}-remove`, "Remove", `Remove the link from ${source} to ${target}`, () => send({ type: "remove link", i })),
    ];
  });
  return element("div", { class: "archlib-graph-list" },
    table(`Links (${rows.length})`, ["from", "how", "to", ""], rows),
    press("add-link", "Add a link", "Add a link, to be changed", () => send({ type: "add link" })));
}

function whole(lists, send) {
  const set = (field) => (value) => send({ type: "all", field, value });
  const labelled = (words, box) => element("label", {}, `${words} `, box);
  return element("div", { class: "archlib-graph-bar", role: "group", "aria-label": "all services" },
    labelled("copies of each", choice("a-copies", "copies of each", ["1", "2", "3"], lists.all.copies, set("copies"))),
    labelled("stores", choice("a-stores", "stores", lists.stores, lists.all.stores, set("stores"))),
    labelled("nines of each copy", choice("a-nines", "nines of each copy", ["1", "2", "3", "4", "5"], lists.all.nines, set("nines"))),
    labelled("nines of stores and queues", choice("a-store-nines", "nines of stores and queues", ["1", "2", "3", "4", "5"], lists.all.store_nines, set("store_nines"))),
    press("reset", "Reset", "Reset: all as it was", () => send({ type: "reset" })));
}
