//! The modules of the page as one script: a browser does not load modules from the disk.
//!
//! The page's modules keep to a few rules, which are checked: `import { a, b } from "./name.js";` on one line, `export`
//! only before a declaration, and no name twice at the top of two modules (the browser refuses such a script). So the
//! modules can be written one after the other, those that are imported first.

use std::error::Error;
use std::fs;
use std::path::Path;

/// Returns the module `first` of a folder and all that it imports as one script.
pub(crate) fn joined(folder: &Path, first: &str) -> Result<String, Box<dyn Error>> {
    let (mut script, mut done) = (String::from("\"use strict\";\n"), Vec::new());
    add(folder, first, &mut script, &mut done)?;
    Ok(script)
}

fn add(folder: &Path, name: &str, script: &mut String, done: &mut Vec<String>) -> Result<(), Box<dyn Error>> {
    if done.iter().any(|module| module == name) {
        return Ok(());
    }
    done.push(name.to_string());
    let text = fs::read_to_string(folder.join(name)).map_err(|error| format!("{name}: {error}"))?;
    let mut own = String::new();
    for line in text.lines() {
        match imported(line).map_err(|message| format!("{name}: {message}: {line}"))? {
            Some(module) => add(folder, module, script, done)?,
            None => {
                own += line.strip_prefix("export ").unwrap_or(line);
                own += "\n";
            }
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
    use super::imported;

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
