//! The modules of the page as one script: a browser does not load modules from the disk.
//!
//! The page's modules keep to a few rules, which are checked: `import { a, b } from "./name.js";` on one line, `export`
//! only before a declaration, and no name at the top of two modules. So the modules can be written one after the other,
//! those that are imported first. Comments are left out.

use std::error::Error;
use std::fs;
use std::path::Path;

/// Returns the module `first` of a folder and all that it imports as one script.
pub(crate) fn joined(folder: &Path, first: &str) -> Result<String, Box<dyn Error>> {
    let (mut script, mut done) = (String::from("\"use strict\";\n"), Vec::new());
    add(folder, first, &mut script, &mut done)?;
    match repeated(&script) {
        Some(name) => Err(format!("`{name}` is declared at the top of two modules, which become one script").into()),
        None => Ok(script),
    }
}

/// Returns a name that two lines declare at the top.
fn repeated(script: &str) -> Option<&str> {
    let mut names: Vec<&str> = script.lines().filter_map(declared).collect();
    names.sort_unstable();
    names.windows(2).find(|pair| pair[0] == pair[1]).map(|pair| pair[0])
}

/// Returns the name that a line declares, if it is not inside anything.
fn declared(line: &str) -> Option<&str> {
    let line = line.strip_prefix("async ").unwrap_or(line);
    let words = ["const ", "let ", "function ", "class "];
    let rest = words.iter().find_map(|word| line.strip_prefix(word))?;
    rest.split(|letter: char| !letter.is_alphanumeric() && letter != '_').next().filter(|name| !name.is_empty())
}

fn add(folder: &Path, name: &str, script: &mut String, done: &mut Vec<String>) -> Result<(), Box<dyn Error>> {
    if done.iter().any(|module| module == name) {
        return Ok(());
    }
    done.push(name.to_string());
    let text = fs::read_to_string(folder.join(name)).map_err(|error| format!("{name}: {error}"))?;
    let mut own = String::new();
    // comments are for those who read the modules
    for line in text.lines().filter(|line| !line.is_empty() && !line.trim_start().starts_with("//")) {
        if let Some(module) = imported(line).map_err(|message| format!("{name}: {message}: {line}"))? {
            add(folder, module, script, done)?;
        } else {
            own += line.strip_prefix("export ").unwrap_or(line);
            own += "\n";
        }
    }
    *script += &own;
    Ok(())
}

/// Returns the module that a line imports, if it is an import.
fn imported(line: &str) -> Result<Option<&str>, &'static str> {
    if line.starts_with("export ") {
        let word = line.split(' ').nth(1).unwrap_or("");
        let declares = ["const", "function", "class", "async"].contains(&word);
        return if declares { Ok(None) } else { Err("expected a declaration behind `export`") };
    }
    let Some(rest) = line.strip_prefix("import ") else { return Ok(None) };
    let inner = rest.strip_prefix("{ ").and_then(|rest| rest.split_once(" } from \"./"));
    match inner {
        Some((names, module)) if !names.contains(" as ") => {
            module.strip_suffix("\";").map(Some).ok_or("expected `\";` at the end")
        }
        _ => Err("expected `import { a, b } from \"./name.js\";`"),
    }
}

#[cfg(test)]
mod tests {
    use super::{imported, repeated};

    #[test]
    fn a_name_of_two_modules_is_found() {
        assert_eq!(repeated("const a = 1;\nfunction b(x) {\n  const a = 2;\n}\n"), None);
        assert_eq!(repeated("const a = 1;\nasync function b() {}\nfunction b(x) {"), Some("b"));
    }

    #[test]
    fn imports_have_one_form() {
        assert_eq!(imported("import { a, b } from \"./c.js\";"), Ok(Some("c.js")));
        assert_eq!(imported("export function a() {"), Ok(None));
        assert_eq!(imported("const important = 1;"), Ok(None));
        for wrong in
            ["import a from \"./c.js\";", "import { a as b } from \"./c.js\";", "export default 3;", "export { a };"]
        {
            imported(wrong).unwrap_err();
        }
    }
}
