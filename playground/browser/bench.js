// The same training with each library: 2 => 8 tanh => 8 tanh => 1 on 280 points of two circles, Adam.
//
// TensorFlow.js has the same layers, loss, optimizer and batches. brain.js has neither batches nor another loss than the
// squared error, and its last layer has the activation of the others; so it is compared with batches of one.

import { loadEngine } from "./engine.js";

const SETTINGS = "data=circles&network=8-8&activation=tanh&rate=0.01&seed=7";

function samples(engine) {
  const numbers = engine.samples();
  const rows = Array.from({ length: numbers.length / 4 }, (_, row) => [...numbers.subarray(4 * row, 4 * row + 4)]);
  return rows.filter(([, , , test]) => !test).map(([x, y, target]) => ({ input: [x, y], output: [target] }));
}

// Returns the loss after training and the milliseconds for an epoch; `train` trains for a number of epochs.
async function time(epochs, train) {
  await train(epochs); // until the engine has compiled everything
  const begin = performance.now();
  const loss = await train(epochs);
  return { milliseconds: (performance.now() - begin) / epochs, loss };
}

const benches = {
  async playground({ batch, epochs }, engine) {
    return time(epochs, (count) => {
      engine.start(`${SETTINGS}&batch=${batch}`);
      engine.train(count);
      return engine.trainLosses().at(-1);
    });
  },
  async tensorflow({ batch, epochs, backend }, engine) {
    await tf.setBackend(backend);
    await tf.ready();
    const data = samples(engine);
    const inputs = tf.tensor2d(data.map(({ input }) => input));
    const targets = tf.tensor2d(data.map(({ output }) => output));
    return time(epochs, async (count) => {
      const model = tf.sequential();
      model.add(tf.layers.dense({ units: 8, activation: "tanh", inputShape: [2] }));
      model.add(tf.layers.dense({ units: 8, activation: "tanh" }));
      model.add(tf.layers.dense({ units: 1, activation: "sigmoid" }));
      model.compile({ optimizer: tf.train.adam(0.01), loss: "binaryCrossentropy" });
      const history = await model.fit(inputs, targets, { epochs: count, batchSize: batch, shuffle: true, verbose: 0, yieldEvery: "never" });
      return history.history.loss.at(-1);
    });
  },
  async brain({ epochs }, engine) {
    const data = samples(engine);
    return time(epochs, (count) => {
      const net = new brain.NeuralNetwork({ hiddenLayers: [8, 8], activation: "tanh" });
      const options = { iterations: count, errorThresh: 1e-12, learningRate: 0.01, praxis: "adam", log: false };
      return net.train(data, options).error;
    });
  },
};

globalThis.bench = async (name, options) => {
  const engine = await loadEngine();
  engine.start(`${SETTINGS}&batch=${options.batch}`);
  return { instructions: engine.instructions(), ...(await benches[name](options, engine)) };
};
globalThis.ready = true;
