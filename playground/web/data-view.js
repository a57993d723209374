// The choice of data: a small picture of each set.

import { drawRegion } from "./region-view.js";

const TITLES = {
  circles: "Circles",
  xor: "Xor",
  blobs: "Blobs",
  spirals: "Spirals",
  moons: "Moons",
  regression: "Regression",
  drawn: "Draw",
};
export const HINTS = {
  regression: "A number for each point of the plane: half a monkey saddle, (x³ − 3xy²) / 2.",
  drawn: "At least four points of each colour.",
};

// Builds the choice; `chosen` is called with a name.
export function dataView(container, names, chosen) {
  for (const name of names) {
    const label = document.createElement("label");
    const input = Object.assign(document.createElement("input"), { type: "radio", name: "data", value: name });
    input.addEventListener("change", () => chosen(name));
    const canvas = document.createElement("canvas");
    canvas.setAttribute("aria-hidden", "true");
    label.append(input, canvas, TITLES[name]);
    container.append(label);
  }
}

// Draws the small pictures; `samplesOf` returns the samples and the view of a set.
export function drawThumbnails(container, samplesOf) {
  for (const label of container.children) {
    const name = label.querySelector("input").value;
    const { samples, view } = samplesOf(name);
    const some = samples.filter((_, index) => index % 3 === 0 || name === "drawn");
    const regression = name === "regression";
    // most targets of the regression are near 0, too pale for so small a picture
    const large = some.map(([x, y, target]) => [x, y, regression ? 3 * target : target, 0]);
    drawThumbnail(label.querySelector("canvas"), large, view, regression);
  }
}

function drawThumbnail(canvas, samples, view, regression) {
  drawRegion(canvas, { values: null, level: null, view, samples, regression, showTest: true, dot: 30, cross: samples.length ? null : view });
}

export function chooseData(container, name) {
  container.querySelector(`input[value=${name}]`).checked = true;
}
