//! Random work on random texts, undone, redone, saved, opened and replayed.

mod support;

use std::rc::Rc;

use proptest::prelude::*;
use standpoint::formats::project::{self, Opened};
use standpoint::model::{Entry, Project, Work};
use standpoint::store;
use support::random::{Act, acts, start};

/// Does the acts; a refused one must leave no trace.
fn work_through(acts: &[Act], mut seen: impl FnMut(&Project, &Entry)) -> Work {
    let mut work = start();
    for act in acts {
        let before = work.clone();
        let entry = act.entry(&work.project);
        match work.commit(entry.clone()) {
            Ok(()) => seen(&before.project, &entry),
            Err(_) => {
                assert_eq!(work, before);
                // Files have the revisions, too.
                assert_eq!(project::write(&work.project), project::write(&before.project));
            }
        }
    }
    work
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn undoing_all_leads_to_the_start_and_redoing_all_to_the_end(acts in acts(24)) {
        let mut work = work_through(&acts, |_, _| {});
        let before = start();
        while work.history.next_redo().is_some() {
            work.commit(Entry::Redo).unwrap();
        }
        let end = work.project.clone();
        while work.history.next_undo().is_some() {
            work.commit(Entry::Undo).unwrap();
        }
        prop_assert_eq!(&work.project, &before.project);
        prop_assert_eq!(project::write(&work.project.unclocked()), project::write(&before.project));
        while work.history.next_redo().is_some() {
            work.commit(Entry::Redo).unwrap();
        }
        prop_assert_eq!(work.project, end);
    }

    #[test]
    fn a_saved_project_opens_the_same_and_saves_the_same_bytes(acts in acts(24)) {
        let work = work_through(&acts, |_, _| {});
        let file = project::write(&work.project);
        let Opened { project, problems } = project::read(&file).unwrap();
        // Acts may link to what is not there, which is reported; nothing else may be.
        let expected = ["in the project, found none", "an id of its own"];
        let about_links = |message: &str| expected.iter().any(|words| message.contains(words));
        let all_about_links = problems.iter().all(|problem| about_links(&problem.message));
        prop_assert!(all_about_links, "{problems:#?}");
        prop_assert_eq!(&project, &*work.project);
        prop_assert_eq!(project::write(&project), file);
    }

    #[test]
    fn a_replayed_log_is_the_live_work(acts in acts(24)) {
        let mut log = vec![store::encode_begin(0, &support::now(), &start().project)];
        let work = work_through(&acts, |before, entry| {
            let seq = log.len() as u64;
            log.push(store::encode(seq, &support::now(), entry, before).unwrap());
        });
        let replayed = store::replay(&work.project.id, &log);
        prop_assert_eq!(replayed.problems, []);
        prop_assert_eq!(replayed.next_seq, log.len() as u64);
        prop_assert_eq!(replayed.work, work);
    }

    #[test]
    fn a_snapshot_anywhere_and_the_log_behind_it_are_the_live_work(
        acts in acts(24),
        at in any::<prop::sample::Index>(),
    ) {
        let mut log = vec![store::encode_begin(0, &support::now(), &start().project)];
        let work = work_through(&acts, |before, entry| {
            let seq = log.len() as u64;
            log.push(store::encode(seq, &support::now(), entry, before).unwrap());
        });
        let at = 1 + at.index(log.len());
        let there = store::replay(&work.project.id, &log[..at]).work;
        let taken = store::snapshot::encode(at as u64, &support::now(), &there).unwrap();
        let mut replayed = store::Replayed::from_snapshot(&work.project.id, &taken).unwrap();
        prop_assert_eq!(&replayed.work, &there);
        log[at..].iter().for_each(|record| replayed.push(record));
        prop_assert_eq!(replayed.work, work);
    }

    #[test]
    fn a_log_with_any_record_damaged_keeps_the_rest(
        acts in acts(24),
        which in any::<prop::sample::Index>(),
        at in any::<prop::sample::Index>(),
        bit in 0..8_u8,
    ) {
        let mut log = vec![store::encode_begin(0, &support::now(), &start().project)];
        work_through(&acts, |before, entry| {
            let seq = log.len() as u64;
            log.push(store::encode(seq, &support::now(), entry, before).unwrap());
        });
        let which = which.index(log.len());
        let before_it = store::replay(&start().project.id, &log[..which]).work.project;
        let at = at.index(log[which].len());
        log[which][at] ^= 1 << bit;
        let replayed = store::replay(&start().project.id, &log);
        prop_assert_eq!(replayed.next_seq, log.len() as u64);
        prop_assert_eq!(&replayed.set_aside[0].record, &log[which]);
        let fits = replayed.set_aside.iter().all(|apart| log.contains(&apart.record));
        prop_assert!(fits);
        if which + 1 == log.len() {
            prop_assert!(Rc::ptr_eq(&before_it, &replayed.work.project) || before_it == replayed.work.project);
        }
    }
}
