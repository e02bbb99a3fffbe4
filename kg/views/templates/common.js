"use strict";
// What both pages use. Text of reports only ever enters the page as text nodes.
const govkg = {};

govkg.data = (id) => JSON.parse(document.getElementById(id).textContent);

/** An element: attributes by name, `on…` as listeners, children as nodes or text. */
govkg.el = (name, attributes = {}, ...children) => {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (key === "style") for (const [part, text] of Object.entries(value)) node.style.setProperty(part, text);
    else node.setAttribute(key, value === true ? "" : String(value));
  }
  node.append(...children.flat(2).filter((child) => child !== null && child !== undefined && child !== false).map((child) => (child instanceof Node ? child : String(child))));
  return node;
};

/** Part of a text by code points, which is how the graph counts. */
govkg.slice = (text, begin, end) => (/[\ud800-\udfff]/.test(text) ? Array.from(text).slice(begin, end).join("") : text.slice(begin, end));

/** A sentence with one stretch of it marked. */
govkg.marked = (text, begin, end, cut) => {
  const { el, slice } = govkg;
  return el("q", { class: "sentence", lang: "zh" }, cut ? "…" : "", slice(text, 0, begin), el("mark", {}, slice(text, begin, end)), slice(text, end), cut ? "…" : "");
};

/** The shape of a class as a small picture: the same as in the network. */
govkg.icon = (style, size = 14) => {
  const make = (name, attributes) => {
    const node = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    return node;
  };
  const svg = make("svg", { viewBox: "-10 -10 20 20", width: size, height: size, "aria-hidden": "true", class: "icon" });
  const ring = (count, radius, turn = -90) =>
    Array.from({ length: count }, (_, at) => {
      const angle = ((turn + (360 / count) * at) * Math.PI) / 180;
      const r = Array.isArray(radius) ? radius[at % radius.length] : radius;
      return `${(r * Math.cos(angle)).toFixed(2)},${(r * Math.sin(angle)).toFixed(2)}`;
    }).join(" ");
  const points = { square: ring(4, 10, 45), diamond: ring(4, 9.5), triangle: ring(3, 9.5), triangleDown: ring(3, 9.5, 90), star: ring(10, [9.8, 4.4]), hexagon: ring(6, 9, 0) }[style.shape];
  svg.append(points ? make("polygon", { points, fill: style.fill }) : make("circle", { r: 8, fill: style.fill }));
  return svg;
};

/** A value with its unit: in Chinese in 万 and 亿 where that is exact and short, else with thousands apart. */
govkg.figure = (value, unit, language) => {
  const gap = unit && unit !== "%" && unit !== "‰" ? "\u2009" : "";
  const size = Math.abs(Number(value));
  if (language === "zh" && size >= 1e5) {
    const [step, name] = size >= 1e8 ? [1e8, "亿"] : [1e4, "万"];
    const shorter = Number((Number(value) / step).toFixed(4));
    if (shorter * step === Number(value) || Math.abs(shorter * step - Number(value)) < 1e-6) return `${shorter.toLocaleString("en-US", { maximumFractionDigits: 4 })}${gap}${name}${unit || ""}`;
  }
  const [whole, part] = value.split(".");
  return `${whole.replace(/\B(?=(\d{3})+$)/g, ",")}${part ? `.${part}` : ""}${gap}${unit || ""}`;
};

/** Fills in all texts of the page's own in the language chosen. */
govkg.translate = (texts, language) => {
  document.documentElement.lang = language === "zh" ? "zh" : "en";
  for (const node of document.querySelectorAll("[data-t]")) node.textContent = texts[node.dataset.t];
  for (const node of document.querySelectorAll("[data-t-label]")) {
    node.setAttribute("aria-label", texts[node.dataset.tLabel]);
    if (node.tagName === "BUTTON") node.title = texts[node.dataset.tLabel];
  }
  for (const node of document.querySelectorAll("[data-t-placeholder]")) node.placeholder = texts[node.dataset.tPlaceholder];
};
