// The crate in WebAssembly: loads it, and turns its exports into functions with text and arrays.

// A module with one instruction of simd128, which only browsers that have it accept.
const SIMD_MODULE = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11,
]);

// Loads the program that this browser runs fastest; `?build=scalar` in the address asks for the other one.
export async function loadEngine() {
  const asked = new URLSearchParams(location.search).get("build");
  const name = asked === "scalar" || !WebAssembly.validate(SIMD_MODULE) ? "scalar" : "simd128";
  const { instance } = await WebAssembly.instantiate(await program(name), {});
  return engine(instance.exports);
}

// A browser does not read `.wasm` from the disk, so there the bytes come from a script.
async function program(name) {
  if (location.protocol.startsWith("http")) {
    const response = await fetch(`${name}.wasm`);
    if (response.ok) return response.arrayBuffer();
  }
  await new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = `${name}.wasm.js`;
    script.onload = resolve;
    script.onerror = () => reject(new Error(`${name}.wasm.js could not be loaded`));
    document.head.append(script);
  });
  return Uint8Array.from(atob(globalThis.playgroundProgram), (letter) => letter.charCodeAt(0));
}

function engine(exports) {
  // A buffer is gone once memory has grown, so views are made after each call. Copies, since the next call replaces the contents.
  const bytes = (length) => new Uint8Array(exports.memory.buffer, exports.text(), length).slice();
  const text = (length) => new TextDecoder().decode(bytes(length));
  const numbers = (length) => new Float32Array(exports.memory.buffer, exports.values(), length).slice();
  return {
    choices: () => text(exports.list_choices()),
    declarations: () => text(exports.declarations()),
    instructions: () => text(exports.instructions()),
    // Returns the settings in full; throws the message if they are wrong.
    start(settings) {
      const written = new TextEncoder().encode(settings);
      const place = exports.room_for_text(written.length);
      new Uint8Array(exports.memory.buffer, place, written.length).set(written);
      const done = exports.start();
      const result = text(exports.text_length());
      if (!done) throw new Error(result);
      return result;
    },
    train: (epochs) => exports.train(epochs),
    program: () => text(exports.write_program()),
    file: () => bytes(exports.write_file()),
    trainLosses: () => numbers(exports.train_losses()),
    testLosses: () => numbers(exports.test_losses()),
    accuracies: () => numbers(exports.accuracies()),
    parameters: () => numbers(exports.parameters()),
    view: () => numbers(exports.view()),
    samples: () => numbers(exports.samples()),
    region: (size) => numbers(exports.region(size)),
    units: (size) => numbers(exports.units(size)),
  };
}
