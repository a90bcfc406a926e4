// Part of the drawing's module: a moment as numbers and words. archlib.lab.drawings.tell says the same in Python.

function heldBy(film, window, time) {
  const held = film.stations.map(() => ({}));
  values(film, window, time).forEach((value, i) => { held[film.tracks[i][0]][film.tracks[i][1]] = value; });
  return held;
}

function trouble(film, h) {
  if (!h.state) return "";
  return STATES[h.state] + (h.cause >= 0 ? `: ${film.causes[h.cause]}` : "");
}

function lines(station, h) {
  switch (station.kind) {
    case "pool": return [`${h.busy}/${h.instances * station.slots} busy`, `${h.waiting} wait`];
    case "fleet":
    case "function": {
      const more = [];
      if (h.booting > 0) more.push(`${h.booting} boot`);
      if (h.waiting > 0) more.push(`${h.waiting} wait`);
      return [`${h.busy} busy, ${h.ready} ${station.kind === "fleet" ? "ready" : "warm"}`, more.join(", ")];
    }
    case "queue":
      if (station.keeps) return ["", `${h.visible} kept`];
      return [`${h.visible} visible`, `${h.in_flight} in flight`];
    case "alarm": return [h.rings ? "rings" : "is quiet", ""];
  }
  return ["", ""];
}

function sentence(film, held, time) {
  const most = (count) => film.stations.map((s, i) => [s.name, count(held[i])])
    .filter(([, n]) => n > 0).sort((a, b) => b[1] - a[1]).slice(0, 3);
  const parts = most((h) => (h.waiting ?? 0) + (h.visible ?? 0)).map(([name, n]) => `${n} wait${n === 1 ? "s" : ""} in ${name}`);
  if (!parts.length) parts.push("nothing waits");
  parts.push(...most((h) => h.busy ?? 0).map(([name, n]) => `${n} busy in ${name}`));
  film.stations.forEach((s, i) => { if (held[i].state) parts.push(`${s.name} ${trouble(film, held[i])}`); });
  return `${clock(time, film.start_h)}: ${parts.join(", ")}`;
}
