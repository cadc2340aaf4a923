//! Files in and out: one module per format, and the wire types that stand in them.
//!
//! | module | files | read | written |
//! |---|---|---|---|
//! | [`reading`] | .txt .md .html .json .jsonl .csv .tsv | yes | no |

pub mod digest;
pub mod reading;
