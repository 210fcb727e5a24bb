//! The digest: what happened in what somebody follows, told by cooperation, with what waits for them first.

use domain::Lang;
use identity::Letter;
use jiff::civil::Date;

use super::{en, es, fr, line};

/// What a digest says.
#[derive(Debug, Clone)]
pub struct Digest<'a> {
    /// What waits for the reader, one sentence each.
    pub waiting: &'a [String],
    /// What happened, by what it is about.
    pub told: &'a [About],
    /// How many changes there were, told or not.
    pub news: usize,
    /// The address of the feed, where all of it stands.
    pub feed: &'a str,
    /// The address that ends these mails.
    pub leave: &'a str,
}

/// What happened in one matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    /// Its name; none for what belongs to no cooperation.
    pub title: Option<String>,
    /// Its address, where it has a page of its own.
    pub link: Option<String>,
    /// The day and the sentence of each change, oldest first.
    pub lines: Vec<(Date, String)>,
}

/// The words of a language around it.
pub(super) struct Words {
    pub(super) subject: String,
    pub(super) opening: &'static str,
    pub(super) waiting: &'static str,
    pub(super) elsewhere: &'static str,
    /// What was not told, and where it stands.
    pub(super) more: String,
    /// Everything that is there, and where.
    pub(super) all: &'static str,
    pub(super) closing: &'static str,
    pub(super) day: fn(Date) -> String,
}

/// The letter that tells somebody what happened; it says how to end such letters.
#[must_use]
pub fn digest(lang: Lang, digest: &Digest<'_>) -> Letter {
    let told: usize = digest.told.iter().map(|about| about.lines.len()).sum();
    let more = digest.news.saturating_sub(told);
    let words = match lang {
        Lang::Fr => fr::digest(digest.news, more),
        Lang::En => en::digest(digest.news, more),
        Lang::Es => es::digest(digest.news, more),
    };
    let mut parts = vec![words.opening.to_owned()];
    if !digest.waiting.is_empty() {
        parts.push(format!("{}\n{}", words.waiting, listed(digest.waiting.iter().cloned())));
    }
    for About { title, link, lines } in digest.told {
        let title = title.as_deref().map_or_else(|| words.elsewhere.to_owned(), line);
        let link = link.as_ref().map(|link| format!("{link}\n")).unwrap_or_default();
        let lines =
            lines.iter().map(|(day, text)| format!("{} · {}", (words.day)(*day), line(text)));
        parts.push(format!("{title}\n{link}{}", listed(lines)));
    }
    let rest = if more > 0 { &words.more } else { words.all };
    parts.push(format!("{rest}\n{}\n", digest.feed));
    parts.push(format!("{}\n{}\n", words.closing, digest.leave));
    Letter { subject: words.subject, text: parts.join("\n"), leave: Some(digest.leave.to_owned()) }
}

fn listed(lines: impl Iterator<Item = String>) -> String {
    let mut list = String::new();
    for text in lines {
        list.extend(["- ", &text, "\n"]);
    }
    list
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(lang: Lang, news: usize) -> Letter {
        let day = Date::constant(2026, 11, 18);
        let told = [
            About {
                title: Some("Valmont –\nVille-du-Fleuve".to_owned()),
                link: Some("https://rives.example/cooperations/1".to_owned()),
                lines: vec![(day, "A council\nhas decided".to_owned())],
            },
            About { title: None, link: None, lines: vec![(day, "A town was recorded".to_owned())] },
        ];
        let waiting = ["The charter waits for your consent".to_owned()];
        let (feed, leave) =
            ("https://rives.example/feed", "https://rives.example/unsubscribe?token=t");
        digest(lang, &Digest { waiting: &waiting, told: &told, news, feed, leave })
    }

    #[test]
    fn a_digest_says_what_waits_then_what_happened_then_how_to_end_it() {
        for (lang, day, subject) in [
            (Lang::Fr, "18 novembre 2026", "Rives : 2 nouvelles"),
            (Lang::En, "18 November 2026", "Rives: 2 pieces of news"),
            (Lang::Es, "18 de noviembre de 2026", "Rives: 2 novedades"),
        ] {
            let Letter { subject: written_subject, text, leave } = written(lang, 2);
            assert_eq!(written_subject, subject);
            assert_eq!(leave.as_deref(), Some("https://rives.example/unsubscribe?token=t"));
            let places = [
                "- The charter waits for your consent\n",
                "\nValmont – Ville-du-Fleuve\nhttps://rives.example/cooperations/1\n",
                &format!("- {day} · A council has decided\n"),
                &format!("- {day} · A town was recorded\n"),
                "\nhttps://rives.example/feed\n",
                "\nhttps://rives.example/unsubscribe?token=t\n",
            ]
            .map(|part| {
                text.find(part).unwrap_or_else(|| panic!("{lang:?} lacks {part:?}:\n{text}"))
            });
            assert!(places.is_sorted(), "{text}");
        }
    }

    #[test]
    fn what_is_not_told_is_counted() {
        for (lang, one, many) in [
            (Lang::Fr, "1 autre nouvelle", "40 autres nouvelles"),
            (Lang::En, "1 more piece of news", "40 more pieces of news"),
            (Lang::Es, "1 novedad más", "40 novedades más"),
        ] {
            assert!(written(lang, 3).text.contains(one), "{}", written(lang, 3).text);
            assert!(written(lang, 42).text.contains(many));
            assert!(!written(lang, 2).text.contains(one));
        }
    }
}
