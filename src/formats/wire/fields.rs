//! Reads a JSON object field by field and tells what it held besides.

use std::borrow::Cow;

use super::{Cursor, Map, Named, Problem, Value};
use crate::model::{Date, Extra};

/// The fields of one object. `null` counts as absent.
pub(crate) struct Fields<'a> {
    map: &'a Map<'a>,
    known: Vec<&'static str>,
}

/// A value's JSON type in words.
pub(crate) fn kind_of(value: &Value<'_>) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Whole(_) | Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

impl<'a> Fields<'a> {
    /// The fields of the value at the cursor, which must be an object.
    pub(crate) fn of(cursor: &Cursor, value: &'a Value<'a>) -> Result<Self, Problem> {
        match value {
            Value::Object(map) => Ok(Self { map, known: Vec::new() }),
            other => Err(cursor.problem(format!("expected an object, found {}", kind_of(other)))),
        }
    }

    /// The raw field, unless absent.
    pub(crate) fn get(&mut self, key: &'static str) -> Option<&'a Value<'a>> {
        self.known.push(key);
        self.map.get(&Cow::Borrowed(key)).filter(|value| **value != Value::Null)
    }

    /// The raw field.
    pub(crate) fn required(
        &mut self,
        cursor: &Cursor,
        key: &'static str,
    ) -> Result<&'a Value<'a>, Problem> {
        let missing = || cursor.problem(format!("expected a field “{key}”, found none"));
        self.get(key).ok_or_else(missing)
    }

    /// A string that must be there.
    pub(crate) fn string(
        &mut self,
        cursor: &Cursor,
        key: &'static str,
    ) -> Result<&'a str, Problem> {
        let value = self.required(cursor, key)?;
        value.as_str().ok_or_else(|| wrong(cursor, key, "a string", value))
    }

    /// A string, if it is there.
    pub(crate) fn string_if_any(
        &mut self,
        cursor: &Cursor,
        key: &'static str,
    ) -> Result<Option<&'a str>, Problem> {
        let Some(value) = self.get(key) else { return Ok(None) };
        value.as_str().map(Some).ok_or_else(|| wrong(cursor, key, "a string", value))
    }

    /// A string of one's own, empty if absent.
    pub(crate) fn words(&mut self, cursor: &Cursor, key: &'static str) -> Result<String, Problem> {
        Ok(self.string_if_any(cursor, key)?.unwrap_or_default().to_owned())
    }

    /// A whole number below 2³².
    pub(crate) fn number(&mut self, cursor: &Cursor, key: &'static str) -> Result<u32, Problem> {
        let value = self.required(cursor, key)?;
        let number = value.as_u64().and_then(|number| u32::try_from(number).ok());
        number.ok_or_else(|| wrong(cursor, key, "a whole number", value))
    }

    /// A whole number, 0 if absent.
    pub(crate) fn count(&mut self, cursor: &Cursor, key: &'static str) -> Result<u64, Problem> {
        let Some(value) = self.get(key) else { return Ok(0) };
        value.as_u64().ok_or_else(|| wrong(cursor, key, "a whole number", value))
    }

    /// A truth value, false if absent.
    pub(crate) fn flag(&mut self, cursor: &Cursor, key: &'static str) -> Result<bool, Problem> {
        let Some(value) = self.get(key) else { return Ok(false) };
        match value {
            Value::Bool(flag) => Ok(*flag),
            other => Err(wrong(cursor, key, "true or false", other)),
        }
    }

    /// A list, empty if absent.
    pub(crate) fn list(
        &mut self,
        cursor: &Cursor,
        key: &'static str,
    ) -> Result<&'a [Value<'a>], Problem> {
        let Some(value) = self.get(key) else { return Ok(&[]) };
        match value {
            Value::Array(items) => Ok(items),
            other => Err(wrong(cursor, key, "a list", other)),
        }
    }

    /// An object by key, empty if absent.
    pub(crate) fn entries(
        &mut self,
        cursor: &Cursor,
        key: &'static str,
    ) -> Result<Option<&'a Map<'a>>, Problem> {
        let Some(value) = self.get(key) else { return Ok(None) };
        match value {
            Value::Object(map) => Ok(Some(map)),
            other => Err(wrong(cursor, key, "an object", other)),
        }
    }

    /// One of a set of names, if it is there.
    pub(crate) fn choice<T: Named>(
        &mut self,
        cursor: &Cursor,
        key: &'static str,
    ) -> Result<Option<T>, Problem> {
        let Some(name) = self.string_if_any(cursor, key)? else { return Ok(None) };
        match T::named(name) {
            Some(choice) => Ok(Some(choice)),
            None => Err(cursor.problem_at(key, unknown_name(T::NAMES, name))),
        }
    }

    /// One of a set of names that must be there.
    pub(crate) fn required_choice<T: Named>(
        &mut self,
        cursor: &Cursor,
        key: &'static str,
    ) -> Result<T, Problem> {
        self.required(cursor, key)?;
        self.choice(cursor, key).map(|choice| choice.expect("the field is there"))
    }

    /// A day, if it is there.
    pub(crate) fn date(
        &mut self,
        cursor: &Cursor,
        key: &'static str,
    ) -> Result<Option<Date>, Problem> {
        let Some(string) = self.string_if_any(cursor, key)? else { return Ok(None) };
        let message = || format!("expected a day as YYYY-MM-DD, found “{}”", short(string));
        string.parse().map(Some).map_err(|()| cursor.problem_at(key, message()))
    }

    /// The value read, or else the default with the raw field set apart.
    pub(crate) fn forgive<T: Default>(
        &self,
        cursor: &mut Cursor,
        key: &'static str,
        read: Result<T, Problem>,
    ) -> T {
        match (read, self.map.get(&Cow::Borrowed(key))) {
            (Ok(value), _) => return value,
            (Err(problem), Some(raw)) => cursor.within(key, |c| c.set_apart(problem, raw)),
            (Err(problem), None) => cursor.problems.push(problem),
        }
        T::default()
    }

    /// What no call has asked for.
    pub(crate) fn extra(self) -> Extra {
        let unknown = self.unknown().map(|(key, value)| (key.to_string(), value.to_json()));
        // Not collected: that would sort first, and bring the sorting code for this type.
        let mut extra = Extra::new();
        extra.extend(unknown);
        extra
    }

    /// Sets apart what no call has asked for, where the model has no place for it.
    pub(crate) fn close(self, cursor: &mut Cursor) {
        for (key, value) in self.unknown() {
            cursor.within(key, |cursor| {
                let problem = cursor.problem("expected no field of that name here");
                cursor.set_apart(problem, value);
            });
        }
    }

    fn unknown(&self) -> impl Iterator<Item = (&Cow<'_, str>, &Value<'_>)> {
        self.map.iter().filter(|(key, _)| !self.known.contains(&key.as_ref()))
    }
}

/// At most 40 characters, for a message.
pub(crate) fn short(string: &str) -> String {
    match string.char_indices().nth(40) {
        Some((at, _)) => format!("{}…", &string[..at]),
        None => string.to_owned(),
    }
}

fn wrong(cursor: &Cursor, key: &str, expected: &str, found: &Value<'_>) -> Problem {
    cursor.problem_at(key, format!("expected {expected}, found {}", kind_of(found)))
}

/// The message for a name that is not in a set.
pub(super) fn unknown_name(names: &[&str], found: &str) -> String {
    format!("expected one of {}, found “{}”", names.join(", "), short(found))
}
