// Part of the module of a picture: its elements, with the sentence and the table that say the same.

function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

function table(picture) {
  const head = element("tr", {}, ...picture.columns.map((name) => element("th", { scope: "col" }, name)));
  const rows = picture.rows.map((cells, i) => {
    const [first, ...rest] = cells;
    const name = element("th", { scope: "row" }, first);
    if (picture.colours[i]) {
      const swatch = element("span", { class: "archlib-swatch", "aria-hidden": "true" });
      swatch.style.background = picture.colours[i];
      name.prepend(swatch);
    }
    const cell = (text) => element("td", text.length > LONG ? { class: "archlib-long" } : {}, text);
    return element("tr", {}, name, ...rest.map(cell));
  });
  return element("table", {}, element("thead", {}, head), element("tbody", {}, ...rows));
}

function frame(picture) {
  const plot = element("div", { class: "archlib-plot" });
  const sentence = element("p", { class: "archlib-sentence", "aria-live": "polite" });
  const scrolls = { tabindex: "0", role: "group", "aria-label": `${picture.title}, in numbers` }; // by keyboard too
  const numbers = element("div", { class: "archlib-numbers", ...scrolls });
  const fold = element("details", {}, element("summary", {}, "The same in numbers"), numbers);
  const error = element("div", { class: "archlib-error", role: "alert" });
  const below = picture.table_open ? [numbers, sentence] : [plot, sentence, fold];
  const state = element("span", { class: "archlib-state" });
  const caption = element("figcaption", {}, picture.title, state);
  const figure = element("figure", { class: "archlib-figure" }, caption, ...below, error);
  return { figure, plot, sentence, numbers, error, state };
}
