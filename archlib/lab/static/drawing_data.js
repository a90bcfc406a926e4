// First part of the drawing's module (see drawing.js): elements, the clock, and arrays from the kernel.

const SPEEDS = [["1 s/s", 1], ["5 s/s", 5], ["1 min/s", 60], ["5 min/s", 300], ["15 min/s", 900], ["1 h/s", 3600], ["4 h/s", 14400]];
const TRAVEL_S = 0.7; // of the viewer's time, how long a video is on its way
const FLAG_S = 1.5; // how long a failure is written at its station
const MOST_DOTS = 60;
const SAY_EVERY_MS = 1000; // a screen reader is told no more often while it plays
const LEAST_SCALE = 0.78; // below it the drawing scrolls rather than becoming too small to read
const MOST_SCALE = 1.2;
const STATES = ["", "degraded", "down"];
const SVG = "http://www.w3.org/2000/svg";

function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

function drawn(tag, attributes = {}) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

function clock(time, startH) {
  const all = Math.floor(time) + Math.round(startH * 3600);
  const rest = all % 86400;
  const two = (n) => String(n).padStart(2, "0");
  const text = `day ${Math.floor(all / 86400) + 1} ${two(Math.floor(rest / 3600))}:${two(Math.floor(rest / 60) % 60)}`;
  return rest % 60 ? `${text}:${two(rest % 60)}` : text;
}

function dollars(amount) {
  const digits = amount > 0 && amount < 0.1 ? 4 : 2;
  return `$${amount.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits })}`;
}

// --- arrays from the kernel ---

function typed(Type, view) {
  if (!view || view.byteLength === 0) return new Type(0);
  return new Type(view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength));
}

// how many entries of a sorted array, from a on and before b, are at most (or, if strict, less than) a value
function upTo(array, value, strict = false, a = 0, b = array.length) {
  while (a < b) {
    const middle = (a + b) >> 1;
    if (strict ? array[middle] < value : array[middle] <= value) a = middle + 1;
    else b = middle;
  }
  return a;
}

function unpacked(sent) {
  const n = typed(Uint32Array, sent.n);
  const begins = [0];
  for (const count of n) begins.push(begins.at(-1) + count);
  const made = {
    k: sent.k, begins, t: typed(Float64Array, sent.t), v: typed(Int32Array, sent.v),
    hopT: typed(Float64Array, sent.hop_t), hopVideo: typed(Uint32Array, sent.hop_video),
    hopChain: typed(Uint16Array, sent.hop_chain), lostT: typed(Float64Array, sent.lost_t),
    lostVideo: typed(Uint32Array, sent.lost_video), lostStation: typed(Uint16Array, sent.lost_station),
    lostReason: typed(Uint8Array, sent.lost_reason),
  };
  made.moments = Float64Array.from(new Set([...made.t, ...made.hopT, ...made.lostT])).sort();
  return made;
}

function values(film, window, time) {
  return film.tracks.map((_, i) => {
    const at = upTo(window.t, time, false, window.begins[i], window.begins[i + 1]) - 1;
    return window.v[Math.max(at, window.begins[i])];
  });
}
