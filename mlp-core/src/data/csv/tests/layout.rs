//! Delimiters that were not found, comments, and settings that contradict each other.

use super::{Csv, refused, table};
use alloc::format;
use alloc::string::ToString;

/// Returns the message about a line that has other delimiters than the one that was set.
fn not_found(line: u64, set: &str, count: u64, likely: &str) -> alloc::string::String {
    format!("the table, line {line}: found no `{set}`, but {count} `{likely}`: try `delimiter(b'{likely}')`")
}

#[test]
fn a_delimiter_that_was_not_found_is_named() {
    for (likely, shown) in [(",", ","), (";", ";"), ("\t", "\\t"), ("|", "|")] {
        for (set, set_shown) in [(b',', ","), (b';', ";"), (b'\t', "\\t"), (b'|', "|")] {
            if shown == set_shown {
                continue;
            }
            for (end, mark) in [("\n", ""), ("\r\n", "\u{feff}")] {
                let file = format!("{mark}x,y,z{end}1,2,3{end}4,5,6{end}").replace(',', likely);
                let csv = || Csv::new().delimiter(set);
                let header = not_found(1, set_shown, 2, shown);
                // the wrong width, a missing column by name and by index, and a cell that is no number
                assert_eq!(refused::<3>(csv(), &file), header);
                assert_eq!(refused::<1>(csv().inputs(["x"]), &file), header);
                assert_eq!(refused::<1>(csv().without(["z"]), &file), header);
                let classes = |csv: Csv| table(csv, &file).classes::<2>("z").expect_err("one column").to_string();
                assert_eq!(classes(csv()), header);
                assert_eq!(classes(csv().without_header()), header);
                let targets = table(csv(), &file).targets::<2, 1>([2]).expect_err("one column").to_string();
                assert_eq!(targets, header);
                assert_eq!(refused::<1>(csv(), &file), not_found(2, set_shown, 2, shown));
                assert_eq!(refused::<3>(csv().without_header(), &file), header);
                let numbers = file.replace(&file[..file.find('1').expect("a number")], "");
                assert_eq!(refused::<1>(csv().without_header(), &numbers), header);
            }
        }
    }
}

#[test]
fn decimal_commas_do_not_hide_the_delimiter() {
    // rows of different lengths, below a header that is one column
    assert_eq!(refused::<2>(Csv::new(), "x;y\n1,5;2,5\n"), not_found(1, ",", 1, ";"));
    // and without one: as many `;` in each
    let without = || Csv::new().without_header();
    assert_eq!(refused::<3>(without(), "1,5;2;3\n1;2;3\n"), not_found(2, ",", 2, ";"));
    let found = "found 2 `,`, but 2 `;`: try `delimiter(b';')`";
    assert_eq!(refused::<3>(without(), "1,5;2;3\n1,5;2,5;3\n"), format!("the table, line 2: {found}"));
    // rows of the same length
    let found = "found 1 `,`, but 2 `;`: try `delimiter(b';')`";
    assert_eq!(refused::<2>(without(), "1,5;-2;3\n1,5;2;3\n"), format!("the table, line 1: {found}"));
    assert_eq!(refused::<3>(without(), "1,5;-2;3\n1,5;2;3\n"), format!("the table, line 1: {found}"));
    // a single column of numbers with decimals, as the header shows
    let error = refused::<1>(Csv::new().delimiter(b';'), "x\n1,5\n");
    assert!(error.ends_with("`decimal(',')` would read it"), "{error}");
}

#[test]
fn spaces_between_numbers_are_named() {
    let header = "the table, line 1: found no `,`, but 1 ` `: try `delimiter(b' ')`";
    assert_eq!(refused::<2>(Csv::new().without_header(), "1 -2e3\n3 4"), header);
    assert_eq!(refused::<2>(Csv::new(), "x y\n1 2"), header.replace("line 1", "line 2"));
    let samples = table(Csv::new().delimiter(b' '), "x y\n1 2").inputs().expect("samples");
    assert_eq!(samples.dataset.inputs, [[1.0, 2.0]]);
    assert!(refused::<2>(Csv::new(), "first name\nno number").contains("1 column of inputs"));
}

#[test]
fn other_delimiters_in_texts_are_no_reason() {
    let error = refused::<2>(Csv::new(), "\"x;y\"\n1");
    assert!(error.contains("1 column of inputs (x;y), but 2 are expected"), "{error}");
    let error = refused::<2>(Csv::new(), "a;b,y\n1,c;d");
    assert!(error.ends_with("found `c;d`, expected a finite number"), "{error}");
    let error = refused::<3>(Csv::new().without_header(), "1,2;3,4,5\n");
    assert!(error.contains("4 columns of inputs (0, 1, 2, 3), but 3 are expected"), "{error}");
    assert_eq!(refused::<2>(Csv::new(), "x,y\n1,2\n3;4"), "the table, line 3: 1 column, but the first row has 2");
    let samples = table(Csv::new(), "x,y\n1,a;b\n2,c").classes::<1>("y").expect("classes");
    assert_eq!(samples.output_names, ["a;b", "c"]);
}

#[test]
fn comments_are_lines_of_their_own() {
    for end in ["\n", "\r\n", "\r"] {
        let lines = ["\u{feff}# made, by hand", "#", "x,y", "# \"first", "1,\"#2", "#3\"", "", "# 4", "5,x"];
        let file = lines.join(end);
        let read = table(Csv::new().comment(b'#'), &file);
        assert_eq!(read.columns(), ["x", "y"]);
        let error = read.targets::<1, 1>(["y"]).expect_err("texts").to_string();
        assert!(error.starts_with("the table, line 5, column 2 (`y`): found `#2"), "{end:?}: {error}");
        let kinds = read.classes::<1>("y").expect("classes");
        assert_eq!((kinds.dataset.inputs, kinds.output_names.len()), ([[1.0], [5.0]].to_vec(), 2));
        let error = refused::<2>(Csv::new().comment(b'#').without([1]), &file.replace("5,", "z,"));
        assert!(error.contains("1 column of inputs"), "{error}");
        let error = refused::<1>(Csv::new().comment(b'#').without([1]), &file.replace("5,", "z,"));
        assert!(error.starts_with("the table, line 9, column 1 (`x`): found `z`"), "{end:?}: {error}");
        let error = refused::<1>(Csv::new().comment(b'#'), &file.replace(",x", ""));
        assert_eq!(error, "the table, line 9: 1 column, but the first row has 2", "{end:?}");
    }
    let same = table(Csv::new().comment(b'#'), "#\nx,x\n1,2").classes::<1>("x").expect_err("two columns");
    assert!(same.to_string().starts_with("the table, line 2: two columns are named `x`"), "{same}");
    let samples = table(Csv::new().comment(b'%').without_header(), "% x\n1\n%").inputs().expect("samples");
    assert_eq!(samples.dataset.inputs, [[1.0]]);
}

#[test]
fn lines_that_may_be_comments_are_told() {
    let remedy = "if it is a comment, `comment(b'#')` leaves it out";
    let columns =
        |line| format!("the table, line 3: 1 column, but the first row has 2; line {line} begins with `#`: {remedy}");
    assert_eq!(refused::<2>(Csv::new(), "x,y\n1,2\n# the second day\n3,4"), columns(3));
    let error = refused::<2>(Csv::new(), "# made by hand\nx,y\n1,2");
    assert_eq!(
        error,
        columns(1).replace("line 3: 1 column, but the first row has 2", "line 2: 2 columns, but the first row has 1")
    );
    let error = refused::<2>(Csv::new(), "x,y\n1,2\n# 3,4");
    let expected = format!("found `# 3`, expected a finite number; the line begins with `#`: {remedy}");
    assert_eq!(error, format!("the table, line 3, column 1 (`x`): {expected}"));
    assert!(refused::<1>(Csv::new().without([0]), "x,y\n# 3,z").ends_with(remedy), "in any column");
    assert!(refused::<2>(Csv::new(), "x,y\n%3,4").ends_with("`comment(b'%')` leaves it out"));
    // a comment that is set cannot stand behind a value
    let error = refused::<2>(Csv::new().comment(b'#'), "x,y\n1,2 # a note");
    assert!(
        error.ends_with("expected a finite number; `comment` leaves out only lines that begin with one"),
        "{error}"
    );
}

#[test]
fn characters_have_one_meaning_each() {
    let both = |character, first, second| {
        let remedy = "set another character for one of them";
        format!("the table: `{character}` cannot be both `{first}` and `{second}`: {remedy}")
    };
    for (settings, error) in [
        (Csv::new().decimal(','), both(",", "delimiter", "decimal")),
        (Csv::new().delimiter(b'.'), both(".", "delimiter", "decimal")),
        (Csv::new().thousands('.'), both(".", "decimal", "thousands")),
        (Csv::new().delimiter(b';').decimal(',').thousands(','), both(",", "decimal", "thousands")),
        (Csv::new().comment(b','), both(",", "delimiter", "comment")),
        (Csv::new().comment(b'\'').thousands('\''), both("\\'", "thousands", "comment")),
        (Csv::new().comment(b'.'), both(".", "decimal", "comment")),
    ] {
        assert_eq!(refused::<1>(settings, "x\n1"), error);
    }
    // a number in quotes may have the delimiter in it
    let samples = table(Csv::new().thousands(','), "x,y\n\"1,234\",5").inputs().expect("samples");
    assert_eq!(samples.dataset.inputs, [[1234.0, 5.0]]);
}

#[test]
fn characters_can_do_what_they_are_set_for() {
    for (settings, setting) in [
        (Csv::new().delimiter(b'"'), "`delimiter` is '\"': expected an ASCII character"),
        (Csv::new().delimiter(b'\n'), "`delimiter` is '\\n': "),
        (Csv::new().delimiter(b'\xa7'), "`delimiter` is '§': "),
        (Csv::new().decimal('5'), "`decimal` is '5': expected a character such as `,`"),
        (Csv::new().decimal('e'), "`decimal` is 'e': "),
        (Csv::new().thousands('-'), "`thousands` is '-': "),
        (Csv::new().comment(b'-'), "`comment` is '-': expected an ASCII character such as `#`"),
        (Csv::new().comment(b' '), "`comment` is ' ': "),
        (Csv::new().comment(b'7'), "`comment` is '7': "),
    ] {
        let error = refused::<1>(settings, "x\n1");
        assert!(error.starts_with(&format!("the table: {setting}")), "{error}");
    }
}
