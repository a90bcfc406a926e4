// Part of the module of questions: elements, and the little markup that texts may have.

const SVG = "http://www.w3.org/2000/svg";

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

// --- what may be read ---

// A link to a notebook beside this one. JupyterLab opens it in a tab of its own when its command is named; a page
// without such commands follows the plain link. The page's address tells the folder of the notebook in front.
function link(file, text) {
  const made = element("a", { href: file, "data-commandlinker-command": "docmanager:open" }, text);
  made.addEventListener("click", () => {
    const [, folder = ""] = decodeURIComponent(location.pathname).match(/\/tree\/(.*\/)?[^/]*$/) ?? [];
    made.dataset.commandlinkerArgs = JSON.stringify({ path: `${folder}${file}` });
  });
  return made;
}

function table(spec) {
  const head = element("tr", {}, ...spec.columns.map((name) => element("th", { scope: "col" }, name)));
  const named = (name, file) => element("th", { scope: "row" }, file ? link(file, name) : name);
  const rows = spec.rows.map(([name, ...rest], i) => element("tr", {}, named(name, spec.links[i]), ...rest.map((text) => element("td", {}, text))));
  const title = spec.title ? [element("caption", {}, spec.title)] : [];
  return element("table", {}, ...title, element("thead", {}, head), element("tbody", {}, ...rows));
}

function part(spec) {
  if (spec.kind === "folded") {
    const summary = element("summary", { "data-key": `folded-${spec.title}` }, spec.title);
    return element("details", { class: "archlib-ask-folded" }, summary, part(spec.part));
  }
  if (spec.kind === "table") return element("div", { class: "archlib-ask-table" }, table(spec));
  if (spec.kind === "list") return element("ol", {}, ...spec.items.map((item) => element("li", {}, ...marked(item))));
  return element("div", { class: `archlib-ask-${spec.look ?? "plain"}` }, ...paragraphs(spec.text));
}
