//! What an import would do, in numbers and words.

/// What an import would do, in numbers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Preview {
    /// Articles that are not here.
    pub new_articles: usize,
    /// Articles whose text is here: what stands on them goes to the ones that are here.
    pub known_articles: usize,
    /// Mentions that come in.
    pub mentions: usize,
    /// Stances that come in.
    pub stances: usize,
    /// Stances of whole articles that come in.
    pub article_stances: usize,
    /// How many of these are suggestions.
    pub suggestions: usize,
    /// Records that say what is here already, and are left out.
    pub known_records: usize,
    /// Entities that are not here.
    pub new_entities: usize,
    /// Entities that are here, by id, number in a knowledge base, or name and type.
    pub known_entities: usize,
    /// Issues that are added to the codebook.
    pub issues: usize,
    /// Attributes that are added to the codebook.
    pub attributes: usize,
    /// What is left out.
    pub left: Vec<(Left, usize)>,
}

impl Preview {
    /// Whether nothing would change.
    pub fn is_empty(&self) -> bool {
        let Self { new_articles, mentions, stances, article_stances, new_entities, .. } = self;
        new_articles + mentions + stances + article_stances + new_entities == 0
    }

    /// “2 articles, 30 mentions and 4 suggestions”.
    pub fn words(&self) -> String {
        let marks = [
            (self.new_articles, "article"),
            (self.mentions, "mention"),
            (self.stances, "stance"),
            (self.article_stances, "stance of a whole article"),
            (self.new_entities, "entity"),
        ];
        let many = |(count, one): (usize, &str)| match (count, one) {
            (1, one) => format!("1 {one}"),
            (count, "entity") => format!("{count} entities"),
            (count, "stance of a whole article") => format!("{count} stances of whole articles"),
            (count, one) => format!("{count} {one}s"),
        };
        let marks: Vec<String> =
            marks.into_iter().filter(|(count, _)| *count > 0).map(many).collect();
        match &marks[..] {
            [] => "Nothing".to_owned(),
            [only] => only.clone(),
            [first @ .., last] => format!("{} and {last}", first.join(", ")),
        }
    }
}

/// Something that an import leaves out, as what is here stays as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Left {
    /// A record that did not fit its text in the file that it comes from.
    Orphan,
    /// The status of work on an article, where there is work here.
    Status,
    /// An answer to a question on an article, where there is one here.
    Answer,
    /// Fields of another program, where the article or the work on it is here.
    Foreign,
}

impl Left {
    /// In words, counted.
    pub fn words(self, count: usize) -> String {
        let (one, many) = match self {
            Self::Orphan => (
                "record that did not fit its text in the file",
                "records that did not fit their texts in the file",
            ),
            Self::Status => {
                ("status of work that is here already", "statuses of work that is here already")
            }
            Self::Answer => {
                ("answer on an article that has one here", "answers on articles that have one here")
            }
            Self::Foreign => (
                "other program’s data on an article that is here already",
                "other program’s data on articles that are here already",
            ),
        };
        format!("{count} {}", if count == 1 { one } else { many })
    }
}
