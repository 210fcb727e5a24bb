//! The platform's letters: plain text in the reader's language, saying who, what for, until when and what to do else.

mod digest;
mod en;
mod es;
mod fr;

pub use digest::{About, Digest, digest};

use domain::Lang;
use identity::Letter;
use jiff::civil::Date;

/// What an invitation offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Offer {
    /// A seat that is theirs as soon as they accept.
    Seat,
    /// To ask for a seat, which somebody who knows them then confirms.
    Claim,
}

/// What an invitation says.
#[derive(Debug, Clone)]
pub struct Invitation<'a> {
    /// Who invites: the institution with the function, in the reader's language.
    pub inviter: &'a str,
    /// The organisation or group in which the seat is.
    pub place: &'a str,
    /// The role, in the reader's language.
    pub role: &'a str,
    /// The function there, in the inviter's words.
    pub function: &'a str,
    /// What is offered.
    pub offer: Offer,
    /// A word of the inviter.
    pub note: Option<&'a str>,
    /// The last day.
    pub until: Date,
    /// The address that accepts it.
    pub link: &'a str,
}

/// The letter that invites somebody.
#[must_use]
pub fn invitation(lang: Lang, invitation: &Invitation<'_>) -> Letter {
    let flat = Invitation {
        inviter: &line(invitation.inviter),
        place: &line(invitation.place),
        role: invitation.role,
        function: &line(invitation.function),
        offer: invitation.offer,
        note: invitation.note,
        until: invitation.until,
        link: invitation.link,
    };
    let note = invitation.note.map(quoted).unwrap_or_default();
    match lang {
        Lang::Fr => fr::invitation(&flat, &note),
        Lang::En => en::invitation(&flat, &note),
        Lang::Es => es::invitation(&flat, &note),
    }
}

/// The letter that brings a link to sign in, good for so many minutes.
#[must_use]
pub fn sign_in(lang: Lang, link: &str, minutes: u64) -> Letter {
    match lang {
        Lang::Fr => fr::sign_in(link, minutes),
        Lang::En => en::sign_in(link, minutes),
        Lang::Es => es::sign_in(link, minutes),
    }
}

/// Words of others in one line: a line break in a name starts nothing new in the letter.
fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A word of the inviter, marked as theirs.
fn quoted(note: &str) -> String {
    let lines = note.lines().map(|text| format!("> {}\n", line(text)));
    format!("\n{}", lines.collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(lang: Lang, offer: Offer) -> Letter {
        invitation(
            lang,
            &Invitation {
                inviter: "Valmont (officer)",
                place: "Ville-du-Fleuve",
                role: "officer",
                function: "International\nrelations",
                offer,
                note: Some("We spoke on Monday.\nWelcome!"),
                until: Date::constant(2026, 12, 5),
                link: "https://rives.example/invitation#abc",
            },
        )
    }

    #[test]
    fn an_invitation_says_who_what_for_until_when_and_what_to_do_else() {
        for (lang, until, unexpected) in [
            (Lang::Fr, "5 décembre 2026", "n’attendiez pas"),
            (Lang::En, "5 December 2026", "did not expect"),
            (Lang::Es, "5 de diciembre de 2026", "no esperaba"),
        ] {
            for offer in [Offer::Seat, Offer::Claim] {
                let Letter { subject, text, .. } = written(lang, offer);
                for part in [
                    "Valmont (officer)",
                    "Ville-du-Fleuve",
                    "International relations",
                    "\n> We spoke on Monday.\n> Welcome!\n",
                    until,
                    unexpected,
                    "\nhttps://rives.example/invitation#abc\n",
                ] {
                    assert!(text.contains(part), "{lang:?} lacks {part:?}:\n{text}");
                }
                assert!(subject.contains("Ville-du-Fleuve") && !subject.contains('\n'));
            }
            assert_ne!(written(lang, Offer::Seat).text, written(lang, Offer::Claim).text);
        }
    }

    #[test]
    fn a_link_to_sign_in_says_how_long_it_works() {
        for lang in [Lang::Fr, Lang::En, Lang::Es] {
            let letter = sign_in(lang, "https://rives.example/sign-in/link#abc", 20);
            assert!(letter.text.contains("20 minut"), "{}", letter.text);
            assert!(letter.text.contains("\nhttps://rives.example/sign-in/link#abc\n"));
        }
    }
}
