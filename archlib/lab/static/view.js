// A picture: a plain plotly figure, one sentence and a small table that say the same.
// It stands behind library.js, which brings plotly.js.

function isDark() {
  const said = document.body.dataset.jpThemeLight;
  return said === undefined ? matchMedia("(prefers-color-scheme: dark)").matches : said === "false";
}

const LONG = 26; // letters of a cell that may wrap

// plotly tells the ends of a zoom as numbers or as text in UTC
function stamp(end) {
  return typeof end === "number" ? end : Date.parse(`${end.replace(" ", "T")}Z`);
}

const BUTTONS = {
  displaylogo: false, doubleClick: "reset", modeBarButtonsToRemove: ["select2d", "lasso2d", "autoScale2d"],
  showSendToCloud: false, // nothing leaves this machine
};
const STATES = { busy: "being made anew ...", old: "of the run before" }; // a picture that waits for runs of its own
const LINE_EM = 1.37; // a line of a sentence, whose place is kept so that nothing below it jumps
const IDLE_MS = 500; // a busy page draws what is off the screen after so long all the same

function whenIdle(work) {
  if (globalThis.requestIdleCallback) requestIdleCallback(work, { timeout: IDLE_MS });
  else setTimeout(work, 50); // Safari
}

// One picture: `library` gives plotly.js, `heard` takes what the reader does; `points` says whether marks are clicked.
function view(key, first, { library, heard, points }) {
  const el = element("div", { class: "archlib-view", "data-picture": first.key });
  const parts = frame(first);
  let Plotly = null;
  let picture = null; // what shall be on the screen
  let drawn = null; // the picture on the screen
  let held = null; // of it all but the marks, unless the reader has zoomed or hidden something
  let ended = false;
  let seen = true; // whether it is on the screen
  el.addEventListener("keydown", (event) => event.stopPropagation()); // keys pressed here are not JupyterLab's
  el.replaceChildren(parts.figure);

  const write = () => {
    parts.plot.style.height = `${picture.height}px`; // more of it only where a run was pinned or a lane was added
    parts.sentence.textContent = picture.sentence;
    parts.sentence.style.height = `${LINE_EM * picture.lines}em`;
    parts.numbers.replaceChildren(table(picture));
  };

  const prepared = () => {
    const layout = themed(picture.layout, isDark());
    const data = inked(picture.data, layout.font.color);
    return { data, layout, still: still(data, layout) };
  };
  const onlyMoves = (next) => held !== null && next.still === held;

  const draw = async () => {
    if (ended) return;
    try {
      const needed = picture.data.length > 0;
      if (needed) Plotly ??= await library();
      const shown = picture; // it may have changed while the library was on its way
      if (needed && shown !== drawn && !ended) {
        const next = prepared();
        const { data, layout } = next;
        if (onlyMoves(next)) {
          await move(Plotly, parts.plot, data);
        } else if (parts.plot.data) {
          Object.assign(parts.plot, { data, layout }); // all of it is new: `react` would compare it value by value first
          await Plotly.redraw(parts.plot);
        } else {
          await Plotly.newPlot(parts.plot, data, layout, BUTTONS);
          for (const event of ["plotly_relayout", "plotly_restyle"]) parts.plot.on(event, () => { held = null; });
        }
        [drawn, held] = [shown, next.still];
        name(parts.plot, `${shown.title}. ${shown.sentence}`);
        fit();
        listen();
      }
      parts.error.textContent = "";
      whenIdle(reach);
      el.dataset.drawn = String(shown === picture); // for tests and timings
    } catch (error) {
      parts.error.textContent = `This picture could not be drawn: ${error.message}`;
    }
  };

  const take = (next) => {
    picture = next;
    el.dataset.drawn = "false";
    write();
  };

  // Draws it, unless it is scrolled away and may `wait`: then it says so.
  const paint = ({ wait }) => {
    const now = !wait || seen || onlyMoves(prepared()); // marks alone are soon drawn
    if (now) draw();
    return now;
  };

  let width = 0; // of the place; 0 where it is hidden
  let fitting = false;
  let again = false; // whether it was asked for while it was under way
  const fit = async () => {
    again = fitting;
    if (!drawn || ended || fitting || width === 0) return;
    const has = Number(parts.plot.querySelector(".main-svg")?.getAttribute("width"));
    if (Math.abs(has - width) <= 1) return;
    fitting = true;
    try {
      await Plotly.Plots.resize(parts.plot);
      if (!ended) await Plotly.redraw(parts.plot); // puts a legend that now takes fewer rows in its place
    } catch {
      // hidden meanwhile: it is told when it is seen again
    }
    fitting = false;
    whenIdle(reach);
    if (again) fit();
  };

  const reach = () => { // a sentence that is longer than its place scrolls, and so must take the focus
    if (parts.sentence.scrollHeight > parts.sentence.clientHeight) parts.sentence.setAttribute("tabindex", "0");
    else parts.sentence.removeAttribute("tabindex");
  };

  let listens = false;
  const listen = () => {
    if (listens) return;
    if (points) {
      listens = true;
      parts.plot.on("plotly_click", (event) => {
        const at = event.points[0]?.customdata;
        if (Number.isInteger(at)) heard({ type: "point", of: key, at });
      });
    }
    if (picture.layout.xaxis?.type !== "date") return;
    listens = true;
    parts.plot.on("plotly_relayout", (change) => {
      const range = change["xaxis.range"] ?? [change["xaxis.range[0]"], change["xaxis.range[1]"]];
      if (range[0] !== undefined) {
        heard({ type: "window", range: range.map(stamp) });
      } else if (change["xaxis.autorange"]) {
        heard({ type: "window", range: null });
      }
    });
  };

  const place = new IntersectionObserver((changes) => {
    seen = changes.at(-1).isIntersecting;
  });
  place.observe(el);
  const size = new ResizeObserver((changes) => {
    width = Math.round(changes.at(-1).contentRect.width);
    fit();
  });
  size.observe(parts.plot);
  const mark = (state) => {
    parts.state.textContent = STATES[state] ?? "";
    el.setAttribute("aria-busy", String(state === "busy"));
  };
  const end = () => {
    ended = true;
    place.disconnect();
    size.disconnect();
    if (Plotly) Plotly.purge(parts.plot);
    el.remove();
  };
  const anew = () => { drawn = null; };
  return { el, take, paint, mark, anew, end, has: (other) => other === picture };
}
