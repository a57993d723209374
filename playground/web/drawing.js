// Points that are drawn into the large picture: with a pointer, a finger or the keyboard.

const STEP = 0.05;
const APART = 0.035;
export const MOST_POINTS = 500;

// Returns the pen: it draws while `isOn()`, and calls `changed` after every change.
export function drawing(canvas, isOn, changed) {
  const pen = { points: [], cross: null };
  let last = null;
  const chosen = () => Number(document.querySelector("input[name=class]:checked").value);
  const add = (x, y) => {
    if (pen.points.length >= MOST_POINTS) return;
    pen.points.push([thousandths(x), thousandths(y), chosen()]);
    changed();
  };
  const place = (event) => {
    const frame = canvas.getBoundingClientRect();
    return [(2 * (event.clientX - frame.left)) / frame.width - 1, 1 - (2 * (event.clientY - frame.top)) / frame.height];
  };
  canvas.addEventListener("pointerdown", (event) => {
    if (!isOn()) return;
    canvas.setPointerCapture(event.pointerId);
    pen.cross = null;
    last = place(event);
    add(...last);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!isOn() || !last) return;
    const [x, y] = place(event);
    if (Math.hypot(x - last[0], y - last[1]) < APART || Math.abs(x) > 1 || Math.abs(y) > 1) return;
    last = [x, y];
    add(x, y);
  });
  for (const event of ["pointerup", "pointercancel"]) canvas.addEventListener(event, () => (last = null));
  canvas.addEventListener("keydown", (event) => {
    if (isOn() && key(event.key, pen, add)) event.preventDefault();
    else return;
    changed();
  });
  canvas.addEventListener("blur", () => {
    pen.cross = null;
    if (isOn()) changed();
  });
  return pen;
}

// Does what a key stands for and returns whether there was something to do.
function key(name, pen, add) {
  const moves = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
  const [x, y] = pen.cross ?? [0, 0];
  if (moves[name]) {
    const [right, up] = moves[name];
    pen.cross = [x + STEP * right, y + STEP * up].map((at) => Math.max(-0.95, Math.min(0.95, at)));
  } else if (name === " " || name === "Enter") {
    pen.cross = [x, y];
    add(x, y);
  } else if (name === "c" || name === "C") {
    document.querySelector("input[name=class]:not(:checked)").click();
  } else if (name === "Backspace") {
    pen.points.pop();
  } else {
    return false;
  }
  return true;
}

function thousandths(value) {
  return Math.round(1000 * Math.max(-1, Math.min(1, value)));
}

// The points as the address has them.
export function pointsText(points) {
  return points.map((point) => point.join(".")).join("_");
}

export function pointsFromText(text) {
  const points = text.split("_").filter(Boolean).map((point) => point.split(".").map(Number));
  return points.filter((point) => point.length === 3 && point.every(Number.isInteger)).slice(0, MOST_POINTS);
}
