"""Builds the documentation of `pages`, and checks what the pages of its networks say."""

import html
import os
import re
import subprocess
import sys
import unittest
from pathlib import Path

PROJECT = Path(__file__).resolve().parent / "pages"
PAGES = Path(os.environ.get("CARGO_TARGET_DIR", PROJECT / "target")) / "doc/declared"


def page(item):
    """Returns the page of an item: its HTML, and its text without the drawing."""
    source = (PAGES / f"{item}.html").read_text()
    source = source[source.index("<main>"):]
    return source, html.unescape(re.sub(r"<[^>]*>", "", re.sub(r"(?s)<svg.*?</svg>", "", source)))


class Pages(unittest.TestCase):
    """What rustdoc shows of declarations."""

    @classmethod
    def setUpClass(cls):
        command = ["cargo", "doc", "--quiet", "--no-deps"]
        subprocess.run(command, cwd=PROJECT, check=True, env={**os.environ, "RUSTDOCFLAGS": "-D warnings"})

    def test_the_chain_is_what_was_declared(self):
        """With all words, and with the blocks."""
        for item, chain in [
            ("struct.Encoder", "2 => 4 leaky_relu(0.1) => UNITS tanh"),
            (
                "struct.Whole",
                "2 => net(Encoder) => { 2 * UNITS } sigmoid no_bias init(he) dropout(0.2) => repeat(2, residual(8 relu => 6) "
                "=> 6 elu) => residual(repeat(3, 6 tanh)) => repeat(2, 6 tanh) => 6 tanh => 1 sigmoid freeze",
            ),
        ]:
            with self.subTest(item):
                self.assertIn(f"A multilayer perceptron: {chain}\n", page(item)[1])

    def test_no_name_of_the_expansion_is_shown(self):
        """Neither constants of widths nor locals, in no page."""
        for path in PAGES.glob("*.html"):
            with self.subTest(path.stem):
                text = page(path.stem)[1] if "<main>" in path.read_text() else ""
                self.assertEqual(re.findall(r"\w*(?:__mlp|WIDTH_|__private|UInt)\w*", text), [])

    def test_types_of_layers_have_the_widths_that_were_written(self):
        """A width that is computed is `_`, as rustdoc writes it."""
        text = page("struct.Encoder")[1]
        self.assertIn("pub l2: Dense<4, { UNITS }>,", text)
        text = page("struct.Whole")[1]
        self.assertIn("pub hidden: DenseNoBias<{ <Encoder as ::mlp::Network>::OUTPUTS }, { _ }>,", text)

    def test_arguments_have_plain_names(self):
        """In the methods of traits too."""
        for item, signature in [
            ("struct.Encoder", "fn forward(&self, input: &[f32; 2]) -> [f32; 3]"),
            ("struct.HousesInput", "fn from(values: [f32; 3]) -> Self"),
            ("struct.HousesInput", "fn from(record: HousesInput) -> Self"),
            ("struct.HousesInput", "fn write_numbers(&self, numbers: &mut [f32])"),
            ("enum.HousesKind", "fn decode(_: &Kind, values: &[f32]) -> Self"),
        ]:
            with self.subTest(signature):
                self.assertIn(signature, page(item)[1])

    def test_the_layers_are_a_table(self):
        """Behind the drawing too."""
        for item in ["struct.Encoder", "struct.Houses"]:
            with self.subTest(item):
                self.assertIn("<th>layer</th>", page(item)[0])


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], "-v"])
