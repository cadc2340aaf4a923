//! Checks JSON against the part of JSON Schema 2020-12 that the project's schema uses.
//!
//! The `jsonschema` crate brings some sixty others; any keyword that this does not know panics.

use serde_json::Value;

/// The places where the value does not fit the schema, each with the reason.
pub fn faults(schema: &Value, value: &Value) -> Vec<String> {
    let mut check = Check { root: schema, faults: Vec::new() };
    check.value(schema, value, "");
    check.faults
}

struct Check<'a> {
    root: &'a Value,
    faults: Vec<String>,
}

impl Check<'_> {
    fn value(&mut self, schema: &Value, value: &Value, path: &str) {
        let rules = match schema {
            Value::Bool(true) => return,
            Value::Bool(false) => return self.fault(path, "nothing may stand here"),
            schema => schema.as_object().unwrap(),
        };
        for (rule, wanted) in rules {
            match rule.as_str() {
                "$schema" | "$defs" | "title" | "description" => {}
                "$ref" => {
                    let pointer = wanted.as_str().unwrap().trim_start_matches('#');
                    self.value(self.root.pointer(pointer).unwrap(), value, path);
                }
                "type" => self.ensure(has_type(value, wanted), path, rule, wanted),
                "const" => self.ensure(value == wanted, path, rule, wanted),
                "enum" => {
                    let known = wanted.as_array().unwrap().contains(value);
                    self.ensure(known, path, rule, wanted);
                }
                "minimum" => self.ensure(value.as_i64() >= wanted.as_i64(), path, rule, wanted),
                "minLength" => self.ensure(length(value) >= wanted.as_u64(), path, rule, wanted),
                "maxLength" => self.ensure(length(value) <= wanted.as_u64(), path, rule, wanted),
                "minItems" => {
                    let count = value.as_array().map(|items| items.len() as u64);
                    self.ensure(count >= wanted.as_u64(), path, rule, wanted);
                }
                "pattern" => self.ensure(matches(value, wanted), path, rule, wanted),
                "required" => self.required(wanted, value, path),
                "properties" | "additionalProperties" => {}
                "items" => self.items(wanted, value, path),
                "oneOf" => self.one_of(wanted, value, path),
                other => panic!("the keyword {other} is not known here"),
            }
        }
        self.properties(schema, value, path);
    }

    fn required(&mut self, keys: &Value, value: &Value, path: &str) {
        for key in keys.as_array().unwrap() {
            self.ensure(value.get(key.as_str().unwrap()).is_some(), path, "required", key);
        }
    }

    fn properties(&mut self, schema: &Value, value: &Value, path: &str) {
        for (key, value) in value.as_object().into_iter().flatten() {
            let path = format!("{path}/{key}");
            let named = schema.get("properties").and_then(|properties| properties.get(key));
            if let Some(schema) = named.or_else(|| schema.get("additionalProperties")) {
                self.value(schema, value, &path);
            }
        }
    }

    fn items(&mut self, schema: &Value, value: &Value, path: &str) {
        for (at, item) in value.as_array().into_iter().flatten().enumerate() {
            self.value(schema, item, &format!("{path}/{at}"));
        }
    }

    fn one_of(&mut self, schemas: &Value, value: &Value, path: &str) {
        let fits = |schema: &&Value| {
            let mut check = Check { root: self.root, faults: Vec::new() };
            check.value(schema, value, path);
            check.faults.is_empty()
        };
        let count = schemas.as_array().unwrap().iter().filter(fits).count();
        self.ensure(count == 1, path, "oneOf", schemas);
    }

    fn ensure(&mut self, fits: bool, path: &str, rule: &str, wanted: &Value) {
        if !fits {
            self.fault(path, &format!("{rule} {wanted}"));
        }
    }

    fn fault(&mut self, path: &str, reason: &str) {
        self.faults.push(format!("{path}: {reason}"));
    }
}

fn has_type(value: &Value, wanted: &Value) -> bool {
    match wanted.as_str().unwrap() {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "number" => value.is_number(),
        "integer" => value.is_i64() || value.is_u64(),
        other => panic!("the type {other} is not known here"),
    }
}

fn length(value: &Value) -> Option<u64> {
    value.as_str().map(|string| string.chars().count() as u64)
}

fn matches(value: &Value, pattern: &Value) -> bool {
    let Some(string) = value.as_str() else { return false };
    let digits = |part: &str, count: usize| {
        part.len() == count && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    let parts: Vec<&str> = string.split('-').collect();
    match pattern.as_str().unwrap() {
        r"^1\.[0-9]+$" => string.strip_prefix("1.").is_some_and(|minor| digits(minor, minor.len())),
        "^[0-9a-f]{64}$" => {
            string.len() == 64 && string.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
        }
        "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" => {
            matches!(parts[..], [y, m, d] if digits(y, 4) && digits(m, 2) && digits(d, 2))
        }
        other => panic!("the pattern {other} is not known here"),
    }
}
