// A drawing of a topology; with a run it is a film. All that is shown at a moment follows from the moment alone, so
// that playing, stepping and scrubbing come to the same picture.
// The module is made of drawing_data.js, drawing_words.js, drawing_picture.js, drawing_controls.js, drawing_film.js and
// this file, in this order (archlib.lab.drawings.widget joins them): a widget has one module, and needs no build.

function listen(film, parts, el, stage) {
  parts.play.onclick = () => film.toggle();
  parts.step.onclick = () => film.step(1);
  parts.back.onclick = () => film.step(-1);
  parts.follow.onclick = () => film.follow();
  parts.scrub.oninput = () => {
    film.pause();
    film.go(Number(parts.scrub.value));
  };
  const keys = {
    " ": () => film.toggle(), ArrowRight: () => film.step(1), ArrowLeft: () => film.step(-1),
    u: () => film.follow(), Home: () => film.go(0), End: () => film.go(film.film.end),
  };
  el.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.key === "Escape" || event.key === "Tab") return;
    if (event.key === "Enter" && event.shiftKey) return; // runs the cell
    event.stopPropagation(); // other keys pressed here are not JupyterLab's
    const act = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    const own = event.target.matches("button, select, input"); // they have a use for space and arrows themselves
    if (!act || (own && event.key.toLowerCase() !== "u") || !(stage.contains(event.target) || own)) return;
    event.preventDefault();
    act();
  });
}

function sized(stage, svg) {
  const [, , w, h] = svg.getAttribute("viewBox").split(" ").map(Number);
  svg.style.maxWidth = "none";
  const place = () => { // the height follows from the width alone, so nothing jumps while it plays
    const scale = Math.max(LEAST_SCALE, Math.min(MOST_SCALE, stage.clientWidth / w));
    svg.style.width = `${Math.floor(w * scale)}px`;
    svg.style.height = `${Math.ceil(h * scale)}px`;
    stage.style.height = `${Math.ceil(h * scale) + 14}px`; // with the place of a scroll bar
  };
  place();
  return place;
}

function render({ model, el }) {
  el.classList.add("archlib-drawing");
  const stage = element("div", { class: "archlib-stage", tabindex: "0", role: "group", "aria-label": model.get("name") });
  stage.innerHTML = model.get("svg"); // made by this kernel, with all names escaped
  const svg = stage.querySelector("svg");
  const title = element("div", { class: "archlib-title" }, model.get("name"));
  const film = model.get("film");
  el.replaceChildren(title, stage);
  let ended = false;
  const finish = [];
  // an SVG has sizes only once it is in the page
  const begin = () => {
    if (ended) return;
    const place = sized(stage, svg);
    const follows = [place];
    if (film.stations) {
      const parts = controls(film);
      el.append(...parts.below);
      const shown = new Film(model, el, new Picture(svg, film), parts);
      listen(shown, parts, el, stage);
      const window = () => shown.take(model.get("window"));
      const story = () => shown.told();
      const calm = () => { shown.pause(); shown.show(); };
      model.on("change:window", window);
      model.on("change:story", story);
      shown.calm.addEventListener("change", calm);
      finish.push(() => {
        shown.pause();
        model.off("change:window", window);
        model.off("change:story", story);
        shown.calm.removeEventListener("change", calm);
      });
      follows.push(() => profile(parts.canvas, film));
      window();
      story();
    }
    const size = new ResizeObserver(() => follows.forEach((act) => act()));
    size.observe(el);
    finish.push(() => size.disconnect());
    el.dataset.drawn = "true"; // for tests
  };
  requestAnimationFrame(begin);
  return () => {
    ended = true;
    finish.forEach((act) => act());
  };
}

export default { render };
