// The page: settings in, pictures out.

import { readAddress, writeAddress } from "./address.js";
import { readColours, paint, scaleOf } from "./colours.js";
import { fillControls, fillNetworks, onChange, showSettings } from "./controls.js";
import { HINTS, chooseData, dataView, drawThumbnails } from "./data-view.js";
import { drawing, pointsFromText, pointsText } from "./drawing.js";
import { loadEngine } from "./engine.js";
import { drawLosses } from "./loss-view.js";
import { UNIT_SIZE, drawInputs, drawNetwork, networkView, outputScale, unitName, unitText } from "./network-view.js";
import { REGION_SIZE, drawRegion } from "./region-view.js";
import { copyText, download } from "./save.js";
import { theme } from "./theme.js";

const MOST_EPOCHS = 20_000;
const at = (id) => document.getElementById(id);
const page = { engine: null, settings: {}, epoch: 0, playing: false, shown: null, network: null, pen: null, names: [] };

async function main() {
  readColours();
  page.engine = await loadEngine();
  page.names = fillControls(page.engine.choices());
  dataView(at("data"), page.names, (name) => change("data", name));
  page.pen = drawing(at("region"), () => page.settings.data === "drawn", pointsChanged);
  theme(at("theme"), () => {
    readColours();
    thumbnails();
    drawAll();
  });
  onChange(change);
  listen();
  fromAddress();
  thumbnails();
  at("build").textContent = `This browser runs the ${page.engine.instructions()} build.`;
  document.documentElement.dataset.ready = "yes";
}

function listen() {
  at("play").addEventListener("click", () => play(!page.playing));
  at("step").addEventListener("click", () => {
    play(false);
    advance(1);
    drawAll();
    announce();
    remember();
  });
  at("reset").addEventListener("click", () => {
    play(false);
    begin();
  });
  at("controls").addEventListener("submit", (event) => event.preventDefault());
  at("speed").addEventListener("change", remember);
  at("show-test").addEventListener("change", drawAll);
  at("undo").addEventListener("click", () => {
    page.pen.points.pop();
    pointsChanged();
  });
  at("clear").addEventListener("click", () => {
    page.pen.points = [];
    pointsChanged();
  });
  at("copy").addEventListener("click", async () => {
    say((await copyText(page.engine.program())) ? "The program is in the clipboard." : "The clipboard cannot be used here.");
  });
  at("download").addEventListener("click", () => {
    download(page.engine.file(), "net.safetensors");
    say("The weights are saved as net.safetensors.");
  });
  at("source").addEventListener("toggle", showProgram);
  addEventListener("hashchange", fromAddress);
  addEventListener("resize", () => {
    buildNetwork();
    drawAll();
  });
}

// Takes all settings from the address and trains as far as it says.
function fromAddress() {
  play(false);
  const { epoch = "0", speed = "1", ...settings } = readAddress();
  at("speed").value = [...at("speed").options].some((option) => option.value === speed) ? speed : "1";
  page.pen.points = pointsFromText(settings.points ?? "");
  // all that the address does not say has its default
  page.settings = Object.fromEntries(new URLSearchParams(page.engine.start("")));
  if (!begin({ ...page.settings, ...settings })) begin(page.settings);
  advance(Math.min(MOST_EPOCHS, Math.max(0, Math.floor(Number(epoch)) || 0)));
  drawAll();
  remember();
}

function change(name, value) {
  begin({ ...page.settings, [name]: value });
}

// Begins anew with settings, and goes on training if it was running; returns whether the crate accepted them.
function begin(settings = page.settings) {
  const asked = { ...settings };
  if (page.pen.points.length > 0) asked.points = pointsText(page.pen.points);
  else delete asked.points;
  at("region-note").hidden = true;
  try {
    const text = Object.entries(asked).map(([key, value]) => `${key}=${value}`).join("&");
    page.settings = Object.fromEntries(new URLSearchParams(page.engine.start(text)));
    page.started = true;
  } catch (error) {
    if (asked.data !== "drawn" || !page.names.includes(asked.data)) {
      say(error.message);
      return false;
    }
    page.settings = asked;
    page.started = false;
    play(false);
    at("region-note").textContent = error.message;
    at("region-note").hidden = false;
  }
  page.epoch = 0;
  showAll();
  return true;
}

// Shows settings that are new.
function showAll() {
  showSettings(page.settings);
  chooseData(at("data"), page.settings.data);
  at("data-hint").textContent = HINTS[page.settings.data] ?? "";
  at("region").classList.toggle("drawing", isDrawn());
  at("region").tabIndex = isDrawn() ? 0 : -1;
  at("region").setAttribute("role", isDrawn() ? "application" : "img");
  for (const id of ["play", "step", "reset", "copy", "download"]) at(id).disabled = !page.started;
  if (page.started) fillNetworks(page.engine.declarations(), page.settings.network);
  at("line").textContent = `mlp! { struct Net: ${at("network").selectedOptions[0]?.text} }`;
  buildNetwork();
  drawAll();
  remember();
}

function isDrawn() {
  return page.settings.data === "drawn";
}

function isRegression() {
  return page.settings.data === "regression";
}

function pointsChanged() {
  const before = pointsText(page.pen.points);
  if (before !== (page.settings.points ?? "")) begin();
  else drawAll();
  if (page.pen.points.length % 8 === 0) thumbnails();
}

function buildNetwork() {
  const hidden = page.settings.network.split("-").map(Number).filter(Boolean);
  page.shown = null;
  page.network = networkView(at("network-view"), [2, ...hidden, 1], page.settings.activation, show, describe);
  drawInputs(page.network);
}

// Shows a unit large, or the output again.
function show(unit) {
  page.shown = unit && unit.layer > 0 && unit.layer + 1 < page.network.widths.length ? unit : null;
  if (unit && page.started) at("readout").textContent = unitText(page.network, page.engine.parameters(), unit.layer, unit.index);
  drawAll();
}

function describe({ layer, input, output, weight }) {
  const { widths } = page.network;
  const value = weight.toFixed(3).replace("-", "−");
  at("readout").textContent = `weight from ${unitName(widths, layer - 1, input)} to ${unitName(widths, layer, output)}: ${value}`;
}

function advance(epochs) {
  if (!page.started) return;
  const done = page.engine.train(epochs);
  page.epoch += done;
  if (done < epochs) {
    play(false);
    say("The loss became infinite, so training stopped. A smaller learning rate helps.");
  }
}

function play(on) {
  if (page.playing === on) return;
  page.playing = on;
  const [icon, word] = at("play").children;
  icon.textContent = on ? "❚❚" : "▶";
  word.textContent = on ? "Pause" : "Train";
  if (on) requestAnimationFrame(frame);
  else {
    announce();
    remember();
    showProgram();
  }
}

let lastEpoch = 0;
let lastWords = 0;

// One picture of the screen: some epochs, then everything that changed.
function frame(now) {
  if (!page.playing) return;
  const speed = at("speed").value;
  if (speed !== "slow" || now - lastEpoch > 200) {
    lastEpoch = now;
    advance(speed === "slow" ? 1 : Number(speed));
    drawAll();
  }
  if (now - lastWords > 5000) {
    lastWords = now;
    announce();
  }
  if (page.epoch >= MOST_EPOCHS) play(false);
  requestAnimationFrame(frame);
}

function rows(numbers) {
  return Array.from({ length: numbers.length / 4 }, (_, index) => [...numbers.subarray(4 * index, 4 * index + 4)]);
}

function drawAll() {
  if (!page.network) return;
  at("epoch").value = page.epoch;
  const regression = isRegression();
  const common = { regression, showTest: at("show-test").checked, cross: isDrawn() ? page.pen.cross : null };
  if (!page.started) {
    const samples = page.pen.points.map(([x, y, target]) => [x / 1000, y / 1000, target, 0]);
    drawRegion(at("region"), { ...common, values: null, level: null, view: [0, 0, 1], samples });
    for (const id of ["train-loss", "test-loss", "accuracy"]) at(id).textContent = "–";
    at("losses").replaceChildren();
    return;
  }
  const { engine, network } = page;
  const region = engine.region(REGION_SIZE);
  drawNetwork(network, engine.parameters(), engine.units(UNIT_SIZE), region, regression);
  drawLarge(region, common);
  drawNumbers(regression);
}

// The large picture shows the output, or the unit that is pointed at.
function drawLarge(region, common) {
  const { engine, network, shown, settings } = page;
  let [values, scale, level] = [region, outputScale(common.regression), common.regression ? 0 : 0.5];
  if (shown) {
    let before = 0;
    for (let layer = 1; layer < shown.layer; layer += 1) before += network.widths[layer];
    const cells = REGION_SIZE * REGION_SIZE;
    const first = (before + shown.index) * cells;
    values = engine.units(REGION_SIZE).subarray(first, first + cells);
    [scale, level] = [scaleOf(settings.activation, values), null];
  }
  at("output-title").textContent = shown ? `Output of ${unitName(network.widths, shown.layer, shown.index)}` : "Output";
  drawRegion(at("region"), { ...common, values, scale, level, view: engine.view(), samples: rows(engine.samples()) });
  const ramp = Float32Array.from({ length: 128 }, (_, index) => index / 63.5 - 1);
  const context = at("scale").getContext("2d");
  const image = context.createImageData(128, 1);
  paint(image.data, ramp, (value) => value);
  context.putImageData(image, 0, 0);
  const low = common.regression || (shown && settings.activation !== "sigmoid") ? "−1" : "0";
  const unbounded = shown && !["tanh", "sigmoid"].includes(settings.activation);
  at("low").textContent = unbounded ? "−max" : low;
  at("high").textContent = unbounded ? "max" : "1";
}

function drawNumbers(regression) {
  const [train, test] = [page.engine.trainLosses(), page.engine.testLosses()];
  const accuracy = page.engine.accuracies()[1];
  at("train-loss").textContent = train.at(-1).toFixed(4);
  at("test-loss").textContent = test.at(-1).toFixed(4);
  at("accuracy").textContent = regression ? "–" : `${(100 * accuracy).toFixed(1)} %`;
  drawLosses(at("losses"), train, test);
  const words = `Loss curves over ${page.epoch} epochs: training ${train.at(-1).toFixed(4)}, test ${test.at(-1).toFixed(4)}`;
  at("losses").setAttribute("aria-label", words);
}

function announce() {
  if (!page.started) return;
  const accuracy = isRegression() ? "" : `, test accuracy ${at("accuracy").textContent}`;
  say(`Epoch ${page.epoch}: test loss ${at("test-loss").textContent}${accuracy}.`);
}

function say(words) {
  at("status").textContent = words;
}

function remember() {
  const settings = Object.entries(page.settings).map(([key, value]) => `${key}=${value}`).join("&");
  writeAddress(settings, page.epoch, at("speed").value);
  showProgram();
}

function showProgram() {
  if (at("source").open && page.started && !page.playing) at("program").textContent = page.engine.program();
}

// The small pictures need the samples of each set, so each begins once; then the run of now is begun and trained again.
function thumbnails() {
  const { engine, epoch, started } = page;
  const current = Object.entries(page.settings).map(([key, value]) => `${key}=${value}`).join("&");
  drawThumbnails(at("data"), (name) => {
    if (name === "drawn") {
      return { samples: page.pen.points.map(([x, y, target]) => [x / 1000, y / 1000, target]), view: [0, 0, 1] };
    }
    engine.start(`data=${name}&noise=${name === "blobs" ? "0.3" : "0.1"}`);
    return { samples: rows(engine.samples()), view: engine.view() };
  });
  if (!started) return;
  engine.start(current);
  engine.train(epoch);
}

main().catch((error) => {
  at("failure").textContent = `The playground could not start: ${error.message}`;
  at("failure").hidden = false;
  throw error;
});
