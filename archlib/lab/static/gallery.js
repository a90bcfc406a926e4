// The pictures of a panel below each other. Those that come in one message are drawn in one go, so that the page is laid
// out and painted once for all of them; those that are scrolled away follow when the others are on the screen.

function render({ model, el }) {
  const views = new Map();
  const traits = { library: () => plotly(model), heard: (message) => model.send(message) };

  const hang = () => {
    const names = model.get("names");
    for (const [name, one] of views) {
      if (!names.includes(name)) {
        one.end();
        views.delete(name);
      }
    }
    for (const name of names.filter((each) => !views.has(each))) {
      const points = model.get("points").includes(name);
      views.set(name, view(name, model.get(`picture_${name}`), { ...traits, points }));
      el.append(views.get(name).el);
    }
  };

  const paint = (changed) => {
    const later = changed.filter((one) => !one.paint({ wait: true }));
    if (later.length > 0) setTimeout(() => later.forEach((one) => one.paint({ wait: false })));
  };

  const look = () => {
    hang();
    const changed = [];
    for (const [name, one] of views) {
      const picture = model.get(`picture_${name}`);
      one.mark(model.get("states")[name]);
      if (one.has(picture)) continue;
      one.take(picture);
      changed.push(one);
    }
    paint(changed);
  };

  const paper = new MutationObserver(() => {
    for (const one of views.values()) one.anew();
    paint([...views.values()]);
  });
  paper.observe(document.body, { attributes: true, attributeFilter: ["data-jp-theme-light"] });
  el.classList.add("archlib-gallery");
  model.on("change", look);
  look();
  return () => {
    paper.disconnect();
    for (const one of views.values()) one.end();
  };
}

export default { render };
