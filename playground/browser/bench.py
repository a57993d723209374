#!/usr/bin/env python3
"""Times the same training with each library in one browser: bench.py FOLDER [REPEATS | --check]."""

import functools
import http.server
import pathlib
import statistics
import sys
import threading

from webdriver import Browser

# what, its settings, and the row that it is compared with
ROWS = [
    ("mlp, simd128", "playground", {"batch": 10, "epochs": 500}, "", 10),
    ("mlp, scalar", "playground", {"batch": 10, "epochs": 500}, "?build=scalar", 10),
    ("TensorFlow.js, cpu", "tensorflow", {"batch": 10, "epochs": 10, "backend": "cpu"}, "", 10),
    ("TensorFlow.js, webgl", "tensorflow", {"batch": 10, "epochs": 3, "backend": "webgl"}, "", 10),
    ("mlp, simd128", "playground", {"batch": 1, "epochs": 200}, "", 1),
    ("brain.js", "brain", {"batch": 1, "epochs": 200}, "", 1),
]


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


def measure(browser, address, name, options, query):
    browser.go(f"{address}/bench.html{query}")
    browser.wait("return globalThis.ready === true")
    script = "const done = arguments[2]; bench(arguments[0], arguments[1]).then(done, (error) => done({failed: String(error)}))"
    return browser.post("/execute/async", script=script, args=[name, options])


def main():
    folder, arguments = pathlib.Path(sys.argv[1]), sys.argv[2:]
    check = arguments == ["--check"]
    repeats = 1 if check else int(arguments[0]) if arguments else 5
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}"
    times, losses = {}, {}
    with Browser(folder) as browser:
        browser.post("/timeouts", script=600_000)
        version = browser.run("return navigator.userAgent").split("Chrome/")[-1].split()[0]
        # in turns, so that a slow minute of the machine meets all of them
        for _ in range(repeats):
            for row, (_, name, options, query, _) in enumerate(ROWS):
                result = measure(browser, address, name, options, query)
                if "failed" in result:
                    losses[row] = result["failed"]
                    continue
                times.setdefault(row, []).append(result["milliseconds"])
                losses[row] = f"{result['loss']:.4f} after {options['epochs']} epochs"
    if check:
        for row, (what, _, options, _, _) in enumerate(ROWS):
            print(f"{what}, batches of {options['batch']}: loss {losses[row]}")
        sys.exit(any(row not in times for row in range(len(ROWS))))
    if 0 not in times:
        sys.exit(f"the playground could not be timed: {losses[0]}")
    print(f"2 => 8 tanh => 8 tanh => 1, 280 points, Adam, Chromium {version}, medians of {repeats}\n")
    print("| library | batch | ms an epoch | times ours | loss |\n|---|---:|---:|---:|---|")
    ours = {options["batch"]: statistics.median(times[row]) for row, (what, _, options, query, _) in enumerate(ROWS)
            if what == "mlp, simd128"}
    for row, (what, _, _, _, batch) in enumerate(ROWS):
        middle = statistics.median(times[row]) if row in times else None
        numbers = f"{middle:.3f} | {middle / ours[batch]:.1f}" if middle is not None else " | "
        print(f"| {what} | {batch} | {numbers} | {losses[row]} |")
    server.shutdown()


if __name__ == "__main__":
    main()
