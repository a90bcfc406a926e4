// The notes' story, a step at a time. All that is shown follows from the step alone, so that going back and forth comes
// to the same picture. The module is made of story_parts.js and this file (archlib.lab.story_panel joins them).

function bar() {
  const parts = {
    start: button("From the start", "from the start", "Home"),
    back: button("‹ Back", "one step back", "left arrow"),
    next: button("Next step ›", "next step", "right arrow"),
    where: element("span", { class: "archlib-story-where" }),
    clock: element("span", { class: "archlib-story-clock", title: "minutes and seconds since the start" }),
  };
  parts.next.classList.add("archlib-story-main");
  const node = element("div", { class: "archlib-story-bar", role: "group", "aria-label": "steps" },
    parts.start, parts.back, parts.next, parts.where, parts.clock);
  return { ...parts, node };
}

function render({ model, el }) {
  el.classList.add("archlib-story");
  let shown = null; // the parts of the present story
  const last = () => model.get("story").steps.length - 1;
  const go = (at) => {
    model.set("at", Math.max(0, Math.min(last(), at)));
    model.save_changes();
  };

  const show = () => {
    const story = model.get("story");
    const at = Math.min(model.get("at"), last());
    const step = story.steps[at];
    shown.bar.where.textContent = `step ${at + 1} of ${last() + 1}`;
    shown.bar.clock.textContent = step.clock;
    // a disabled button would lose the focus, and with it the keys
    shown.bar.back.setAttribute("aria-disabled", String(at === 0));
    shown.bar.next.setAttribute("aria-disabled", String(at === last()));
    shown.said.textContent = step.text;
    fillLanes(shown.lanes.boxes, step);
    fillWorkers(shown.workers, step);
    fillCounters(shown.counters.values, step, story.steps[at - 1]);
    fillTable(shown.table.rows, step);
    fillClaims(shown.claims, step);
    if (step.message) choose(step.message);
    el.dataset.at = at; // for tests
  };

  const choose = (n) => {
    shown.body.textContent = model.get("story").bodies[n];
    shown.bodyTitle.textContent = `Text of message ${n}`;
    shown.table.rows.forEach((row) => row.named.setAttribute("aria-pressed", String(row.n === n)));
  };

  const build = () => {
    const story = model.get("story");
    const scenes = model.get("scenes").map(({ name, title }) => {
      const made = button(title, `story: ${title}`);
      made.setAttribute("aria-pressed", String(name === story.scene));
      made.onclick = () => model.send({ type: "scene", name });
      made.dataset.scene = name;
      return made;
    });
    shown = {
      bar: bar(), lanes: lanes(), counters: counters(), table: table(story, (n) => choose(n)),
      said: element("p", { class: "archlib-story-said", role: "status", "aria-live": "polite" }),
      workers: element("div", { class: "archlib-story-chips" }),
      claims: element("ul", {}),
      body: element("pre", { tabindex: "0", "aria-label": "text of the message" }),
      bodyTitle: element("b", {}),
    };
    shown.bar.start.onclick = () => go(0);
    shown.bar.back.onclick = () => go(model.get("at") - 1);
    shown.bar.next.onclick = () => go(model.get("at") + 1);
    const fleet = element("div", { class: "archlib-story-lane archlib-story-fleet", "aria-hidden": "true" }, element("b", {}, "workers"), shown.workers);
    const stage = element("div", { class: "archlib-story-stage", tabindex: "0", role: "group", "aria-label": "the queue and its workers; arrow keys step" },
      shown.lanes.node, fleet);
    const text = element("div", { class: "archlib-story-text" }, shown.bodyTitle, shown.body);
    const notes = element("div", { class: "archlib-story-claims" }, element("b", {}, "What the notes say here"), shown.claims);
    const focused = el.contains(document.activeElement) ? document.activeElement.dataset.scene : undefined;
    el.replaceChildren(
      element("div", { class: "archlib-story-scenes", role: "group", "aria-label": "stories" }, ...scenes),
      element("p", { class: "archlib-story-about" }, story.about),
      shown.bar.node, shown.said, stage, shown.counters.node,
      element("div", { class: "archlib-story-below" }, element("div", { class: "archlib-story-table" }, shown.table.node), text), notes,
    );
    scenes.find((made) => made.dataset.scene === focused)?.focus();
    choose(story.steps[0].messages[0][0]);
    show();
  };

  const keys = { ArrowRight: () => go(model.get("at") + 1), ArrowLeft: () => go(model.get("at") - 1), Home: () => go(0), End: () => go(last()) };
  el.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.key === "Escape" || event.key === "Tab") return;
    if (event.key === "Enter" && event.shiftKey) return; // runs the cell
    event.stopPropagation(); // other keys pressed here are not JupyterLab's
    if (!keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });

  build();
  model.on("change:story", build);
  model.on("change:at", show);
  return () => {
    model.off("change:story", build);
    model.off("change:at", show);
  };
}

export default { render };
