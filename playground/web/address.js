// The state in the address: the settings of the crate, and the epoch and the speed of the page.

// Returns the parts of `#data=circles&seed=7`.
export function readAddress() {
  return Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
}

// Replaces the address without a step in the history.
export function writeAddress(settings, epoch, speed) {
  const parts = new URLSearchParams(settings);
  if (epoch > 0) parts.set("epoch", epoch);
  if (speed !== "1") parts.set("speed", speed);
  history.replaceState(null, "", `#${parts}`);
}
