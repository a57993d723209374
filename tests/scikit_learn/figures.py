"""Makes data/*: what scikit-learn says of the answers, tables and folds that the tests compare with.

    python -m venv venv && venv/bin/pip install scikit-learn==1.9.1 && venv/bin/python figures.py
"""

import json
from pathlib import Path

import numpy
import sklearn
from sklearn import metrics
from sklearn.datasets import load_diabetes, load_digits
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.model_selection import KFold, StratifiedKFold, train_test_split
from sklearn.model_selection._split import _validate_shuffle_split
from sklearn.preprocessing import MinMaxScaler, StandardScaler, minmax_scale

DATA = Path(__file__).parent / "data"
numpy.seterr(all="ignore")


def write_table(name, header, rows):
    """A CSV file; the shortest digits that stand for a `float32` stand for no other."""
    lines = [",".join(header)] + [",".join(str(x) for x in row) for row in rows]
    (DATA / name).write_text("\n".join(lines) + "\n")


def scores(truth, found):
    """Precision, recall, F1 of each class and averaged, as the matrix of them gives them by default."""
    averages = {}
    for average in ["macro", "weighted"]:
        averages[average] = list(metrics.precision_recall_fscore_support(truth, found, average=average, zero_division=0))[:3]
    classes = metrics.precision_recall_fscore_support(truth, found, zero_division=0)
    return {
        "labels": sorted(int(c) for c in set(truth) | set(found)),
        "precision": classes[0].tolist(),
        "recall": classes[1].tolist(),
        "f1": classes[2].tolist(),
        "support": [int(n) for n in classes[3]],
        "accuracy": metrics.accuracy_score(truth, found),
        "matrix": metrics.confusion_matrix(truth, found).tolist(),
        **averages,
    }


def digits():
    """A classifier of digits that is bad on purpose: few samples, and noise on the pixels."""
    images, labels = load_digits(return_X_y=True)
    train, test, train_labels, test_labels = train_test_split(images, labels, test_size=0.2, random_state=0, stratify=labels)
    noise = numpy.random.RandomState(0).normal(0, 4, test.shape)
    model = LogisticRegression(max_iter=200).fit(train[:300], train_labels[:300])
    outputs = model.predict_proba(test + noise).astype(numpy.float32)
    write_table("digits.csv", ["label"] + [f"p{c}" for c in range(10)], [[label, *row] for label, row in zip(test_labels, outputs)])
    found = outputs.argmax(axis=1)
    return {
        "scores": scores(test_labels, found),
        "top_k": [metrics.top_k_accuracy_score(test_labels, outputs, k=k) for k in range(1, 10)],
        "roc_auc": metrics.roc_auc_score(test_labels, outputs, multi_class="ovr", average="macro"),
        "log_loss": metrics.log_loss(test_labels, outputs),
    }


def binary():
    """Is it an 8? One output, rounded so that many are equal."""
    images, labels = load_digits(return_X_y=True)
    truth = (labels == 8).astype(int)
    model = LogisticRegression(max_iter=200).fit(images[:200, ::4], truth[:200])
    outputs = model.predict_proba(images[200:600, ::4])[:, 1].round(2).astype(numpy.float32)
    truth = truth[200:600]
    write_table("eights.csv", ["label", "p"], [[label, p] for label, p in zip(truth, outputs)])
    return {
        "scores": scores(truth, (outputs >= 0.5).astype(int)),
        "roc_auc": metrics.roc_auc_score(truth, outputs),
        "log_loss": metrics.log_loss(truth, outputs),
    }


def zero_division():
    """Classes that are never found, never there, or neither."""
    cases = [
        ([0, 1, 2, 2], [0, 0, 0, 0]),
        ([0, 0, 0, 0], [0, 1, 2, 2]),
        ([0, 1, 1, 4], [0, 1, 4, 1]),
        ([3, 3], [2, 2]),
    ]
    return [{"truth": truth, "found": found, **scores(truth, found)} for truth, found in cases]


def regression():
    """The progress of diabetes from three of ten measurements; and two outputs, one of them constant."""
    inputs, targets = load_diabetes(return_X_y=True)
    model = LinearRegression().fit(inputs[:300, 2:5], targets[:300])
    outputs, targets = model.predict(inputs[300:, 2:5]).astype(numpy.float32), targets[300:].astype(numpy.float32)
    write_table("diabetes.csv", ["target", "output"], [[t, y] for t, y in zip(targets, outputs)])

    def figures(targets, outputs):
        return {
            "r2": metrics.r2_score(targets, outputs),
            "rmse": metrics.root_mean_squared_error(targets, outputs),
            "mae": metrics.mean_absolute_error(targets, outputs),
        }

    several = []
    for targets_of, outputs_of in [
        ([[1, 5], [2, 5], [3, 5]], [[1, 5], [2, 4], [4, 5]]),
        ([[1, 5], [2, 5], [3, 5]], [[3, 5], [2, 5], [1, 5]]),
        ([[1e20, 0.5], [-1e20, 1.5]], [[2e20, 0.25], [1e20, 1.25]]),
    ]:
        several.append({"targets": targets_of, "outputs": outputs_of, **figures(targets_of, outputs_of)})
    return {**figures(targets.astype(float), outputs.astype(float)), "several": several}


def scaling():
    """Columns that are ordinary, constant, far from 0, and tiny."""
    random = numpy.random.RandomState(1)
    rows = numpy.stack([random.normal(3, 2, 40), numpy.full(40, 0.1), random.uniform(1000, 1001, 40), random.normal(0, 1e-6, 40)], axis=1)
    rows = rows.astype(numpy.float32)
    write_table("rows.csv", ["ordinary", "constant", "far", "tiny"], rows)
    rows = rows.astype(float)
    return {
        "standard": StandardScaler().fit_transform(rows).tolist(),
        "mean": StandardScaler().fit(rows).mean_.tolist(),
        "scale": StandardScaler().fit(rows).scale_.tolist(),
        "min_max": MinMaxScaler().fit_transform(rows).tolist(),
        "symmetric": minmax_scale(rows, (-1, 1)).tolist(),
    }


def splits():
    """Sizes of both parts, however they are asked for; null where scikit-learn refuses."""
    sizes = []
    for samples in [1, 2, 3, 5, 10, 11, 150, 1797]:
        for test in [None, 0.1, 0.2, 0.25, 1 / 3, 0.5, 0.99, 1, 4, 150]:
            for train in [None, 0.1, 0.5, 0.8, 1, 7]:
                try:
                    parts = _validate_shuffle_split(samples, test, train, default_test_size=0.25)
                except ValueError:
                    parts = None
                sizes.append([samples, test, train, parts and [int(n) for n in parts]])
    return json.loads(json.dumps(sizes))


def stratified():
    """How many of each class go into both parts, where no two classes compete for the last sample."""
    cases = []
    for counts, test in [([10, 20, 70], 0.2), ([33, 14, 53], 0.3), ([5, 5, 2], 0.25), ([100, 3], 0.25), ([50, 50, 50], 0.2)]:
        labels = numpy.repeat(numpy.arange(len(counts)), counts)
        seen = set()
        for seed in range(40):
            train, held_out = train_test_split(labels, test_size=test, random_state=seed, stratify=labels)
            seen.add((tuple(numpy.bincount(train).tolist()), tuple(numpy.bincount(held_out).tolist())))
        cases.append({"counts": counts, "test": test, "either": sorted(seen)})
    return cases


def folds():
    """The test parts of every fold, without a shuffle."""
    plain = [
        {"samples": n, "folds": k, "test": [test.tolist() for _, test in KFold(k).split(numpy.zeros(n))]}
        for n, k in [(6, 3), (10, 3), (11, 4), (5, 5)]
    ]
    random = numpy.random.RandomState(2)
    classes = []
    for labels, k in [
        (random.randint(0, 3, 30), 5),
        (random.randint(0, 4, 23), 3),
        (numpy.sort(random.randint(0, 2, 17)), 4),
        (numpy.array([2, 0, 0, 0, 1, 1, 2, 0, 0, 1]), 3),
    ]:
        parts = [test.tolist() for _, test in StratifiedKFold(k).split(numpy.zeros(len(labels)), labels)]
        classes.append({"labels": labels.tolist(), "folds": k, "test": parts})
    return {"plain": plain, "stratified": classes}


def main():
    figures = {
        "scikit-learn": sklearn.__version__,
        "digits": digits(),
        "eights": binary(),
        "zero_division": zero_division(),
        "regression": regression(),
        "scaling": scaling(),
        "splits": splits(),
        "stratified": stratified(),
        "folds": folds(),
    }
    (DATA / "figures.json").write_text(json.dumps(figures, allow_nan=False, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
