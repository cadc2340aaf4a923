//! WebAnno TSV as WebAnno and INCEpTION write it.

use standpoint::formats::archive::File;
use standpoint::formats::import::ReadChoice;
use standpoint::formats::table::Format;
use standpoint::model::Record;

/// The text, each mark as its type and its words, and what is wrong.
fn check(tsv: &str, text: &str, marks: &[&str], problems: &[&str]) {
    let format = Format::of("webanno-tsv").unwrap();
    let files = [File::new("doc.tsv", tsv)];
    assert_eq!(Format::recognised(&files).map(|it| it.id), Some("webanno-tsv"));
    let import = format.read(&files, &ReadChoice::default());
    let article = import.project.articles.values().next().unwrap();
    assert_eq!(article.text.as_str(), text);
    let mut found = Vec::new();
    for record in import.project.layers.values().flat_map(|layer| layer.records.values()) {
        let Record::Mention(it) = record else { panic!("expected a mention") };
        found.push(format!("{} {}", it.entity_type, it.fragments.words(&article.text)));
    }
    assert_eq!(found, marks);
    let said: Vec<String> = import.problems.iter().map(ToString::to_string).collect();
    assert_eq!(said.len(), problems.len(), "{said:#?}");
    for (said, expected) in said.iter().zip(problems) {
        assert!(said.contains(expected), "{said}");
    }
}

const HEAD: &str = "#FORMAT=WebAnno TSV 3.3\n\
    #T_SP=de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity|identifier|value\n\n\n";

#[test]
fn positions_count_utf_16_and_sentences_lie_apart() {
    let tsv = format!(
        "{HEAD}#Text=💩 Ada met.\n\
         1-1\t0-2\t💩\t_\t_\n1-2\t3-6\tAda\t_\tPER\n1-3\t7-10\tmet\t_\t_\n1-4\t10-11\t.\t_\t_\n\n\
         #Text=Carl left.\n2-1\t12-16\tCarl\t*\tPER\n2-2\t17-21\tleft\t_\t_\n2-3\t21-22\t.\t_\t_\n"
    );
    check(&tsv, "💩 Ada met.\nCarl left.", &["PER Ada", "PER Carl"], &[]);
}

#[test]
fn a_number_joins_tokens_and_tells_marks_on_one_token_apart() {
    let tsv = format!(
        "{HEAD}#Text=New York Times\n\
         1-1\t0-3\tNew\t*[1]|*[2]\tORG[1]|LOC[2]\n\
         1-2\t4-8\tYork\t*[1]|*[2]\tORG[1]|LOC[2]\n\
         1-3\t9-14\tTimes\t*[1]\tORG[1]\n"
    );
    check(&tsv, "New York Times", &["ORG New York Times", "LOC New York"], &[]);
}

#[test]
fn a_part_of_a_token_is_a_mark_of_its_own() {
    let tsv = format!("{HEAD}#Text=Adas\n1-1\t0-4\tAdas\t_\t_\n1-1.1\t0-3\tAda\t*\tPER\n");
    check(&tsv, "Adas", &["PER Ada"], &[]);
}

#[test]
fn what_has_a_meaning_in_the_file_is_escaped() {
    let tsv = format!("{HEAD}#Text=a\\tb \\\\ c\n1-1\t0-1\ta\t*\tx\\|y\\_z\n");
    check(&tsv, "a\tb \\ c", &["x|y_z a"], &[]);
}

#[test]
fn a_sentence_may_have_several_lines() {
    let tsv = format!("{HEAD}#Text=one\n#Text=two\n1-1\t0-3\tone\t_\t_\n1-2\t4-7\ttwo\t*\tN\n");
    check(&tsv, "one\ntwo", &["N two"], &[]);
}

#[test]
fn layers_without_features_go_by_their_name_and_others_are_counted() {
    let tsv = "#FORMAT=WebAnno TSV 3.3\n#T_SP=webanno.custom.Quote|\n\
        #T_SP=de.tudarmstadt.ukp.dkpro.core.api.lexmorph.type.pos.POS|PosValue\n\
        #T_RL=webanno.custom.Meets|label|BT_webanno.custom.Quote\n\n\
        #Text=Ada met\n1-1\t0-3\tAda\t*\tNN\t_\t_\n1-2\t4-7\tmet\t_\tVB\tx\t1-1\n";
    check(tsv, "Ada met", &["Quote Ada"], &["1 × Meets", "2 × POS"]);
}

#[test]
fn a_line_that_is_damaged_costs_only_itself() {
    let tsv = format!(
        "{HEAD}#Text=Ada met\n1-1\t0-3\tAda\t*\tPER\n1-2\tsoon\tmet\t*\tX\n1-3\t4-99\tq\t*\tX\n"
    );
    let problems =
        ["doc.tsv, line 7: expected positions such as 3-6", "line 8: expected positions in"];
    check(&tsv, "Ada met", &["PER Ada"], &problems);
}

#[test]
fn a_file_that_is_cut_anywhere_keeps_what_stands_before() {
    let whole = format!(
        "{HEAD}#Text=💩 Ada met.\n1-1\t0-2\t💩\t_\t_\n1-2\t3-6\tAda\t_\tPER\n1-3\t7-10\tmet\t*[1]\tX[1]\n"
    );
    let format = Format::of("webanno-tsv").unwrap();
    let found = |tsv: &str| {
        let import = format.read(&[File::new("doc.tsv", tsv)], &ReadChoice::default());
        import.project.layers.values().map(|layer| layer.records.len()).sum::<usize>()
    };
    let ada = whole.find("PER\n").unwrap() + 4;
    for (at, _) in whole.char_indices() {
        let expected = usize::from(at >= ada);
        assert!(found(&whole[..at]) >= expected, "cut at {at}");
    }
    for (from, to) in
        [("\t", " "), ("-", ""), ("[1]", "["), ("0-2", "9-2"), ("#T_SP", "#T_XX"), ("|", "")]
    {
        found(&whole.replace(from, to));
    }
}
