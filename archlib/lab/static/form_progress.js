// Part of the module of the form: how far a long computation is, and the buttons that stop it and begin it again.

// A button that is off keeps its place and the focus: whoever works with the keyboard is not thrown out of the form.
function actionButton(text, name, help, post) {
  const button = element("button", { type: "button", title: help, "data-action": name }, text);
  const isOff = () => button.getAttribute("aria-disabled") === "true";
  button.addEventListener("click", () => { if (!isOff()) post({ type: "action", name }); });
  const allow = (on) => button.setAttribute("aria-disabled", String(!on));
  return { button, allow };
}

function progressRow(model, post) {
  if (!model.get("live")) return [];
  const bar = element("progress", { max: 1, value: 0, "aria-label": "share of the computation that is done" });
  const cancel = actionButton("Cancel", "cancel", "stop the computation; the pictures stay as they are", post);
  const again = actionButton("Run again", "again", "compute what is chosen now", post);
  const moves = !matchMedia("(prefers-reduced-motion: reduce)").matches;
  const tell = () => {
    const running = model.get("running");
    const share = model.get("share");
    if (share > 0 || !moves) bar.value = share;
    else bar.removeAttribute("value"); // not yet known: the bar only says that something goes on
    bar.style.visibility = running ? "visible" : "hidden"; // its place is kept
    cancel.allow(running);
    again.allow(!running && model.get("stopped"));
  };
  for (const name of ["running", "stopped", "share"]) model.on(`change:${name}`, tell);
  tell();
  return [element("div", { class: "archlib-running" }, bar, cancel.button, again.button)];
}
