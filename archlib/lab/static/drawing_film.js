// Part of the drawing's module: the film, which plays, steps and follows.

class Film {
  constructor(model, el, picture, parts) {
    Object.assign(this, { model, el, picture, parts });
    this.film = model.get("film");
    this.cuts = typed(Float64Array, this.film.cuts);
    this.usd = typed(Float32Array, this.film.usd);
    this.windows = new Map();
    this.asked = new Set();
    this.time = 0;
    this.playing = false;
    this.stepped = false;
    this.saidAt = 0;
    this.calm = matchMedia("(prefers-reduced-motion: reduce)");
  }

  get speed() { return Number(this.parts.speed.value); }

  cut(time) { return Math.max(0, Math.min(this.cuts.length - 2, upTo(this.cuts, time) - 1)); }

  take(sent) {
    if (sent.k === undefined) return;
    this.windows.set(sent.k, unpacked(sent));
    this.asked.delete(sent.k);
    if (this.windows.size > 12) { // the ones farthest from now go
      const here = this.cut(this.time);
      const far = [...this.windows.keys()].sort((a, b) => Math.abs(b - here) - Math.abs(a - here))[0];
      this.windows.delete(far);
    }
    this.due?.();
    this.show();
  }

  ask(k) {
    if (k < 0 || k > this.cuts.length - 2 || this.windows.has(k) || this.asked.has(k)) return;
    this.asked.add(k);
    this.model.send({ type: "window", k });
  }

  get window() { return this.windows.get(this.cut(this.time)); }

  // moves in the last so many seconds of the run, the newest first; those of the window before count too
  recent(from, to) {
    const found = [];
    const here = this.cut(to);
    for (const window of [this.windows.get(here), this.windows.get(here - 1)]) {
      if (!window) continue;
      const first = upTo(window.hopT, from, true);
      for (let i = upTo(window.hopT, to) - 1; i >= first && found.length < MOST_DOTS; i--) {
        found.push([window.hopT[i], window.hopVideo[i], this.film.chains[window.hopChain[i]]]);
      }
    }
    return found;
  }

  lost(from, to) {
    const found = new Map();
    const window = this.windows.get(this.cut(to));
    if (!window) return found;
    const counts = new Map();
    for (let i = upTo(window.lostT, from, true); i < upTo(window.lostT, to); i++) {
      const key = `${window.lostStation[i]} ${window.lostReason[i]}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    for (const [key, n] of counts) {
      const [station, reason] = key.split(" ").map(Number);
      found.set(station, `${n > 1 ? `${n} × ` : ""}${this.film.reasons[reason]}`);
    }
    return found;
  }

  spent(i) {
    const columns = this.usd.length / this.film.stations.length;
    const at = this.time / this.film.end * (columns - 1);
    const left = Math.min(columns - 2, Math.floor(at));
    const row = i * columns;
    return this.usd[row + left] + (at - left) * (this.usd[row + left + 1] - this.usd[row + left]);
  }

  show() {
    const { film, parts, picture } = this;
    const window = this.window;
    parts.scrub.value = this.time;
    parts.now.textContent = clock(this.time, film.start_h);
    parts.scrub.setAttribute("aria-valuetext", parts.now.textContent);
    parts.play.textContent = this.playing ? "Pause" : "Play";
    parts.play.setAttribute("aria-label", this.playing ? "pause" : "play");
    if (!window) {
      this.ask(this.cut(this.time));
      this.el.dataset.settled = "false";
      return;
    }
    if (this.playing) this.ask(this.cut(this.time) + 1);
    const held = heldBy(film, window, this.time);
    const usd = film.stations.map((_, i) => this.spent(i));
    film.stations.forEach((_, i) => picture.station(i, held[i], usd[i]));
    parts.total.textContent = `${dollars(usd.reduce((sum, amount) => sum + amount, 0))} so far`;
    this.showMoves();
    this.say(held, usd);
    this.el.dataset.settled = "true";
  }

  showMoves() {
    const { picture, time } = this;
    const job = this.model.get("story").job;
    const still = !this.playing;
    const span = still ? 0 : TRAVEL_S * this.speed;
    const moves = still && !this.stepped ? [] : this.recent(time - span, time);
    const calm = this.calm.matches;
    picture.lit(new Set(still || calm ? moves.flatMap(([, , chain]) => chain.map((step) => Math.abs(step) - 1)) : []));
    picture.moves(calm ? [] : moves.map(([t, video, chain]) => [chain, still ? 0.5 : (time - t) / span, video === job]));
    picture.failures(still && !this.stepped ? new Map() : this.lost(time - (still ? 0 : FLAG_S * this.speed), time));
  }

  say(held, usd) {
    const now = performance.now();
    if (this.playing && now - this.saidAt < SAY_EVERY_MS) return;
    this.saidAt = now;
    this.parts.said.textContent = sentence(this.film, held, this.time) + this.happened();
    const rows = this.film.stations.map((s, i) => element("tr", {},
      element("th", { scope: "row" }, s.name),
      element("td", {}, lines(s, held[i]).filter(Boolean).join(", ") || "none"),
      element("td", {}, trouble(this.film, held[i]) || "up"), element("td", {}, dollars(usd[i]))));
    this.parts.table.replaceChildren(...rows);
    this.mark();
  }

  // what the event is that one has stepped to
  happened() {
    if (this.playing || !this.stepped) return "";
    const moved = this.recent(this.time, this.time).slice(0, 3).map(([, video, chain]) => `${video < this.film.videos ? `video ${video}` : "an alarm"}: ${this.named(chain)}`);
    const failed = [...this.lost(this.time, this.time)].map(([i, text]) => `${this.film.stations[i].name}: ${text}`);
    const told = [...moved, ...failed].join("; ");
    return told ? ` · ${told}` : "";
  }

  named(chain) {
    const title = (step) => this.picture.wires[Math.abs(step) - 1].querySelector("title").textContent;
    return chain.map((step) => (step > 0 ? title(step) : `${title(step)}, back`)).join(", then ");
  }

  mark() { // the event of the story that was last
    const story = this.model.get("story");
    if (!story.rows) return;
    const rows = [...this.parts.story.querySelectorAll(".archlib-events tbody tr")];
    let last = -1;
    story.rows.forEach((row, i) => { if (story.start + Number(row[1].replace(/[^\d.]/g, "")) <= this.time + 0.05) last = i; });
    rows.forEach((row, i) => (i === last ? row.setAttribute("aria-current", "true") : row.removeAttribute("aria-current")));
  }

  go(time, stepped = false) {
    this.time = Math.max(0, Math.min(this.film.end, time));
    this.stepped = stepped;
    this.show();
  }

  pause() {
    this.playing = false;
    this.saidAt = 0;
  }

  toggle() {
    if (this.calm.matches && !this.playing) { // no motion: one event on instead
      this.step(1);
      return;
    }
    if (this.playing) {
      this.pause();
      this.show();
      return;
    }
    if (this.time >= this.film.end) this.time = 0;
    this.playing = true;
    let before = performance.now();
    const tick = (now) => {
      if (!this.playing || !this.el.isConnected) return;
      const passed = Math.min(0.1, (now - before) / 1000);
      before = now;
      if (this.window) this.time = Math.min(this.film.end, this.time + passed * this.speed);
      if (this.time >= this.film.end) this.pause();
      this.show();
      requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
  }

  // to the event before or after, in the window beside if there is none in this one
  step(way) {
    this.pause();
    const k = this.cut(this.time);
    const window = this.windows.get(k);
    this.due = null;
    if (!window) {
      this.due = () => { if (this.windows.has(k)) this.step(way); };
      this.ask(k);
      return;
    }
    const at = way > 0 ? upTo(window.moments, this.time) : upTo(window.moments, this.time, true) - 1;
    const found = window.moments[at];
    if (found !== undefined && found >= this.cuts[k] && (found < this.cuts[k + 1] || k === this.cuts.length - 2)) {
      this.go(found, true);
      return;
    }
    const beside = k + way;
    if (beside < 0 || beside > this.cuts.length - 2) {
      this.go(way > 0 ? this.film.end : 0, true);
      return;
    }
    if (!this.windows.has(beside)) {
      this.due = () => { if (this.windows.has(beside)) this.step(way); };
      this.ask(beside);
      return;
    }
    const moments = this.windows.get(beside).moments.filter((t) => t >= this.cuts[beside]);
    this.go(way > 0 ? moments[0] ?? this.cuts[beside] : moments.filter((t) => t < this.cuts[k]).at(-1) ?? this.cuts[beside], true);
  }

  follow() {
    this.pause();
    this.show();
    this.model.send(this.model.get("story").rows ? { type: "unfollow" } : { type: "follow", time: this.time });
  }

  told() {
    const story = this.model.get("story");
    this.parts.story.replaceChildren(...storyTable(story));
    this.parts.follow.textContent = story.rows ? `stop following ${story.job}` : "follow next upload";
    this.parts.follow.setAttribute("aria-pressed", String(Boolean(story.rows)));
    this.picture.path(story);
    if (story.rows && !(this.time >= story.start && this.time <= story.end)) this.go(Math.min(story.start, this.film.end), true);
    this.mark();
  }
}
