// The network as a picture: units with what they have learned, and wires as wide as their weights.

import { namedColours, scaleOf } from "./colours.js";
import { picture, REGION_SIZE } from "./region-view.js";
import { SVG } from "./svg.js";

export const UNIT_SIZE = 32;
const NAMES = 34;

// Builds the picture of a network with these widths, inputs and output included; `show` is called with a unit or null.
export function networkView(container, widths, activation, show, describe) {
  const tall = Math.max(...widths);
  const wide = container.clientWidth;
  const unit = Math.max(24, Math.min(46, Math.floor(wide / (widths.length * 1.9))));
  const gap = Math.max(unit + 6, Math.min(unit + 22, 380 / tall));
  const height = NAMES + tall * gap;
  container.replaceChildren();
  container.style.height = `${height}px`;
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("aria-hidden", "true");
  container.append(svg);
  const place = (layer, index) => [
    unit / 2 + 4 + (layer * (wide - unit - 8)) / (widths.length - 1),
    NAMES + (tall * gap) / 2 + (index - (widths[layer] - 1) / 2) * gap,
  ];
  const layers = widths.map((width, layer) => {
    container.append(layerName(widths, layer, activation, place(layer, 0)[0], wide));
    return Array.from({ length: width }, (_, index) => {
      const button = unitButton(widths, layer, index, unit, place(layer, index));
      for (const event of ["pointerenter", "focus"]) button.addEventListener(event, () => show({ layer, index, button }));
      for (const event of ["pointerleave", "blur"]) button.addEventListener(event, () => show(null));
      container.append(button);
      return button;
    });
  });
  return { widths, activation, layers, wires: wires(svg, widths, place, unit, describe) };
}

function layerName(widths, layer, activation, x, wide) {
  const name = document.createElement("span");
  name.className = "layer-name";
  const hidden = layer > 0 && layer + 1 < widths.length;
  const what = activation === "identity" ? "linear" : activation;
  name.append(layer === 0 ? "inputs" : hidden ? `layer ${layer}` : "output");
  if (hidden && wide > 340) name.append(document.createElement("br"), what);
  name.style.left = `${x}px`;
  if (layer === 0) Object.assign(name.style, { left: "0", transform: "none" });
  if (layer + 1 === widths.length) Object.assign(name.style, { left: "auto", right: "0", transform: "none" });
  return name;
}

// Returns the name of a unit for readers.
export function unitName(widths, layer, index) {
  if (layer === 0) return `input x${index}`;
  return layer + 1 === widths.length ? "output" : `layer ${layer}, unit ${index + 1} of ${widths[layer]}`;
}

function unitButton(widths, layer, index, side, [x, y]) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "unit";
  button.setAttribute("aria-label", unitName(widths, layer, index));
  Object.assign(button.style, { left: `${x}px`, top: `${y}px`, width: `${side}px`, height: `${side}px` });
  button.append(document.createElement("canvas"));
  return button;
}

// Returns a path for each weight, in the order of the parameters.
function wires(svg, widths, place, unit, describe) {
  const all = [];
  for (let layer = 1; layer < widths.length; layer += 1) {
    for (let input = 0; input < widths[layer - 1]; input += 1) {
      for (let output = 0; output < widths[layer]; output += 1) {
        const [[x0, y0], [x1, y1]] = [place(layer - 1, input), place(layer, output)];
        const [from, to] = [x0 + unit / 2, x1 - unit / 2];
        const middle = (from + to) / 2;
        const path = document.createElementNS(SVG, "path");
        path.setAttribute("d", `M${from} ${y0}C${middle} ${y0} ${middle} ${y1} ${to} ${y1}`);
        const hit = path.cloneNode();
        hit.setAttribute("class", "hit");
        const wire = { layer, input, output, path, weight: 0 };
        hit.addEventListener("pointerenter", () => describe(wire));
        svg.append(path, hit);
        all.push(wire);
      }
    }
  }
  return all;
}

// Draws the weights and the pictures: `units` of the hidden units, `region` of the output.
export function drawNetwork(network, parameters, units, region, regression) {
  const { widths, layers, activation } = network;
  const colours = namedColours();
  let at = 0;
  let wire = 0;
  for (let layer = 1; layer < widths.length; layer += 1) {
    const weights = widths[layer - 1] * widths[layer];
    for (let index = 0; index < weights; index += 1, wire += 1) drawWire(network.wires[wire], parameters[at + index], colours);
    at += weights + widths[layer];
  }
  const cells = UNIT_SIZE * UNIT_SIZE;
  let unit = 0;
  for (let layer = 1; layer + 1 < widths.length; layer += 1) {
    for (const button of layers[layer]) {
      const values = units.subarray(unit * cells, (unit + 1) * cells);
      picture(values, UNIT_SIZE, scaleOf(activation, values), button.firstChild);
      unit += 1;
    }
  }
  picture(region, REGION_SIZE, outputScale(regression), layers.at(-1)[0].firstChild);
}

// The inputs are the coordinates themselves.
export function drawInputs(network) {
  const values = new Float32Array(UNIT_SIZE * UNIT_SIZE);
  for (const [axis, button] of network.layers[0].entries()) {
    for (let cell = 0; cell < values.length; cell += 1) {
      const [row, column] = [Math.floor(cell / UNIT_SIZE), cell % UNIT_SIZE];
      values[cell] = (axis === 0 ? column : UNIT_SIZE - 1 - row) / ((UNIT_SIZE - 1) / 2) - 1;
    }
    picture(values, UNIT_SIZE, (value) => value, button.firstChild);
  }
}

export function outputScale(regression) {
  return regression ? (value) => value : (value) => 2 * value - 1;
}

function drawWire(wire, weight, colours) {
  wire.weight = weight;
  wire.path.setAttribute("stroke", weight < 0 ? colours.zero : colours.one);
  wire.path.setAttribute("stroke-width", Math.max(0.4, Math.min(7, 1.4 * Math.abs(weight))).toFixed(2));
  wire.path.setAttribute("stroke-opacity", (0.25 + 0.65 * Math.min(1, Math.abs(weight))).toFixed(2));
}

// Returns the bias and the incoming weights of a unit as text.
export function unitText(network, parameters, layer, index) {
  const { widths } = network;
  const name = unitName(widths, layer, index);
  if (layer === 0) return `${name}: the ${index === 0 ? "horizontal" : "vertical"} coordinate of the point`;
  let at = 0;
  for (let before = 1; before < layer; before += 1) at += (widths[before - 1] + 1) * widths[before];
  const weights = Array.from({ length: widths[layer - 1] }, (_, input) => parameters[at + input * widths[layer] + index]);
  const bias = parameters[at + widths[layer - 1] * widths[layer] + index];
  const shown = (value) => value.toFixed(2).replace("-", "−");
  return `${name}: weights ${weights.map(shown).join(", ")}; bias ${shown(bias)}`;
}
