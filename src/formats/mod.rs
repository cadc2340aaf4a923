//! Files in and out: one module per format, and the wire types that stand in them.
//!
//! | module | files | read | written |
//! |---|---|---|---|
//! | [`corpus`] | the manifest of a hosted corpus, `corpus.json` | yes | yes |
//! | [`reading`] | .txt .md .html .json .jsonl .csv .tsv | yes | no |
//! | [`project`] | the project file, `.standpoint.json` | yes | yes |
//! | [`dataset`] | datasets, `.jsonl` | no | yes |

pub mod corpus;
pub mod csv;
pub mod dataset;
pub mod digest;
pub mod project;
pub mod reading;
pub(crate) mod wire;
