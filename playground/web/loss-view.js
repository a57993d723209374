// The loss curves of training and test.

import { SVG } from "./svg.js";

const [LEFT, RIGHT, TOP, BOTTOM] = [36, 294, 8, 108];

// Draws both curves from epoch 0 on.
export function drawLosses(svg, train, test) {
  const epochs = Math.max(10, train.length - 1);
  let most = 0;
  for (const losses of [train, test]) for (const loss of losses) if (Number.isFinite(loss)) most = Math.max(most, loss);
  const top = roundUp(most || 1);
  const x = (epoch) => LEFT + ((RIGHT - LEFT) * epoch) / epochs;
  const y = (loss) => BOTTOM - ((BOTTOM - TOP) * Math.min(loss, top)) / top;
  const parts = [element("path", { class: "axis", d: `M${LEFT} ${TOP}V${BOTTOM}H${RIGHT}` })];
  for (const loss of [0, top / 2, top]) {
    parts.push(element("path", { class: "axis", d: `M${LEFT - 3} ${y(loss)}H${RIGHT}` }));
    parts.push(element("text", { x: LEFT - 6, y: y(loss) + 4, "text-anchor": "end" }, String(Number(loss.toPrecision(2)))));
  }
  parts.push(element("text", { x: LEFT, y: BOTTOM + 15, "text-anchor": "middle" }, "0"));
  parts.push(element("text", { x: (LEFT + RIGHT) / 2, y: BOTTOM + 15, "text-anchor": "middle" }, "epoch"));
  parts.push(element("text", { x: RIGHT, y: BOTTOM + 15, "text-anchor": "end" }, String(epochs)));
  for (const [name, losses] of [["test", test], ["train", train]]) {
    parts.push(element("path", { class: name, d: curve(losses, x, y) }));
  }
  svg.replaceChildren(...parts);
}

// Returns the curve, with at most two points a pixel.
function curve(losses, x, y) {
  const every = Math.max(1, Math.ceil(losses.length / 500));
  let line = "";
  for (let epoch = 0; epoch < losses.length; epoch += 1) {
    if (epoch % every && epoch + 1 < losses.length) continue;
    if (!Number.isFinite(losses[epoch])) continue;
    line += `${line ? "L" : "M"}${x(epoch).toFixed(1)} ${y(losses[epoch]).toFixed(1)}`;
  }
  return line || "M0 0";
}

// Returns the next of 1, 2, 5, 10, ... times a power of ten.
function roundUp(value) {
  const power = 10 ** Math.floor(Math.log10(value));
  return power * ([1, 2, 5, 10].find((step) => step * power >= value) ?? 10);
}

function element(name, attributes, text) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text) made.textContent = text;
  return made;
}
