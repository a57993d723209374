#!/usr/bin/env python3
"""What a visitor does with the page, in headless Chromium: run.py PAGE PICTURES [WORD].

Each function `test_...` is one test with a page of its own state; a word chooses those with it in their name. A picture of
each theme and width is kept.
"""

import pathlib
import sys
import time

from pages import Playground

SELECTS = {"activation": "relu", "rate": "0.1", "batch": "30", "decay": "0.01", "noise": "0.3", "network": "8-8"}
DATA = ["circles", "xor", "blobs", "spirals", "moons", "regression"]


def test_circles_are_learned(page):
    page.load("data=circles&seed=7")
    page.train_to(60)
    assert page.accuracy() >= 99, page.accuracy()
    assert "test accuracy" in page.text("#status"), page.text("#status")


def test_scalar_and_simd_builds_learn_the_same(page):
    page.load("epoch=40")
    simd = [page.text("#build"), float(page.text("#test-loss"))]
    page.load("epoch=40", build="scalar")
    scalar = [page.text("#build"), float(page.text("#test-loss"))]
    assert "simd128" in simd[0] and "scalar" in scalar[0], (simd, scalar)
    assert abs(simd[1] - scalar[1]) < 0.01, (simd, scalar)


def test_step_pause_and_reset(page):
    page.load()
    first = page.pixels("#region")
    page.click("#step")
    assert page.epoch() == 1 and page.pixels("#region") != first
    page.click("#play")
    page.wait("return Number(document.querySelector('#epoch').value) > 3")
    page.click("#play")
    paused = page.epoch()
    time.sleep(0.2)
    assert page.epoch() == paused
    page.click("#reset")
    assert page.epoch() == 0 and page.pixels("#region") == first


def test_each_select_changes_the_training(page):
    page.load("epoch=5")
    losses = page.text("#train-loss")
    for name, value in SELECTS.items():
        page.load("epoch=0")
        page.choose(f"#{name}", value)
        assert page.settings()[name] == value, name
        for _ in range(5):
            page.click("#step")
        assert page.text("#train-loss") != losses, f"{name} changed nothing"
    assert "2 => 8 tanh => 8 tanh => 1 sigmoid" in page.text("#line"), page.text("#line")


def test_the_seed_and_the_speed(page):
    page.load()
    first = page.pixels("#region")
    page.click("#new-seed")
    assert page.settings()["seed"] == "8" and page.pixels("#region") != first
    page.choose("#speed", "10")
    page.click("#play")
    page.wait("return Number(document.querySelector('#epoch').value) >= 10")
    page.click("#play")
    assert page.epoch() % 10 == 0 and page.settings()["speed"] == "10"


def test_every_data_set_is_trained(page):
    page.load()
    pictures = set()
    for name in DATA:
        page.run("document.querySelector(`input[value=${arguments[0]}]`).click()", name)
        page.click("#step")
        assert page.settings()["data"] == name and page.epoch() == 1
        pictures.add(page.pixels("#region"))
    assert len(pictures) == len(DATA)
    assert page.text("#accuracy") == "–", "a regression has no accuracy"
    page.load("data=regression&network=8-8&epoch=150")
    assert float(page.text("#test-loss")) < 0.02, page.text("#test-loss")


def test_test_points_are_shown(page):
    page.load()
    before = page.pixels("#region")
    page.click("#show-test")
    assert page.pixels("#region") != before


def test_own_points_are_drawn_by_touch_and_learned(page):
    page.load("data=drawn")
    assert "at least four" in page.text("#region-note")
    page.drag("#region", [(-0.8, -0.5), (-0.7, 0.0), (-0.8, 0.4), (-0.6, 0.8)])
    page.click("input[name=class][value='1']")
    page.drag("#region", [(0.7, -0.6), (0.8, -0.1), (0.6, 0.3), (0.8, 0.8)])
    points = page.settings()["points"].split("_")
    assert len(points) >= 8 and {point[-1] for point in points} == {"0", "1"}, points
    page.train_to(60)
    assert page.accuracy() == 100, page.accuracy()
    page.click("#undo")
    assert len(page.settings()["points"].split("_")) == len(points) - 1
    page.click("#clear")
    assert "points" not in page.settings()


def test_own_points_are_drawn_with_the_keyboard(page):
    page.load("data=drawn")
    page.run("document.querySelector('#region').focus()")
    for class_ in range(2):
        for _ in range(4):
            page.press("Right", "Up", "Space")
        if class_ == 0:
            page.press("c")
    assert page.settings()["points"].count("_") == 7, page.settings()


def test_a_unit_is_shown_large(page):
    page.load("epoch=30")
    before = page.pixels("#region")
    page.run("document.querySelector('[aria-label=\"layer 1, unit 2 of 3\"]').focus()")
    assert page.pixels("#region") != before
    assert "layer 1, unit 2 of 3: weights" in page.text("#readout"), page.text("#readout")
    assert "unit 2" in page.text("#output-title")
    page.run("document.activeElement.blur()")
    assert page.pixels("#region") == before


def test_the_wires_are_as_wide_as_their_weights(page):
    page.load()
    widths = "return [...document.querySelectorAll('#network-view path:not(.hit)')].map((p) => p.getAttribute('stroke-width'))"
    first = page.run(widths)
    assert len(first) == 9, first
    page.click("#step")
    assert page.run(widths) != first


def test_the_address_keeps_the_state(page):
    page.load("data=moons&network=8-8&seed=3&rate=0.01")
    page.train_to(12)
    address = page.run("return location.hash.slice(1)")
    shown = [page.epoch(), page.text("#train-loss"), page.pixels("#region")]
    page.load(address)
    assert [page.epoch(), page.text("#train-loss"), page.pixels("#region")] == shown
    page.load("data=squares")
    assert "expected one of" in page.text("#status") and page.settings()["data"] == "circles"


def test_programs_and_weights_are_given(page):
    """`playground/test` runs the programs and compares the files with those that they write."""
    points = "_".join(f"{x}.{100 * y}.{int(x > 0)}" for x in (-500, 500) for y in range(-3, 5))
    for name, state in [
        ("classes", "data=spirals&network=8-8&decay=0.001"),
        ("regression", "data=regression&network=4-2&activation=silu&batch=30"),
        ("drawn", f"data=drawn&network=0&points={points}"),
    ]:
        page.load(f"{state}&epoch=25")
        page.run("navigator.clipboard.writeText = (text) => { globalThis.copied = text; return Promise.resolve(); }")
        page.click("#copy")
        page.wait("return document.querySelector('#status').textContent.includes('clipboard')")
        program = page.run("return globalThis.copied")
        page.click("#source summary")
        page.wait("return document.querySelector('#program').textContent !== ''")
        assert page.text("#program") == program, "another program is shown than copied"
        assert ".epochs(25)" in program, program
        (page.pictures / f"{name}.rs").write_text(program, encoding="utf-8")
        saved = page.pictures / "net.safetensors"
        saved.unlink(missing_ok=True)
        page.click("#download")
        end = time.monotonic() + 20
        while not saved.exists() and time.monotonic() < end:
            time.sleep(0.05)
        assert saved.exists(), "no file was saved"
        saved.rename(page.pictures / f"{name}.safetensors")


def test_the_keyboard_reaches_everything(page):
    page.load()
    reached = set()
    for _ in range(60):
        page.press("Tab")
        reached.add(page.run("return document.activeElement.id || document.activeElement.getAttribute('aria-label')"))
    for name in ["play", "step", "reset", *SELECTS, "seed", "new-seed", "speed", "copy", "download", "theme", "show-test"]:
        assert name in reached, (name, reached)
    page.run("document.querySelector('#play').focus()")
    page.press("Space")
    page.wait("return Number(document.querySelector('#epoch').value) > 0")
    page.press("Space")


def test_everything_has_a_name_for_screen_readers(page):
    page.load()
    nodes = page.command("Accessibility.getFullAXTree")["nodes"]
    controls = {"button", "combobox", "spinbutton", "checkbox", "radio", "textbox", "image"}
    seen = 0
    for node in nodes:
        role = node.get("role", {}).get("value")
        if role in controls and not node.get("ignored"):
            assert node.get("name", {}).get("value", "").strip(), node
            seen += 1
    assert seen > 25, seen
    assert page.run("return document.querySelector('[role=status]') !== null")


def test_the_theme_follows_the_system_and_the_button(page):
    colour = "return getComputedStyle(document.body).backgroundColor"
    page.prefer("light")
    page.load()
    light, picture = page.run(colour), page.pixels("#region")
    page.prefer("dark")
    page.wait("return document.querySelector('#theme').textContent === 'Light'")
    assert page.run(colour) != light and page.pixels("#region") != picture, "the system is dark, the page is not"
    page.click("#theme")
    assert page.run(colour) == light and page.pixels("#region") == picture, "the button does not change the page"
    page.click("#theme")
    page.run("localStorage.clear(); delete document.documentElement.dataset.theme")
    page.prefer("light")


def test_pictures_are_kept_and_nothing_scrolls_sideways(page):
    for scheme in ["light", "dark"]:
        page.prefer(scheme)
        for name, width, state in [("wide", 1280, "data=spirals&network=8-8"), ("phone", 360, "network=8-8-8")]:
            page.screen(width, 800, mobile=width < 500)
            page.load(f"{state}&epoch=120")
            assert page.run("return document.documentElement.scrollWidth") <= width, name
            page.picture(page.pictures / f"{name}-{scheme}.png")
    page.command("Emulation.clearDeviceMetricsOverride")
    page.prefer("light")


def main():
    page, pictures = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]).resolve()
    pictures.mkdir(parents=True, exist_ok=True)
    word = sys.argv[3] if len(sys.argv) > 3 else ""
    tests = [(name, test) for name, test in globals().items() if name.startswith("test_") and word in name]
    failed = 0
    with Playground(page, pictures) as browser:
        for name, test in tests:
            begin = time.monotonic()
            try:
                test(browser)
                complaints = browser.complaints()
                assert not complaints, complaints
                print(f"ok {name} ({time.monotonic() - begin:.1f} s)", flush=True)
            except (AssertionError, RuntimeError, KeyError, ValueError) as error:
                failed += 1
                print(f"FAILED {name}: {type(error).__name__}: {error}", flush=True)
                browser.picture(pictures / f"failed-{name}.png")
    print(f"{len(tests) - failed} of {len(tests)} tests passed; pictures in {pictures}")
    sys.exit(failed > 0)


if __name__ == "__main__":
    main()
