// Part of the doctor's module: what the page says of itself, and whether plotly.js loads in it.

const MANAGER = "@jupyter-widgets/jupyterlab-manager";

function configuration() {
  try {
    return JSON.parse(document.getElementById("jupyter-config-data")?.textContent ?? "{}");
  } catch {
    return {};
  }
}

// the widget manager does not tell its version, but the package that the page has it from does
async function managerVersion(config) {
  try {
    const answer = await fetch(`${config.fullLabextensionsUrl}/${MANAGER}/package.json`);
    return answer.ok ? String((await answer.json()).version ?? "") : "";
  } catch {
    return "";
  }
}

// A page that says anything has working widgets, so it says at once what it knows, and more when it knows more.
async function examined(model) {
  const config = configuration();
  const told = {
    type: "page", jupyterlab: config.appVersion ?? "", extensions: (config.federated_extensions ?? []).map((each) => each.name),
    manager: "", unpacks: typeof DecompressionStream === "function", plotly: "", problem: "",
  };
  model.send(told);
  told.manager = config.fullLabextensionsUrl ? await managerVersion(config) : "";
  try {
    told.plotly = String((await plotly(model)).version ?? "of an unknown version");
  } catch (error) {
    told.problem = String(error?.message ?? error);
  }
  model.send(told);
}
