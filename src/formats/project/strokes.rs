//! A project written on one line an article at a time, so that a page can answer in between.

use serde::{Serialize, Serializer};

use super::super::wire::{In, Layout, Object, Wire, write_json};
use super::{ById, put_head, put_tail};
use crate::model::Project;

/// Writes the stroke of that number, from 0; `false` if there is none. All of them, one behind the
/// other, are what [`Wire`] writes at once.
pub(crate) fn write_stroke(project: &Project, at: usize, out: &mut Vec<u8>) -> bool {
    let count = project.articles.len();
    let layers = count + 1;
    let tail = layers + count + 1;
    if at == 0 {
        write_json(out, &Head(project), Layout::OneLine);
        // The object goes on.
        out.pop();
        out.extend(b",\"articles\":{");
    } else if at < layers {
        let Some((id, article)) = project.articles.row(at - 1) else { return false };
        write_entry(out, at == 1, id.as_str(), &Wire(&**article));
    } else if at == layers {
        out.extend(b"},\"layers\":{");
    } else if at < tail {
        let Some((id, article)) = project.articles.row(at - layers - 1) else { return false };
        let of_it = project.layers_of(id);
        let of_it: Vec<_> =
            of_it.map(|(who, layer)| (who.as_str(), In(&**layer, &article.text))).collect();
        if !of_it.is_empty() {
            let is_first = project.layers.row(0).is_some_and(|(first, _)| first.article == *id);
            write_entry(out, is_first, id.as_str(), &ById(of_it));
        }
    } else if at == tail {
        out.extend(b"},");
        let from = out.len();
        write_json(out, &Tail(project), Layout::OneLine);
        // It is the same object still.
        out.remove(from);
    } else {
        return false;
    }
    true
}

fn write_entry(out: &mut Vec<u8>, is_first: bool, id: &str, value: &impl Serialize) {
    if !is_first {
        out.push(b',');
    }
    write_json(out, id, Layout::OneLine);
    out.push(b':');
    write_json(out, value, Layout::OneLine);
}

/// What stands before the articles.
struct Head<'a>(&'a Project);

/// What stands behind the layers.
struct Tail<'a>(&'a Project);

impl Serialize for Head<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = Object::begin(serializer)?;
        put_head(&mut object, self.0)?;
        object.end()
    }
}

impl Serialize for Tail<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = Object::begin(serializer)?;
        put_tail(&mut object, self.0)?;
        object.end_with(&self.0.extra)
    }
}
