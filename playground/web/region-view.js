// The large picture: the output over the plane, its boundary, and the samples.

import { namedColours, paint, strongColour } from "./colours.js";

export const REGION_SIZE = 100;

// Draws values of a grid, and samples as `[x, y, target, 1 for a test sample]`.
export function drawRegion(canvas, { values, scale, level, view, samples, regression, showTest, cross, dot = 95 }) {
  const side = Math.round(canvas.clientWidth * Math.min(window.devicePixelRatio || 1, 3));
  if (canvas.width !== side || canvas.height !== side) canvas.width = canvas.height = side;
  const context = canvas.getContext("2d");
  context.fillStyle = namedColours().middle;
  context.fillRect(0, 0, side, side);
  if (values) {
    context.imageSmoothingEnabled = true;
    context.imageSmoothingQuality = "high";
    context.drawImage(picture(values, REGION_SIZE, scale), 0, 0, side, side);
    if (level !== null) drawBoundary(context, values, level, side);
  }
  const place = ([x, y]) => [((x - view[0]) / view[2] + 1) * 0.5 * side, ((view[1] - y) / view[2] + 1) * 0.5 * side];
  for (const sample of samples) {
    if (!sample[3] || showTest) drawSample(context, place(sample), sample, regression, side, dot);
  }
  if (cross) drawCross(context, place(cross), side);
}

// Returns a small canvas with the values as colours.
export function picture(values, size, scale, canvas = document.createElement("canvas")) {
  if (canvas.width !== size) canvas.width = canvas.height = size;
  const context = canvas.getContext("2d");
  const image = context.createImageData(size, size);
  paint(image.data, values, scale);
  context.putImageData(image, 0, 0);
  return canvas;
}

function drawSample(context, [x, y], [, , target, test], regression, side, dot) {
  const colours = namedColours();
  context.beginPath();
  context.arc(x, y, side / dot, 0, 2 * Math.PI);
  context.fillStyle = regression ? strongColour(target) : target ? colours.one : colours.zero;
  // a target near 0 has the colour of the region, so its edge has another
  context.strokeStyle = test || regression ? colours.boundary : colours.edge;
  context.lineWidth = side / (regression && !test ? 500 : 250);
  context.fill();
  context.stroke();
}

// Marching squares: in each cell between four values, the line where they pass the level.
function drawBoundary(context, values, level, side) {
  const size = REGION_SIZE;
  const step = side / size;
  context.beginPath();
  for (let row = 0; row + 1 < size; row += 1) {
    for (let column = 0; column + 1 < size; column += 1) {
      const at = row * size + column;
      const corners = [values[at], values[at + 1], values[at + size + 1], values[at + size]].map((value) => value - level);
      const ends = crossings(corners).map(([x, y]) => [(column + 0.5 + x) * step, (row + 0.5 + y) * step]);
      for (let end = 0; end + 1 < ends.length; end += 2) {
        context.moveTo(...ends[end]);
        context.lineTo(...ends[end + 1]);
      }
    }
  }
  context.strokeStyle = namedColours().boundary;
  context.lineWidth = side / 200;
  context.stroke();
}

// Returns where the sides of a unit square, clockwise from the top, have the value 0.
function crossings(corners) {
  const square = [[0, 0], [1, 0], [1, 1], [0, 1]];
  const found = [];
  for (let from = 0; from < 4; from += 1) {
    const to = (from + 1) % 4;
    if (corners[from] < 0 === corners[to] < 0) continue;
    const part = corners[from] / (corners[from] - corners[to]);
    found.push([0, 1].map((axis) => square[from][axis] + part * (square[to][axis] - square[from][axis])));
  }
  return found;
}

function drawCross(context, [x, y], side) {
  const arm = Math.max(side / 30, 9);
  context.beginPath();
  context.moveTo(x - arm, y);
  context.lineTo(x + arm, y);
  context.moveTo(x, y - arm);
  context.lineTo(x, y + arm);
  context.strokeStyle = namedColours().boundary;
  context.lineWidth = Math.max(side / 120, 2);
  context.stroke();
}
