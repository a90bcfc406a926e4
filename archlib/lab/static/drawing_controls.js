// Part of the drawing's module: buttons, the scrub bar, and the tables below.

function button(text, label, key) {
  return element("button", { type: "button", "aria-label": label, title: `${label} (${key})` }, text);
}

function controls(film) {
  const speed = element("select", { "aria-label": "speed, time of the run in a second" });
  SPEEDS.forEach(([text, value]) => speed.append(element("option", { value }, text)));
  speed.value = film.end < 900 ? "1" : "900"; // a film of seconds would be over at once
  const parts = {
    play: button("Play", "play", "space"), back: button("‹ event", "one event back", "left arrow"),
    step: button("event ›", "one event on", "right arrow"), follow: button("follow next upload", "follow next upload", "U"),
    speed, // no live regions: they change with every frame
    now: element("span", { class: "archlib-clock" }), total: element("span", { class: "archlib-total", title: "USD so far, all stations" }),
    canvas: element("canvas", { "aria-hidden": "true" }),
    scrub: element("input", { type: "range", min: 0, max: film.end, step: "any", value: 0, "aria-label": "time" }),
    said: element("p", { class: "archlib-said", role: "status", "aria-live": "polite" }),
    table: element("tbody"), story: element("div", { class: "archlib-drawing-story", tabindex: "0", role: "region", "aria-label": "story of a video" }),
  };
  const bar = element("div", { class: "archlib-bar", role: "group", "aria-label": "film" },
    parts.play, parts.back, parts.step, speed, parts.follow, parts.now, parts.total);
  const line = element("div", { class: "archlib-scrub" }, parts.canvas, parts.scrub);
  const heads = ["station", "holds", "state", "USD so far"].map((text) => element("th", { scope: "col" }, text));
  const table = element("table", {}, element("caption", {}, "Now"), element("thead", {}, element("tr", {}, ...heads)), parts.table);
  const told = element("div", { class: "archlib-told" },
    element("div", { class: "archlib-now", tabindex: "0", role: "region", "aria-label": "stations now" }, table), parts.story);
  return { ...parts, below: [bar, line, parts.said, told] };
}

function profile(canvas, film) {
  const tops = typed(Float32Array, film.profile);
  const high = Math.max(1, ...tops);
  const ratio = globalThis.devicePixelRatio || 1;
  const [w, h] = [canvas.clientWidth * ratio, canvas.clientHeight * ratio];
  if (!w) return;
  Object.assign(canvas, { width: w, height: h });
  const paint = canvas.getContext("2d");
  for (const [start, end, state] of film.marks) {
    paint.fillStyle = state === 2 ? "#D55E00" : "#E69F00";
    paint.globalAlpha = state === 2 ? 0.75 : 0.4;
    const tall = state === 2 ? h : h / 2; // told apart by height too
    paint.fillRect(start / film.end * w, h - tall, Math.max(2 * ratio, (end - start) / film.end * w), tall);
  }
  paint.globalAlpha = 1;
  paint.fillStyle = "#0072B2";
  tops.forEach((top, i) => paint.fillRect(i / tops.length * w, h - top / high * h, Math.max(1, w / tops.length), top / high * h));
}

function storyTable(story) {
  if (story.none) return [element("p", {}, story.none)];
  if (!story.rows) return [element("p", {}, "Press U (or the button) to follow the next upload.")];
  const rows = (cells) => cells.map((row) => element("tr", {}, ...row.map((text) => element("td", {}, text))));
  const head = (...names) => element("thead", {}, element("tr", {}, ...names.map((n) => element("th", { scope: "col" }, n))));
  const stays = element("table", { class: "archlib-stays" }, element("caption", {}, "How long it stayed, and who bills meanwhile"), head("where", "what", "how long", "billed"), element("tbody", {}, ...rows(story.stays)));
  return [
    element("table", { class: "archlib-events" }, element("caption", {}, `Video ${story.job}: what happened`), head("clock", "since it came", "where", "what"), element("tbody", {}, ...rows(story.rows))),
    ...(story.stays.length ? [stays] : []),
  ];
}
