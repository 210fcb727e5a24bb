//! Whatever the order, the repeats and the losses: pages that have heard everything are equal, and so is the draft.

use proptest::prelude::*;

use super::{Page, Refused, Stop, room, said};

const PAGES: usize = 3;
const LANGS: [&str; 2] = ["fr", "es"];

/// One thing that happens.
#[derive(Debug, Clone)]
enum Step {
    /// A page types or deletes; the update waits to be sent.
    Types(usize, usize, u8, u8),
    Deletes(usize, usize, u8, u8),
    /// An update that waits is sent, or once more one that was sent already.
    Sends(usize, u8),
    /// One is lost on the way.
    Loses(usize, u8),
    /// A page hears what is new.
    Hears(usize),
    /// A page asks for the whole again.
    Starts(usize),
}

fn step() -> impl Strategy<Value = Step> {
    let page = 0..PAGES;
    prop_oneof![
        4 => (page.clone(), 0..2_usize, any::<u8>(), any::<u8>()).prop_map(|(p, l, at, n)| Step::Types(p, l, at, n)),
        2 => (page.clone(), 0..2_usize, any::<u8>(), any::<u8>()).prop_map(|(p, l, at, n)| Step::Deletes(p, l, at, n)),
        4 => (page.clone(), any::<u8>()).prop_map(|(p, which)| Step::Sends(p, which)),
        1 => (page.clone(), any::<u8>()).prop_map(|(p, which)| Step::Loses(p, which)),
        2 => page.clone().prop_map(Step::Hears),
        1 => page.prop_map(Step::Starts),
    ]
}

fn place(at: u8, len: u32) -> u32 {
    u32::from(at) % (len + 1)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn pages_that_have_heard_everything_are_equal(steps in prop::collection::vec(step(), 0..60)) {
        let room = room();
        let mut pages: Vec<Page> = (1..=PAGES).map(|n| Page::on(n as u64, &room)).collect();
        let mut waiting: Vec<Vec<Vec<u8>>> = vec![Vec::new(); PAGES];
        let mut typed = 0_usize;
        let mut deleted = false;
        for step in steps {
            match step {
                Step::Types(p, lang, at, n) => {
                    let words = ["a", "é", "\n", "un mot "][usize::from(n % 4)];
                    let at = place(at, pages[p].len(LANGS[lang]));
                    waiting[p].push(pages[p].types(LANGS[lang], at, words));
                    typed += words.chars().count();
                }
                Step::Deletes(p, lang, at, n) => {
                    let len = pages[p].len(LANGS[lang]);
                    let at = place(at, len);
                    let gone = u32::from(n % 4).min(len - at);
                    if gone > 0 {
                        deleted = true;
                        waiting[p].push(pages[p].deletes(LANGS[lang], at, gone));
                    }
                }
                Step::Sends(p, which) => {
                    if let Some(update) = waiting[p].get(usize::from(which) % waiting[p].len().max(1)) {
                        match room.push(update) {
                            Ok(_) | Err(Stop::Refused(Refused::Early)) => {}
                            Err(other) => panic!("{other}"),
                        }
                    }
                }
                Step::Loses(p, which) => {
                    let count = waiting[p].len();
                    if count > 0 {
                        waiting[p].remove(usize::from(which) % count);
                    }
                }
                Step::Hears(p) => pages[p].hears(&room),
                Step::Starts(p) => {
                    pages[p].seq = None;
                    pages[p].hears(&room);
                }
            }
        }
        for page in &pages {
            room.push(&page.all()).expect("all that it has");
        }
        let mut count = 0;
        for page in &mut pages {
            page.hears(&room);
        }
        for lang in LANGS {
            let text = said(&room, lang);
            count += text.chars().count();
            for page in &pages {
                prop_assert_eq!(&page.text(lang), &text);
            }
        }
        if !deleted {
            prop_assert_eq!(count, typed + "Article 1.".len(), "no letter is lost or doubled");
        }
    }
}
