// Part of the modules that draw with plotly.js: it is loaded once a page, however many pictures there are, and from
// this machine only.

const LIBRARY = Symbol.for("archlib.plotly");

// The first picture of a page asks for the library, the others wait for it; a failure may be tried again.
function plotly(model) {
  globalThis[LIBRARY] ??= load(model).catch((error) => {
    globalThis[LIBRARY] = undefined;
    throw error;
  });
  return globalThis[LIBRARY];
}

async function load(model) {
  const sent = model.get("library");
  const packed = sent && sent.byteLength > 0 ? sent : await asked(model);
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  const source = await new Response(stream).text();
  // handed a module of its own, so that it neither meets nor makes a global name
  const module = { exports: {} };
  new Function("module", "exports", "define", `${source}\n//# sourceURL=plotly.min.js`)(module, module.exports);
  return module.exports;
}

function asked(model) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("the kernel did not send plotly.js; run the cell again")), 60000);
    const take = (message, buffers) => {
      if (message.type !== "library") return;
      clearTimeout(timer);
      model.off("msg:custom", take);
      resolve(buffers[0]);
    };
    model.on("msg:custom", take);
    model.send({ type: "library" });
  });
}
