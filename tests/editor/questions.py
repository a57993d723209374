"""Asks rust-analyzer about `project/src/main.rs`, and checks what an editor shows there."""

import sys
import unittest
from pathlib import Path

from server import Server

PROJECT = Path(__file__).resolve().parent / "project"


class Editor(unittest.TestCase):
    """Declarations as an editor shows them."""

    @classmethod
    def setUpClass(cls):
        cls.server = Server(PROJECT, PROJECT / "src/main.rs")

    @classmethod
    def tearDownClass(cls):
        cls.server.end()

    def test_a_word_shows_its_page(self):
        """Activations, modifiers, blocks, initializations and options."""
        for context, word, text in [
            ("hidden: 4 sigmoid", "sigmoid", "1 / (1 + e^-z)"),
            ("4 leaky_relu(0.1)", "leaky_relu", "slope"),
            ("sigmoid no_bias", "no_bias", "no biases"),
            ("init(he)", "init", "first weights"),
            ("init(he)", "he", "sqrt(6 / inputs)"),
            ("residual(8 relu", "residual", "adds the inputs"),
            ("repeat(2", "repeat", "several times"),
            ("net(Encoder)", "net", "declared network"),
            ("seed = 3", "seed", "first weights"),
        ]:
            with self.subTest(word):
                self.assertIn(text, self.server.hover(context, word))
                self.assertEqual(len(self.server.definitions(context, word)), 1)

    def test_a_name_leads_to_one_place(self):
        """To where the user has written it."""
        for context, word, place in [
            ("UNITS tanh", "UNITS", ("main.rs", "UNITS: usize = 3;")),
            ("net(Encoder)", "Encoder", ("main.rs", "Encoder: 2 => ")),
            ("whole.hidden", "hidden", ("main.rs", "hidden: 4 sigmoid")),
            ("whole.forward", "forward", ("main.rs", "struct Whole:")),
            ("Whole::seeded", "Whole", ("main.rs", "Whole:")),
            ("Encoder::INPUTS", "Encoder", ("main.rs", "Encoder: 2 => ")),
        ]:
            with self.subTest(word):
                [(file, text)] = self.server.definitions(context, word)
                self.assertEqual(file, place[0])
                self.assertTrue(text.startswith(place[1]), text)

    def test_names_of_inputs_and_outputs_lead_to_the_declaration(self):
        """Fields, classes and types."""
        for context, word, place in [
            ("HousesInput { area: 90.0", "area", "area: 20..220"),
            ("HousesKind::Cottage }", "Cottage", "Cottage) }"),
            ("(&house).price", "price", "price: 50_000"),
            ("HousesInput { area: 90.0", "HousesInput", "Houses: {"),
        ]:
            with self.subTest(word):
                [(file, text)] = self.server.definitions(context, word)
                self.assertEqual(file, "main.rs")
                self.assertTrue(text.startswith(place), text)
        self.assertIn("20..220", self.server.hover("HousesInput { area: 90.0", "area"))

    def test_a_network_shows_its_chain_and_its_table(self):
        """But not the source of its drawing."""
        text = self.server.hover("pub struct Encoder", "Encoder")
        self.assertIn("Encodes two inputs.", text)
        self.assertIn("`2 => 4 leaky_relu(0.1) => UNITS tanh`", text)
        self.assertIn("|`l1`|2 => 4|", text)
        self.assertNotIn("<svg", text)
        self.assertLess(len(text), 1000)

    def test_types_are_plain(self):
        """Without the paths of the expansion."""
        text = self.server.hover("whole.forward", "forward")
        self.assertIn("fn forward(&self, input: &[f32; ", text)
        self.assertNotIn("__private", text)
        self.assertIn("The hidden layer.", self.server.hover("whole.hidden", "hidden"))

    def test_what_fits_is_offered(self):
        """Behind a word that is half typed."""
        words = self.server.completions("2 => 3 sig }", "sig")
        self.assertLessEqual({"sigmoid", "tanh", "no_bias", "dropout"}, words)
        self.assertNotIn("Trainer", words)
        self.assertLessEqual({"seed", "unroll", "budget"}, self.server.completions("1, se }", "se"))

    def test_a_mistake_is_one_message(self):
        """At the line of the mistake, and nowhere else."""
        lines = [line for line, _ in self.server.problems()]
        text = self.server.text.splitlines()
        expected = [index for index, line in enumerate(text) if "Half" in line or "struct No" in line]
        self.assertEqual(sorted(lines), [index for index in expected if text[index].startswith("mlp!")])


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], "-v"])
