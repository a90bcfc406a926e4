// First part of the story's module (see story.js): elements, and what is drawn of one step.

function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== false) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

function button(text, label, key) {
  return element("button", { type: "button", "aria-label": label, title: key ? `${label} (${key})` : label }, text);
}

const LANES = [["not sent", "not sent yet"], ["visible", "queue: visible"], ["in flight", "in flight"], ["deleted", "deleted"]];
const COUNTED = ["visible", "in flight", "deleted", "desired", "booting", "ready", "busy"];
const MARKS = { booting: "◌ boots", idle: "○ idle", busy: "● busy", failed: "✕ failed", ended: "– ended" };

// lanes of messages: the same as the table beside it says in words
function lanes() {
  const boxes = Object.fromEntries(LANES.map(([state]) => [state, element("div", { class: "archlib-story-chips" })]));
  const shown = LANES.map(([state, title]) => element("div", { class: "archlib-story-lane" }, element("b", {}, title), boxes[state]));
  return { boxes, node: element("div", { class: "archlib-story-lanes", "aria-hidden": "true" }, ...shown) };
}

function fillLanes(boxes, step) {
  for (const box of Object.values(boxes)) box.replaceChildren();
  for (const [n, state] of step.messages) {
    const mine = n === step.message ? " archlib-story-acts" : "";
    (boxes[state] ?? boxes.deleted).append(element("span", { class: `archlib-story-chip${mine}` }, `✉ ${n}`));
  }
}

function fillWorkers(box, step) {
  const there = step.workers.filter(([, state]) => state !== "ended");
  box.replaceChildren(...there.map(([n, state, message]) => {
    const mine = step.who.includes(n) ? " archlib-story-acts" : "";
    const at = message ? ` at ✉ ${message}` : "";
    return element("span", { class: `archlib-story-worker archlib-story-${state}${mine}` }, element("b", {}, `worker ${n}`), ` ${MARKS[state]}${at}`);
  }));
  if (!there.length) box.append(element("span", { class: "archlib-story-none" }, "none"));
}

function counters() {
  const values = Object.fromEntries(COUNTED.map((name) => [name, element("td", {})]));
  const groups = [["messages", 3], ["workers", 4]].map(([name, span]) => element("th", { scope: "colgroup", colspan: span }, name));
  const heads = COUNTED.map((name) => element("th", { scope: "col" }, name));
  const head = element("thead", {}, element("tr", {}, ...groups), element("tr", {}, ...heads));
  const body = element("tbody", {}, element("tr", {}, ...Object.values(values)));
  return { values, node: element("table", { class: "archlib-story-counters", "aria-label": "counters" }, head, body) };
}

function fillCounters(values, step, before) {
  for (const name of COUNTED) {
    values[name].textContent = step.counters[name];
    const changed = before && before.counters[name] !== step.counters[name];
    values[name].classList.toggle("archlib-story-changed", Boolean(changed));
  }
}

// a row a message, in a fixed place, with a button that shows its text
function table(story, choose) {
  const rows = story.steps[0].messages.map(([n]) => {
    const cells = [0, 1, 2].map(() => element("td", {}));
    const named = button(`✉ ${n}`, `show the text of message ${n}`);
    named.onclick = () => choose(n);
    named.onfocus = () => choose(n);
    return { n, cells, named, node: element("tr", {}, element("th", { scope: "row" }, named), ...cells) };
  });
  const heads = ["message", "state", "receives", "received last by"].map((text) => element("th", { scope: "col" }, text));
  const body = element("tbody", {}, ...rows.map((row) => row.node));
  const caption = element("caption", {}, "The messages");
  return { rows, node: element("table", {}, caption, element("thead", {}, element("tr", {}, ...heads)), body) };
}

function fillTable(rows, step) {
  step.messages.forEach(([n, state, receives, by], i) => {
    rows[i].cells.forEach((cell, k) => (cell.textContent = [state, receives, by ? `worker ${by}` : "–"][k]));
    rows[i].node.classList.toggle("archlib-story-acts", n === step.message);
  });
}

function fillClaims(list, step) {
  const items = step.claims.map(([id, text]) => element("li", {}, element("b", {}, id), ` ${text}`));
  list.replaceChildren(...(items.length ? items : [element("li", {}, "The notes say nothing of this.")]));
}
