//! The codebook's editor without its page: changes of a draft, what is wrong with one, and what it
//! does to the work already done.

mod edit;
mod faults;
mod migration;
mod review;
mod uses;

pub use edit::{
    add_attribute, add_choice, add_issue, add_type, begin_from, may_belong_to, offer_polarity,
    remove_issue, shift,
};
pub use faults::{Fault, Section, faults};
pub use migration::{Fate, Gone, Migration};
pub use review::{Answer, Question, Review, review};
