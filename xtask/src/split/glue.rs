//! The script that wasm-bindgen writes for a module, made to fit the first part.

/// Where the script makes what the module imports.
const IMPORTS: &str = "const imports = __wbg_get_imports();";

/// What an import is called in the first part: names of 50 characters that hold hashes are a good
/// part of a page, twice.
pub(super) fn short_name(place: u32) -> String {
    format!("i{place}")
}

/// Renames the imports, and adds `loader`, which fetches the rest from `rest`.
pub(super) fn fit(
    script: &str,
    imports: &[&str],
    loader: &str,
    rest: &str,
) -> Result<String, String> {
    let mut fitted = script.to_owned();
    for (place, name) in (0..).zip(imports) {
        fitted = replace_once(&fitted, &format!(" {name}:"), &format!(" {}:", short_name(place)))?;
    }
    if !fitted.contains(IMPORTS) {
        return Err(format!("the script of the page’s module has no line {IMPORTS:?}"));
    }
    let fitted =
        fitted.replace(IMPORTS, &format!("{IMPORTS} imports.parts = {{ load: loadRest }};"));
    let loader = replace_once(loader, "./rest.wasm", rest)?;
    Ok(format!("{fitted}\n{loader}"))
}

fn replace_once(text: &str, old: &str, new: &str) -> Result<String, String> {
    match text.matches(old).count() {
        1 => Ok(text.replacen(old, new, 1)),
        count => Err(format!("expected {old:?} once, found it {count} times")),
    }
}

#[cfg(test)]
mod tests {
    use super::fit;

    #[test]
    fn imports_have_short_names_and_the_loader_knows_the_rest() {
        let script = "const import0 = { __wbg_log_0123: function() {} };\n\
                      const imports = __wbg_get_imports();";
        let fitted =
            fit(script, &["__wbg_log_0123"], "new URL(\"./rest.wasm\")", "./rest-0.wasm").unwrap();
        assert_eq!(
            fitted,
            "const import0 = { i0: function() {} };\n\
             const imports = __wbg_get_imports(); imports.parts = { load: loadRest };\n\
             new URL(\"./rest-0.wasm\")"
        );
    }

    #[test]
    fn a_script_of_another_shape_is_refused() {
        assert!(fit("const imports = {};", &["__wbg_log_0123"], "", "").is_err());
    }
}
