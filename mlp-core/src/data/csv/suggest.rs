//! A declaration that reads a table, from the table itself.

use super::cells::Cells;
use super::format::Csv;
use super::identifier::{is_keyword, of_class, of_column};
use super::records::boolean;
use super::table::Table;
use crate::error::{Column, Error};
use alloc::collections::BTreeSet;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt::Write;
use std::path::Path;

/// The most classes of a column of texts: a name or an address has one for each row.
const CLASSES: usize = 32;

/// The most classes without names of an output: of more whole numbers the size is meant.
const NUMBERED: usize = 10;

/// Returns the declaration of a network that reads a CSV file, to be pasted: names, kinds, ranges and classes from the
/// data.
///
/// The output is the last column; [`Table::suggest`] takes others, and a table that is read with other settings.
///
/// ```no_run
/// println!("{}", mlp::data::csv::suggest("penguins.csv")?);
/// # Ok::<(), mlp::Error>(())
/// ```
///
/// # Errors
///
/// As [`Csv::open`], and [`Error::NoSamples`] if the file has no rows.
pub fn suggest(path: impl AsRef<Path>) -> Result<String, Error> {
    let table = Csv::new().open(path)?;
    match table.columns().len().checked_sub(1) {
        Some(last) => table.suggest([last]),
        None => Err(Error::NoSamples),
    }
}

impl Table {
    /// Returns the declaration of a network that reads this table, to be pasted: names, kinds, ranges and classes from
    /// the data.
    ///
    /// A range is that of the column, rounded outwards. Columns that cannot be an input, and how many values are
    /// missing, are comments. It is a start: widen ranges to what may come, and leave out what is not known when the
    /// network is asked, such as a number of the row.
    ///
    /// ```
    /// use mlp::data::csv::Csv;
    ///
    /// let file = "Area (m2),new,roof,price\n82,yes,Flat,200000\n131.5,no,Gable,\n60,no,Flat,155000";
    /// assert_eq!(Csv::new().read(file.as_bytes())?.suggest(["price"])?, "\
    /// mlp! {
    ///     struct Net:
    ///         {
    ///             area_m2: 60..132,
    ///             new: bool,
    ///             roof: one_of(Flat, Gable),
    ///         }
    ///         => 16 tanh
    ///         => {
    ///             // 1 of 3 is missing
    ///             price: 155000..200000,
    ///         }
    /// }
    /// ");
    /// # Ok::<(), mlp::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::Csv`] if there is no such column, [`Error::NoSamples`] if the table has no rows.
    pub fn suggest<C: Into<Column>>(&self, outputs: impl IntoIterator<Item = C>) -> Result<String, Error> {
        let cells = self.cells();
        let outputs: Vec<usize> =
            outputs.into_iter().map(|column| cells.column(&column.into())).collect::<Result<_, _>>()?;
        if cells.rows.is_empty() {
            return Err(Error::NoSamples);
        }
        let mut names = BTreeSet::new();
        let mut lines = |columns: &mut dyn Iterator<Item = usize>, is_output| {
            columns.map(|column| line(cells, column, is_output, &mut names)).collect::<String>()
        };
        let inputs = lines(&mut (0..cells.names.len()).filter(|column| !outputs.contains(column)), false);
        let outputs = lines(&mut outputs.iter().copied(), true);
        let name = cells.file_stem().map_or("Net".to_string(), |stem| type_name(&stem));
        Ok(format!(
            "mlp! {{\n    struct {name}:\n        {{\n{inputs}        }}\n        => 16 tanh\n        => {{\n{outputs}        }}\n}}\n"
        ))
    }
}

/// Returns the lines of one field, or a comment on why the column is none.
fn line(cells: &Cells, column: usize, is_output: bool, names: &mut BTreeSet<String>) -> String {
    const INDENT: &str = "            ";
    let title = &cells.names[column];
    let name = of_column(title);
    let present: Vec<&str> =
        cells.rows.iter().filter(|row| !cells.is_missing(row, column)).map(|row| &row.cells[column]).collect();
    let kind = if name.is_empty() {
        Err("its name has no letters".to_string())
    } else if !names.insert(name.clone()) {
        Err("another column has the same name".to_string())
    } else {
        kind(cells, &present, is_output)
    };
    // a title may have more lines
    let title = title.lines().collect::<Vec<_>>().join(" ");
    let (missing, all) = (cells.rows.len() - present.len(), cells.rows.len());
    let mut text = String::new();
    let written = match kind {
        Ok(kind) => {
            let comment =
                format!("{INDENT}// {missing} of {all} {} missing\n", if missing == 1 { "is" } else { "are" });
            text.push_str(if missing > 0 { &comment } else { "" });
            writeln!(text, "{INDENT}{}: {kind},", field_name(&name))
        }
        Err(reason) => writeln!(text, "{INDENT}// {title}: {reason}"),
    };
    written.expect("a string takes any text");
    text
}

/// Returns a column's name as that of a field.
fn field_name(name: &str) -> String {
    match name.chars().next() {
        Some(first) if first.is_numeric() => format!("_{name}"),
        _ if is_keyword(name) => format!("r#{name}"),
        _ => name.to_string(),
    }
}

/// Returns the kind of a column, or why it has none.
fn kind(cells: &Cells, present: &[&str], is_output: bool) -> Result<String, String> {
    let texts: BTreeSet<&str> = present.iter().copied().collect();
    if texts.len() < 2 {
        let text = texts.first().map_or("no value".to_string(), |text| format!("always `{}`", text.escape_debug()));
        return Err(format!("{text}, which tells nothing"));
    }
    if present.iter().all(|text| boolean(text).is_some()) {
        return Ok(if is_output { "sigmoid" } else { "bool" }.to_string());
    }
    let numbers: Option<Vec<f64>> =
        present.iter().map(|text| cells.settings.notation.float(text).map(f64::from)).collect();
    match numbers {
        Some(numbers) => Ok(numbered(&numbers).filter(|_| is_output).unwrap_or_else(|| range(&numbers))),
        None => classes(&texts, if is_output { "softmax" } else { "one_of" }),
    }
}

/// Returns `softmax(3)` if the numbers are 0, 1 and 2.
fn numbered(numbers: &[f64]) -> Option<String> {
    let largest = numbers.iter().copied().fold(0.0, f64::max);
    let count = (2..=NUMBERED).find(|count| *count as f64 == largest + 1.0)?;
    let all = (0..count).all(|class| numbers.contains(&(class as f64)));
    let none_else = numbers.iter().all(|number| (0..count).any(|class| *number == class as f64));
    (all && none_else).then(|| format!("softmax({count})"))
}

/// Returns the range of numbers, rounded outwards to two digits of its length.
fn range(numbers: &[f64]) -> String {
    let bounds = |[low, high]: [f64; 2], x: &f64| [low.min(*x), high.max(*x)];
    let [low, high] = numbers.iter().fold([f64::INFINITY, f64::NEG_INFINITY], bounds);
    if low == high {
        return "raw".to_string();
    }
    #[expect(clippy::cast_possible_truncation, reason = "a power of ten of an f32")]
    let power = (high - low).log10().floor() as i32 - 1;
    // below 1 a whole number is divided, for 0.1 is no f64
    let [unit, part] = [10_f64.powi(power.max(0)), 10_f64.powi(-power.min(0))];
    // 13.1 as f32 and back is a little more than 13.1
    let whole = |x: f64, up: f64| {
        let x = x * part / unit;
        if (x - x.round()).abs() < 1e-4 { x.round() } else { (x * up).ceil() * up }
    };
    let [low, high] = [whole(low, -1.0) * unit / part, whole(high, 1.0) * unit / part];
    let digits = usize::try_from(-power).unwrap_or(0);
    let text = |x: f64| {
        // not -0
        let text = format!("{:.digits$}", x + 0.0);
        if digits == 0 { text } else { text.trim_end_matches('0').trim_end_matches('.').to_string() }
    };
    format!("{}..{}", text(low), text(high))
}

/// Returns `one_of(A, B)`, or why the texts are no classes.
fn classes(texts: &BTreeSet<&str>, word: &str) -> Result<String, String> {
    if texts.len() > CLASSES {
        return Err(format!("{} different texts", texts.len()));
    }
    let names: BTreeSet<String> = texts.iter().map(|text| of_class(text)).collect();
    if names.len() < texts.len() {
        return Err("two texts are the same name".to_string());
    }
    let names = texts.iter().map(|text| of_class(text));
    let names = names.map(|name| if is_keyword(&name) { format!("r#{name}") } else { name });
    Ok(format!("{word}({})", names.collect::<Vec<_>>().join(", ")))
}

/// Returns the name of a file as that of a type: `wine-quality` is `WineQuality`.
fn type_name(stem: &str) -> String {
    let capital = |part: &str| {
        let mut characters = part.chars();
        characters.next().map(|first| first.to_uppercase().chain(characters).collect::<String>())
    };
    let name: String = of_column(stem).split('_').filter_map(capital).collect();
    match name.chars().next() {
        Some(first) if !first.is_numeric() => name,
        _ => format!("Net{name}"),
    }
}

#[cfg(test)]
mod tests {
    use super::{range, type_name};

    #[test]
    fn ranges_are_rounded_outwards() {
        for (numbers, text) in [
            (&[32.1_f32, 59.6][..], "32..60"),
            (&[13.1, 21.5], "13.1..21.5"),
            (&[2700.0, 6300.0], "2700..6300"),
            (&[2701.0, 6299.0], "2700..6300"),
            (&[2007.0, 2008.0, 2009.0], "2007..2009"),
            (&[-0.5, 0.0, 0.25], "-0.5..0.25"),
            (&[0.0, 1e-3], "0..0.001"),
            (&[-0.012_34, 1.0], "-0.1..1"),
            (&[-3.0, 123_456.0], "-10000..130000"),
            (&[1e9, 3e9], "1000000000..3000000000"),
            (&[0.1, 0.30], "0.1..0.3"),
        ] {
            let numbers: alloc::vec::Vec<f64> = numbers.iter().map(|number| f64::from(*number)).collect();
            assert_eq!(range(&numbers), text);
        }
    }

    #[test]
    fn files_become_types() {
        for (stem, name) in
            [("penguins", "Penguins"), ("wine-quality_2", "WineQuality2"), ("2024", "Net2024"), ("", "Net")]
        {
            assert_eq!(type_name(stem), name);
        }
    }
}
