//! Checks of the characters that are set for a file: each can do what it is set for, and none has two meanings.

use super::format::Csv;
use crate::error::CsvReason;

/// The characters of the settings, by their names.
struct Characters([(&'static str, Option<char>); 4]);

impl Csv {
    /// Returns the reason why the settings cannot read a file, if there is one.
    pub(super) fn check(&self) -> Result<(), CsvReason> {
        let comment = self.comment.map(char::from);
        let characters = Characters([
            ("delimiter", Some(char::from(self.delimiter))),
            ("decimal", Some(self.notation.decimal)),
            ("thousands", self.notation.thousands),
            ("comment", comment),
        ]);
        characters.check_each()?;
        characters.check_pairs()
    }
}

impl Characters {
    fn check_each(&self) -> Result<(), CsvReason> {
        for &(setting, character) in &self.0 {
            let Some(character) = character else { continue };
            let reserved = matches!(character, '"' | '\n' | '\r');
            let in_values = character.is_alphanumeric() || matches!(character, '+' | '-');
            let (valid, expected) = match setting {
                "delimiter" => (character.is_ascii(), "an ASCII character other than a quote or the end of a line"),
                "comment" => {
                    let valid = character.is_ascii() && !in_values && !character.is_whitespace();
                    (valid, "an ASCII character such as `#`, no letter, digit, sign, quote or space")
                }
                _ => (!in_values, "a character such as `,`, no letter, digit, sign or quote"),
            };
            if reserved || !valid {
                return Err(CsvReason::Character { setting, character, expected });
            }
        }
        Ok(())
    }

    fn check_pairs(&self) -> Result<(), CsvReason> {
        for (at, &(second, character)) in self.0.iter().enumerate() {
            for &(first, other) in &self.0[..at] {
                // a number in quotes may have the delimiter in it, as exports with `"1,234"` do
                let in_quotes = (first, second) == ("delimiter", "thousands");
                if let Some(character) = character
                    && other == Some(character)
                    && !in_quotes
                {
                    return Err(CsvReason::SameCharacter { character, settings: [first, second] });
                }
            }
        }
        Ok(())
    }
}
