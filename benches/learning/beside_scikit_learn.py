"""scikit-learn's side of `beside-scikit-learn`, which calls it: trains on the files of a folder and prints scores."""

import re
import sys
import time
import warnings
from pathlib import Path

import numpy
import sklearn
from sklearn.neural_network import MLPClassifier, MLPRegressor

warnings.filterwarnings("ignore")
WORDS = {"relu": "relu", "tanh": "tanh", "sigmoid": "logistic"}


def read(path, classes):
    table = numpy.loadtxt(path, delimiter=",", dtype=numpy.float32, ndmin=2)
    targets = table[:, -1]
    return table[:, :-1], targets.astype(int) if classes else targets


def main():
    folder, seeds, epochs, batch = Path(sys.argv[1]), *map(int, sys.argv[2:5])
    rate, alpha = map(float, sys.argv[5:7])
    print(sklearn.__version__)
    for row, network in enumerate(sys.argv[7:]):
        classes = network.startswith("accuracy")
        hidden = re.findall(r"=> (\d+) (\w+)(?= =>)", network)
        for seed in range(seeds):
            inputs, targets = read(folder / f"{row}-{seed}-train.csv", classes)
            kind = MLPClassifier if classes else MLPRegressor
            # neither side stops early
            model = kind(
                hidden_layer_sizes=[int(width) for width, _ in hidden],
                activation=WORDS[hidden[0][1]],
                learning_rate_init=rate,
                alpha=alpha,
                batch_size=min(batch, len(inputs)),
                max_iter=epochs,
                n_iter_no_change=epochs + 1,
                tol=0,
                random_state=seed,
            )
            start = time.perf_counter()
            model.fit(inputs, targets)
            seconds = time.perf_counter() - start
            print(row, model.score(*read(folder / f"{row}-{seed}-test.csv", classes)), seconds)


main()
