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
        """Activations, modifiers, blocks, initializations, kinds, options and their values."""
        for context, word, text in [
            ("hidden: 4 sigmoid", "sigmoid", "1 / (1 + e^-z)"),
            ("4 leaky_relu(0.1)", "leaky_relu", "slope"),
            ("sigmoid no_bias", "no_bias", "no biases"),
            ("init(he)", "init", "first weights"),
            ("init(he)", "he", "sqrt(6 / inputs)"),
            ("residual(8 relu", "residual", "adds the inputs"),
            ("repeat(2, 4 tanh)", "repeat", "several times"),
            ("net(Encoder)", "net", "declared network"),
            ("seed = 3", "seed", "first weights"),
            ("unroll = full", "full", "All layers"),
            ("arithmetic = f32", "f32", "32 bits"),
            ("budget(bytes <= 4 KiB", "bytes", "four for each"),
            ("4 KiB", "KiB", "1,024 bytes"),
            ("macs <= 100", "macs", "multiply-adds"),
            ("kind: one_of", "one_of", "one of several classes"),
            ("sunny: bool", "bool", "true or false"),
            ("area: 20..220", "20", "the range becomes -1 to 1"),
            ("standard(201, 14)", "standard", "standard deviation"),
            ("[raw; 4]", "raw", "not scaled"),
            ("tanh 3..7", "tanh", "hyperbolic tangent"),
            ("sold: sigmoid", "sigmoid", "a probability"),
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
            ("Whole::seeded", "seeded", ("main.rs", "struct Whole:")),
            ("Repeated::zeroed", "zeroed", ("main.rs", "struct Repeated:")),
            ("repeated.params", "params", ("main.rs", "struct Repeated:")),
            ("Encoder::INPUTS", "INPUTS", ("main.rs", "struct Encoder:")),
            (".predict(&house)", "predict", ("main.rs", "struct Houses:")),
            ("repeated.repeated_2", "repeated_2", ("main.rs", "repeated: 3 relu")),
            ("repeated.inner", "inner", ("main.rs", "inner: 3 tanh")),
            ("repeated.l3", "l3", ("main.rs", "=> 1;")),
            ("crate = ::mlp", "mlp", ("lib.rs", "// the targets")),
            ("bare.forward", "forward", ("main.rs", "=> 3 relu => UNITS)")),
            ("bare.l2", "l2", ("main.rs", "=> UNITS)")),
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
            ("HousesKind::CLASSES", "CLASSES", ": one_of(Flat"),
            ("house.kind.name()", "name", ": one_of(Flat"),
            ("house.out_of_range", "out_of_range", "{ area: 20"),
            ("HousesInput { area: 90.0", "HousesInput", "{ area: 20"),
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

    def test_sizes_are_shown(self):
        """Where the editor itself shows `{const}` too, and those that are computed."""
        for context, word, text in [
            ("whole.forward", "forward", "`fn forward(&self, input: &[f32; 2]) -> [f32; 1]`"),
            ("encoder.forward", "forward", "`fn forward(&self, input: &[f32; 2]) -> [f32; UNITS]`"),
            ("repeated.params", "params", "`fn params(&self) -> &[f32; 37]`"),
            ("encoder.params", "params", "`fn params(&self) -> &[f32; Encoder::PARAMS]`"),
            ("let outputs", "outputs", "[f32; 1]"),
            ("let encoded", "encoded", "[f32; 3]"),
            ("let all_of_it", "all_of_it", "&[f32; 27]"),
            ("Encoder::INPUTS", "INPUTS", "INPUTS: usize = 2"),
        ]:
            with self.subTest(context):
                self.assertIn(text, self.server.hover(context, word))
        signature = self.server.signature("encoder.forward(&[0.0, 1.0])", "forward(")
        self.assertEqual(signature, "fn forward(&self, input: &[f32; 2]) -> [f32; UNITS]")

    def test_a_name_is_shown_once(self):
        """And nothing else that is made of it, of a network, of its fields and of classes."""
        for context, word in [
            ("pub struct Houses", "Houses"),
            ("struct Encoder", "Encoder"),
            ("struct Scored", "Scored"),
            ("area: 20..220", "area"),
            ("kind: one_of", "kind"),
            ("one_of(Flat", "Flat"),
            ("price: 50_000", "price"),
            ("hidden: 4 sigmoid", "hidden"),
        ]:
            with self.subTest(word):
                text = self.server.hover(context, word)
                self.assertEqual(text.count("```rust\ndeclarations"), 1, text)

    def test_methods_are_offered_once(self):
        """Those of the network, with its sizes, and no item of the expansion."""
        for context, word, expected in [
            ("encoder.f\n", "f", {"forward", "forward_batch", "params", "l1", "loss", "train_batch"}),
            ("Encoder::S\n", "S", {"seeded", "zeroed", "from_params", "INPUTS", "OUTPUTS", "PARAMS", "MACS", "load"}),
            ("whole.par\n", "par", {"params", "params_mut", "forward"}),
            ("houses.pre\n", "pre", {"predict", "predict_batch", "forward"}),
        ]:
            with self.subTest(context):
                offered = self.server.offered(context, word)
                self.assertEqual(sorted(offered), sorted(set(offered)))
                self.assertLessEqual(expected, set(offered))
                internal = [name for name in offered if "WIDTH" in name or "mlp" in name or "compiled" in name]
                self.assertEqual(internal, [])

    def test_what_fits_is_offered(self):
        """Behind a word that is half typed."""
        initializations = {"he", "he_normal", "lecun", "lecun_normal", "xavier", "xavier_normal", "pytorch", "zeros"}
        initializations |= {"uniform", "normal"}
        for context, word, expected in [
            ("unroll = fu }", "fu", {"full", "auto", "none"}),
            ("= i }", "i", {"i8", "f32"}),
            ("budget(by)", "by", {"bytes", "params", "macs"}),
            ("4 Ki)", "Ki", {"B", "kB", "MB", "GB", "KiB", "MiB", "GiB"}),
            ("init(h)", "h", initializations),
            ("seed = 1, un }", "un", {"arithmetic", "budget", "export", "seed", "storage", "unroll", "weights"}),
        ]:
            with self.subTest(word):
                self.assertEqual(self.server.completions(context, word), expected)
        kinds = self.server.completions("{ a: on,", "on")
        self.assertLessEqual({"standard", "raw", "bool", "one_of", "sigmoid", "softmax", "tanh"}, kinds)
        self.assertNotIn("range", kinds)
        self.assertLessEqual({"repeat", "residual", "net", "UNITS"}, self.server.completions("2 => re }", "re"))
        self.assertIn("Encoder", self.server.completions("net(Enc) ", "Enc"))
        words = self.server.completions("2 => 3 sig }", "sig")
        self.assertLessEqual({"sigmoid", "tanh", "no_bias", "dropout"}, words)
        self.assertNotIn("Trainer", words)
        self.assertLessEqual({"seed", "unroll", "budget"}, self.server.completions("1, se }", "se"))

    def test_a_mistake_is_one_message(self):
        """At the line of the mistake, and nowhere else."""
        text = self.server.text.splitlines()
        # behind it stand mistakes of another kind
        end = text.index("/// Half-typed uses, each of which is a question.")
        lines = [line for line, _ in self.server.problems() if line < end]
        words = ["struct Half", "struct No", "struct After", "struct MaybeABlock"]
        expected = [index for index, line in enumerate(text) if any(word in line for word in words)]
        self.assertEqual(sorted(lines), [index for index in expected if text[index].startswith("mlp!")])


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], "-v"])
