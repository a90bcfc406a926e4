// Part of the drawing's module: what changes in the SVG.

function cellsOf(station, h) {
  if (station.kind === "queue") return [["waits", h.visible], ["idle", h.in_flight]];
  if (!station.works) return [];
  if (station.kind === "pool") return [["busy", h.busy], ["idle", h.instances * station.slots - h.busy]];
  const busy = Math.min(h.ready, Math.ceil(h.busy / station.slots));
  return [["busy", busy], ["idle", h.ready - busy], ["boots", h.booting]];
}

function drawCells(group, station, h, width) {
  const parts = cellsOf(station, h).map(([kind, n]) => [kind, Math.max(0, n)]);
  const key = JSON.stringify(parts);
  if (group.dataset.key === key) return;
  group.dataset.key = key;
  group.replaceChildren();
  const total = parts.reduce((sum, [, n]) => sum + n, 0);
  const columns = Math.floor(width / 6);
  if (total > 2 * columns) { // too many to draw one by one: a bar of their shares
    let x = 0;
    for (const [kind, n] of parts) {
      const w = width * n / total;
      if (w > 0) group.append(drawn("rect", { class: `archlib-cell archlib-cell-${kind}`, x, y: 1, width: w, height: 9 }));
      x += w;
    }
    return;
  }
  let at = 0;
  for (const [kind, n] of parts) {
    for (let i = 0; i < n; i++, at++) {
      const x = 6 * (at % columns);
      const y = 6 * Math.floor(at / columns);
      group.append(drawn("rect", { class: `archlib-cell archlib-cell-${kind}`, x, y, width: 4.6, height: 4.6 }));
    }
  }
}

function fit(text, width, letter = 5.3) {
  const most = Math.max(2, Math.floor(width / letter));
  return text.length <= most ? text : `${text.slice(0, most - 1).trimEnd()}…`;
}

class Picture {
  constructor(svg, film) {
    this.film = film;
    this.svg = svg;
    this.ways = [...svg.querySelectorAll(".archlib-way")];
    this.lengths = this.ways.map(() => 0);
    this.wires = [...svg.querySelectorAll(".archlib-wire")];
    this.dots = svg.querySelector(".archlib-dots");
    this.flags = svg.querySelector(".archlib-flags");
    svg.append(this.flags); // over the boxes
    this.boxes = [...svg.querySelectorAll(".archlib-station")].map((group) => {
      const [x, y] = group.getAttribute("transform").match(/[-\d.]+/g).map(Number);
      const box = group.querySelector(".archlib-outline").getBBox();
      const text = (name) => group.querySelector(`.archlib-${name}`);
      return { group, x, y, w: box.width, h: box.height, line: text("line"), why: text("why"), cost: text("cost"), cells: text("cells") };
    });
  }

  station(i, h, usd) {
    const { group, w, line, why, cost, cells } = this.boxes[i];
    const station = this.film.stations[i];
    const [first, second] = lines(station, h);
    const reason = h.state ? `${h.state === 2 ? "✕" : "!"} ${h.cause >= 0 ? this.film.causes[h.cause] : STATES[h.state]}` : second;
    group.dataset.state = String(h.state ?? 0);
    if (line) line.textContent = fit(first, w - 16);
    why.textContent = fit(reason, w - 16, 6);
    cost.textContent = station.billed ? dollars(usd) : "";
    if (line) drawCells(cells, station, h, Math.max(18, w - 70));
  }

  point(wire, share) {
    const way = this.ways[wire];
    this.lengths[wire] ||= way.getTotalLength();
    return way.getPointAtLength(share * this.lengths[wire]);
  }

  // moves: [chain, share of the way, whether it is the followed one]
  moves(moves) {
    this.dots.replaceChildren(...moves.map(([chain, share, followed]) => {
      const at = Math.min(chain.length - 1, Math.floor(share * chain.length));
      const step = chain[at];
      const within = Math.min(1, share * chain.length - at);
      const { x, y } = this.point(Math.abs(step) - 1, step > 0 ? within : 1 - within);
      return drawn("circle", { class: followed ? "archlib-dot archlib-dot-followed" : "archlib-dot", cx: x, cy: y, r: followed ? 7 : 4.5 });
    }));
  }

  lit(wires) {
    this.wires.forEach((wire, i) => wire.classList.toggle("archlib-lit", wires.has(i)));
  }

  path(story) {
    const wires = new Set(story.wires ?? []);
    const stations = new Set(story.stations ?? []);
    this.wires.forEach((wire, i) => wire.classList.toggle("archlib-path", wires.has(i)));
    this.boxes.forEach(({ group }, i) => group.classList.toggle("archlib-path", stations.has(i)));
  }

  // failures: station -> text
  failures(found) {
    this.flags.replaceChildren(...[...found].map(([i, text]) => {
      const { x, y, w } = this.boxes[i];
      const flag = drawn("text", { class: "archlib-flag", x: x + w / 2, y: Math.max(9, y - 3), "text-anchor": "middle" });
      flag.textContent = `✕ ${text}`;
      return flag;
    }));
  }
}
