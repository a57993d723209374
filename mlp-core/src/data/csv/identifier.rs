//! Names of a table as identifiers of a declaration, and the names that are spelled nearly alike.

use alloc::string::String;
use alloc::vec::Vec;

/// Returns the name of a column as that of a field: `Bill length (mm)` is `bill_length_mm`.
///
/// Letters are small, and whatever an identifier cannot have is one `_` between letters.
pub(super) fn of_column(name: &str) -> String {
    let parts = name.split(|character: char| !character.is_alphanumeric()).filter(|part| !part.is_empty());
    parts.map(str::to_lowercase).collect::<Vec<_>>().join("_")
}

/// Returns the text of a class as a name: `Iris-setosa` is `Iris_setosa`, and `10` is `_10`.
///
/// Each character that an identifier cannot have is a `_` of its own, so that `<=50K` and `>50K` stay two names.
pub(super) fn of_class(text: &str) -> String {
    let replaced = |character: char| if character.is_alphanumeric() { character } else { '_' };
    let name: String = text.chars().map(replaced).collect();
    // an identifier begins with a letter, and has one
    let is_name = name.chars().any(char::is_alphanumeric) && !name.starts_with(char::is_numeric);
    if is_name { name } else { alloc::format!("_{name}") }
}

/// Returns whether a name is a keyword of Rust, which `r#` makes a name.
pub(super) fn is_keyword(name: &str) -> bool {
    const KEYWORDS: [&str; 48] = [
        "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else", "enum",
        "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod",
        "move", "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait", "true", "try", "type",
        "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
    ];
    KEYWORDS.contains(&name)
}

/// Returns the names that another one may have meant: those that contain it or are contained in it, and those with a
/// few letters that differ.
pub(super) fn near(name: &str, names: &[String]) -> Vec<String> {
    let wanted = of_column(name);
    let is_near = |other: &&String| {
        let other = of_column(other);
        let [short, long] = if other.len() < wanted.len() { [&other, &wanted] } else { [&wanted, &other] };
        let letters = short.chars().count();
        letters > 2 && long.contains(&**short) || distance(&wanted, &other) <= letters.div_ceil(4)
    };
    names.iter().filter(is_near).cloned().collect()
}

/// Returns the number of letters to insert, remove or replace: the distance of Levenshtein.
fn distance(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.chars().count()).collect();
    for (i, first) in a.chars().enumerate() {
        let (mut diagonal, mut left) = (i, i + 1);
        row[0] = left;
        for (j, second) in b.chars().enumerate() {
            let above = row[j + 1];
            left = (diagonal + usize::from(first != second)).min(above + 1).min(left + 1);
            (diagonal, row[j + 1]) = (above, left);
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{distance, near, of_class, of_column};
    use alloc::string::ToString;

    #[test]
    fn names_become_identifiers() {
        for (name, identifier) in [
            ("bill_length_mm", "bill_length_mm"),
            ("Bill length (mm)", "bill_length_mm"),
            ("  x.1 ", "x_1"),
            ("Länge", "länge"),
            ("%", ""),
        ] {
            assert_eq!(of_column(name), identifier);
        }
        for (text, name) in [
            ("Adelie", "Adelie"),
            ("Iris-setosa", "Iris_setosa"),
            ("10", "_10"),
            ("<=50K", "__50K"),
            (">50K", "_50K"),
            ("-", "__"),
        ] {
            assert_eq!(of_class(text), name);
        }
    }

    #[test]
    fn names_that_are_near_are_found() {
        let names = ["bill_length_mm", "Flipper", "sex", "id", "year"].map(ToString::to_string);
        assert_eq!(near("bill_length", &names), ["bill_length_mm"]);
        assert_eq!(near("fliper", &names), ["Flipper"]);
        assert_eq!(near("sxe", &names), [""; 0], "two letters of three");
        assert_eq!(near("mass", &names), [""; 0]);
        for (a, b, letters) in [("", "abc", 3), ("kitten", "sitting", 3), ("abc", "abc", 0), ("ab", "ba", 2)] {
            assert_eq!((distance(a, b), distance(b, a)), (letters, letters), "{a} {b}");
        }
    }
}
