// jupyterquiz inside a widget: its own script draws and judges; here its verdicts are heard, made accessible, and told.

function render({ model, el }) {
  const title = document.createElement("h3");
  title.textContent = model.get("title");
  const body = document.createElement("div");
  const status = document.createElement("div");
  status.className = "archlib-ask-status archlib-ask-told";
  status.setAttribute("role", "status");
  const tell = () => { status.textContent = model.get("status"); };
  el.classList.add("archlib-quiz");
  el.addEventListener("keydown", (event) => event.stopPropagation()); // keys pressed here are not JupyterLab's
  body.innerHTML = model.get("page");
  el.replaceChildren(title, body, status);
  tell();
  model.on("change:status", tell);

  const names = model.get("names");
  const dressed = new WeakSet();
  const dress = (question) => {
    if (dressed.has(question) || !question.querySelector(".Feedback")) return;
    dressed.add(question);
    question.setAttribute("role", "group");
    const asked = question.querySelector("[id^=quizQn]");
    question.setAttribute("aria-labelledby", asked.id);
    const said = question.querySelector(".Feedback");
    said.setAttribute("role", "status");
    const box = question.querySelector("input.Input-text");
    if (box) box.setAttribute("aria-labelledby", asked.id);
  };
  const watch = new MutationObserver((changes) => {
    body.querySelectorAll(".Quiz").forEach(dress);
    for (const change of changes) {
      const said = change.target;
      if (change.attributeName !== "class" || !said.classList?.contains("Feedback")) continue;
      const right = said.classList.contains("correct");
      if (!right && !said.classList.contains("incorrect")) continue;
      const at = Number(said.closest(".Quiz").dataset.qnum);
      model.send({ type: "answered", id: names[at], ok: right });
    }
  });
  watch.observe(body, { subtree: true, childList: true, attributes: true, attributeFilter: ["class"] });
  // The script is that of the installed package, sent by the kernel. It is shown no MathJax, for it would fetch one
  // from the network, and a console that keeps its inner workings to itself.
  if (names.length) new Function("console", "MathJax", model.get("script"))({ ...console, log() {} }, undefined);
  return () => watch.disconnect();
}

export default { render };
