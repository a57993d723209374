//! Named networks.

use super::each;

#[test]
fn a_declaration() {
    each(&[
        ("struct N: 2 => 1; struct N: 3 => 1", "N", "the network `N` is declared twice"),
        (
            "struct N<T>: 2 => 1",
            "<T>",
            "generic parameters are not supported; a network has one shape: write `struct N: 2 => 1`",
        ),
        ("enum N: 2 => 1", "enum", "`enum` is not supported; a network is a struct: write `struct N: 2 => 1`"),
        (
            "struct N { a: 2 }",
            "{ a: 2 }",
            "fields are not supported, the layers are the fields: write `struct N: 2 => 3 sigmoid => 1 sigmoid`",
        ),
        (
            "struct N(2)",
            "(2)",
            "fields are not supported, the layers are the fields: write `struct N: 2 => 3 sigmoid => 1 sigmoid`",
        ),
        ("struct N", "N", "expected `:` and a network after `N`, as in `struct N: 2 => 3 sigmoid => 1 sigmoid`"),
        ("struct N;", "N", "expected `:` and a network after `N`, as in `struct N: 2 => 3 sigmoid => 1 sigmoid`"),
        ("struct", "struct", "expected a name after `struct`, as in `struct Name: 2 => 3 sigmoid => 1 sigmoid`"),
        (
            "struct: 2 => 1",
            "struct",
            "expected a name after `struct`, as in `struct Name: 2 => 3 sigmoid => 1 sigmoid`",
        ),
        ("struct match: 2 => 1", "match", "expected a name after `struct`, found the keyword `match`"),
        ("struct N 2 => 1", "N", "expected `:` and a network after `N`, as in `struct N: 2 => 1`"),
        ("struct N = 2 => 1", "N", "expected `:` and a network after `N`, as in `struct N: 2 => 1`"),
        ("struct N:", ":", "expected a network after this `:`, for example `2 => 3 sigmoid => 1 sigmoid`"),
        ("struct N:;", ":", "expected a network after this `:`, for example `2 => 3 sigmoid => 1 sigmoid`"),
        (
            "struct N: ; struct M: 2 => 1",
            ":",
            "expected a network after this `:`, for example `2 => 3 sigmoid => 1 sigmoid`",
        ),
        ("struct N: 2 => 1 struct M: 3 => 1", "struct", "expected `;` before `struct`; it begins another network"),
        ("struct N: 2 => 1, struct M: 3 => 1", "struct", "expected `;` before `struct`; it begins another network"),
        ("N: 2 => 1", "N", "a named network begins with `struct`: write `struct N: 2 => 1`"),
        ("struct N: 2 => 1; M: 3 => 1", "M", "a named network begins with `struct`: write `struct M: 3 => 1`"),
        (
            "struct N: 2 => 1; 3 => 1",
            "3",
            "expected `struct`, found `3`; a named network is written `struct Name: 2 => 3 sigmoid => 1 sigmoid`",
        ),
        ("pub enum N: 2 => 1", "enum", "`enum` is not supported; a network is a struct: write `struct N: 2 => 1`"),
        ("2 => 1;", ";", "only named networks are separated by `;`; write `struct Name: 2 => 3 sigmoid => 1 sigmoid`"),
        (
            "2 => 1; 3 => 1",
            ";",
            "only named networks are separated by `;`; write `struct Name: 2 => 3 sigmoid => 1 sigmoid`",
        ),
        (";", ";", "expected a network before this `;`, for example `2 => 3 sigmoid => 1 sigmoid`"),
        (
            "enum N { A, B }",
            "enum",
            "`enum` is not supported; a network is a struct: write `struct N: 2 => 3 sigmoid => 1 sigmoid`",
        ),
        (
            "const N: usize = 3;",
            "const",
            "`const` is not supported; a network is a struct: write `struct N: 2 => 3 sigmoid => 1 sigmoid`",
        ),
        ("struct struct N: 2 => 1", "struct", "expected a name after `struct`, found the keyword `struct`"),
        (
            "fn f() {}",
            "fn",
            "`fn` is not supported; a network is a struct: write `struct f: 2 => 3 sigmoid => 1 sigmoid`",
        ),
        ("type N = 2 => 1", "type", "`type` is not supported; a network is a struct: write `struct N: 2 => 1`"),
    ]);
}
