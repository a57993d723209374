//! Arrows, brackets, and what is missing between them.

use super::each;

#[test]
fn a_chain() {
    each(&[
        ("2 -> 3", "->", "layers are joined by `=>`, not `->`"),
        ("2 => 3 =>", "=>", "expected a layer after this `=>`, for example `=> 1 sigmoid`"),
        ("2 => => 1", "=>", "expected a layer between this `=>` and the next"),
        ("2", "2", "a network needs at least one layer after its inputs, for example `2 => 1 sigmoid`"),
        ("", "", "expected a network, for example `2 => 3 sigmoid => 1 sigmoid`"),
        ("< 2 => 1", "<", "this `<` is never closed; expected a `>` behind what it opens"),
        ("2 => 1 >", ">", "this `>` closes nothing; remove it, or open the network with `<`"),
        (
            "< 2 => 1 > 3",
            "3",
            "unexpected `3` after the closing `>`; options stand inside the brackets, as in `< 2 => 1, seed = 9 >`",
        ),
        (
            "< 2 => 1 >, seed = 9",
            ",",
            "unexpected `,` after the closing `>`; options stand inside the brackets, as in `< 2 => 1, seed = 9 >`",
        ),
        ("<>", ">", "expected a network before this `>`, for example `2 => 3 sigmoid => 1 sigmoid`"),
        ("< 2 => >", "=>", "expected a layer after this `=>`, for example `=> 1 sigmoid`"),
        ("2 => 3 Swish<2 => 1", "<", "this `<` is never closed; expected a `>` behind what it opens"),
        ("2 = 3", "=", "layers are joined by `=>`, not `=`"),
        ("2 = > 3", "= >", "layers are joined by `=>`, not `= >`"),
        ("2 ==> 3", "==>", "layers are joined by `=>`, not `==>`"),
        ("2 > 3", ">", "layers are joined by `=>`, not `>`"),
        ("2 |> 3", "|>", "layers are joined by `=>`, not `|>`"),
        ("2 => 3 sigmoid 1 sigmoid", "1", "expected `=>` before `1`; a layer has one width"),
        ("2 3 => 1", "3", "expected `=>` before `3`; a layer has one width"),
        ("2 3", "3", "expected `=>` before `3`; a layer has one width"),
        ("2 relu", "2", "a network needs at least one layer after its inputs, for example `2 => 1 sigmoid`"),
        ("=> 3", "=>", "expected the number of inputs before this `=>`, for example `2 => 3 sigmoid => 1 sigmoid`"),
        (",", ",", "expected a network before this `,`, for example `2 => 3 sigmoid => 1 sigmoid`"),
        (", seed = 3", ",", "expected a network before this `,`, for example `2 => 3 sigmoid => 1 sigmoid`"),
        ("2 => UNITS 3", "3", "expected `=>` before `3`; a layer has one width"),
        ("2 => a::b 3", "3", "expected `=>` before `3`; a layer has one width"),
        (
            "2 => 3 [relu] => 1",
            "[relu]",
            "what belongs to a layer stands behind its width, without brackets: write `relu`",
        ),
        (
            "2 => 3 relu + 1 => 1",
            "+",
            "unexpected `+`; a layer is a width, an activation and modifiers, for example `3 sigmoid no_bias`",
        ),
        (
            "2 => 3 'a => 1",
            "'",
            "unexpected `'`; a layer is a width, an activation and modifiers, for example `3 sigmoid no_bias`",
        ),
        (
            "2 => 3 ? => 1",
            "?",
            "unexpected `?`; a layer is a width, an activation and modifiers, for example `3 sigmoid no_bias`",
        ),
        ("2 => 3 leaky_relu 4 => 1", "4", "expected `=>` before `4`; a layer has one width"),
        ("2 => 3 relu dropout(0.2) 1 sigmoid", "1", "expected `=>` before `1`; a layer has one width"),
        ("2 => 3 relu no_bias = 2 => 1", "=", "layers are joined by `=>`, not `=`"),
        ("2 => 3 = 1", "=", "layers are joined by `=>`, not `=`"),
        ("2 => h: 3 => { X }: 2 => 1", ":", "layers are joined by `=>`, not `:`"),
        ("2 >= 3", ">=", "layers are joined by `=>`, not `>=`"),
        ("2 | 3", "|", "layers are joined by `=>`, not `|`"),
        ("2 => 3 relu : 1", ":", "layers are joined by `=>`, not `:`"),
        ("2 - 3", "-", "a computed width stands in braces: write `{ 2 - 3 }`"),
        (
            "2 ? 3",
            "?",
            "unexpected `?`; a layer is a width, an activation and modifiers, for example `3 sigmoid no_bias`",
        ),
        ("struct A: 2 => 3; => 1", ";", "remove this `;`: it ends the network, and another layer follows"),
    ]);
}
