// Colours of values from -1 (class 0) over 0 to 1 (class 1), in the theme of now.

const STEPS = 255;
// Regions are paler than the points on them.
const STRENGTH = 0.6;
let table = new Uint8ClampedArray(3 * STEPS);
let named = {};

// Reads the colours of the theme from the style sheet.
export function readColours() {
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(`--${name}`).trim();
  named = { zero: colour("zero"), one: colour("one"), edge: colour("point-edge"), boundary: colour("boundary"), middle: colour("middle") };
  const [zero, middle, one] = [named.zero, named.middle, named.one].map(channels);
  table = new Uint8ClampedArray(3 * STEPS);
  for (let step = 0; step < STEPS; step += 1) {
    const value = (2 * step) / (STEPS - 1) - 1;
    const end = value < 0 ? zero : one;
    const strength = STRENGTH * Math.abs(value);
    for (let channel = 0; channel < 3; channel += 1) {
      table[3 * step + channel] = middle[channel] + strength * (end[channel] - middle[channel]);
    }
  }
}

export function namedColours() {
  return named;
}

// Returns red, green and blue of `#rgb` or `#rrggbb`.
function channels(colour) {
  const digits = colour.slice(1);
  const wide = digits.length === 3 ? [...digits].map((digit) => digit + digit).join("") : digits;
  return [0, 2, 4].map((at) => parseInt(wide.slice(at, at + 2), 16));
}

// Writes values as pixels of a picture; `scale` maps them to -1..1.
export function paint(pixels, values, scale) {
  for (let index = 0; index < values.length; index += 1) {
    const value = Math.max(-1, Math.min(1, scale(values[index])));
    const step = 3 * Math.round(((value + 1) / 2) * (STEPS - 1));
    pixels[4 * index] = table[step];
    pixels[4 * index + 1] = table[step + 1];
    pixels[4 * index + 2] = table[step + 2];
    pixels[4 * index + 3] = 255;
  }
}

// Returns the full colour of a value, for a point.
export function strongColour(value) {
  const [middle, end] = [named.middle, value < 0 ? named.zero : named.one].map(channels);
  const strength = Math.min(1, Math.abs(value));
  return `rgb(${middle.map((channel, index) => Math.round(channel + strength * (end[index] - channel))).join(" ")})`;
}

// Returns how an activation's outputs become -1..1; those without bounds are compared with the largest.
export function scaleOf(activation, values) {
  if (activation === "tanh") return (value) => value;
  if (activation === "sigmoid") return (value) => 2 * value - 1;
  let largest = 1e-6;
  for (const value of values) largest = Math.max(largest, Math.abs(value));
  return (value) => value / largest;
}
