// The controls: their values, and the settings as the crate reads them.

const LABELS = {
  activation: { identity: "linear (identity)" },
  decay: { "0.0": "none" },
  batch: { 280: "280 (all)" },
  noise: { "0.0": "none" },
};
const SELECTS = ["activation", "rate", "batch", "decay", "noise"];

// Fills the selects with what the crate offers, given as lines `rate=0.001 0.003`; returns the names of the data sets.
export function fillControls(choices) {
  const values = Object.fromEntries(choices.trim().split("\n").map((line) => line.split("=")));
  for (const name of SELECTS) {
    const options = values[name].split(" ").map((value) => new Option(LABELS[name]?.[value] ?? value, value));
    document.getElementById(name).replaceChildren(...options);
  }
  return values.data.split(" ");
}

// Shows the declarations, given as lines of widths, a tab and the line one would write.
export function fillNetworks(declarations, network) {
  const lines = declarations.trim().split("\n").map((line) => line.split("\t"));
  document.getElementById("network").replaceChildren(...lines.map(([widths, line]) => new Option(line, widths)));
  document.getElementById("network").value = network;
}

// Shows settings that the crate has accepted.
export function showSettings(settings) {
  for (const name of SELECTS) document.getElementById(name).value = settings[name];
  document.getElementById("seed").value = settings.seed;
  document.getElementById("activation").disabled = settings.network === "0";
  document.getElementById("drawing").hidden = settings.data !== "drawn";
  document.getElementById("noise-label").hidden = settings.data === "drawn";
}

// Calls `changed` with the name of a setting and its new value.
export function onChange(changed) {
  for (const name of [...SELECTS, "network"]) {
    const select = document.getElementById(name);
    select.addEventListener("change", () => changed(name, select.value));
  }
  const seed = document.getElementById("seed");
  const toSeed = (value) => changed("seed", String(Math.max(0, Math.min(4294967295, Math.floor(Number(value) || 0)))));
  seed.addEventListener("change", () => toSeed(seed.value));
  document.getElementById("new-seed").addEventListener("click", () => toSeed((Number(seed.value) + 1) % 4294967296));
}
