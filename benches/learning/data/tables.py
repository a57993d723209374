"""Writes the tables of this folder, as scikit-learn has them.

    python -m venv venv && venv/bin/pip install scikit-learn==1.9.1 && venv/bin/python tables.py
"""

from pathlib import Path

import numpy
from sklearn.datasets import load_breast_cancer, load_diabetes, load_iris, load_wine

TABLES = {"iris": load_iris(), "wine": load_wine(), "breast_cancer": load_breast_cancer(), "diabetes": load_diabetes(scaled=False)}

for name, table in TABLES.items():
    header = [str(column).split(" (")[0].replace(" ", "_").replace("/", "_") for column in table.feature_names] + ["target"]
    # the shortest digits that stand for a `float32` stand for no other
    rows = numpy.column_stack([table.data, table.target]).astype(numpy.float32)
    lines = [",".join(header)] + [",".join(str(value).removesuffix(".0") for value in row) for row in rows]
    (Path(__file__).parent / f"{name}.csv").write_text("\n".join(lines) + "\n")
