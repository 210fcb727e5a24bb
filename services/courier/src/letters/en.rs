//! Letters in English.

use identity::Letter;
use jiff::civil::Date;

use super::digest::Words;
use super::{Invitation, Offer};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn day(date: Date) -> String {
    let month = MONTHS[usize::try_from(date.month() - 1).expect("months are 1 to 12")];
    format!("{} {month} {}", date.day(), date.year())
}

pub(super) fn invitation(invitation: &Invitation<'_>, note: &str) -> Letter {
    let Invitation { inviter, place, role, function, link, .. } = invitation;
    let until = day(invitation.until);
    let what = match invitation.offer {
        Offer::Seat => format!(
            "{inviter} invites you to act for “{place}” on Rives, the platform of twinned towns.\n\
             Role: {role}. Function: {function}."
        ),
        Offer::Claim => format!(
            "{inviter} invites you to represent “{place}” on Rives, the platform of twinned towns, so that both \
             partners work there on equal terms.\nFunction: {function}.\n\n\
             By accepting you ask to act for “{place}”. Somebody who knows you will then confirm it; until then nothing \
             is done in your name."
        ),
    };
    Letter {
        subject: format!("Invitation to act for {place}"),
        text: format!(
            "Good day,\n\n{what}\n{note}\nTo accept, open this address before the end of {until} (UTC). It is personal \
             and works once:\n\n{link}\n\n\
             If you did not expect this invitation, you may ignore this message: without your consent nothing happens, \
             and your address is deleted after that date.\n\n\
             This message is sent automatically by Rives.\n"
        ),
        leave: None,
    }
}

pub(super) fn sign_in(link: &str, minutes: u64) -> Letter {
    Letter {
        subject: "Your link to sign in to Rives".to_owned(),
        text: format!(
            "Good day,\n\nHere is the link you asked for to sign in to Rives. It is valid for {minutes} minutes and works \
             once:\n\n{link}\n\n\
             If you did not ask for it, ignore this message: without the link nobody signs in with your address. Do not \
             pass it on to anybody.\n\n\
             This message is sent automatically by Rives.\n"
        ),
        leave: None,
    }
}

/// The words around a digest.
pub(super) fn digest(news: usize, more: usize) -> Words {
    let pieces = |count: usize, more: &str| match count {
        1 => format!("1 {more}piece of news"),
        _ => format!("{count} {more}pieces of news"),
    };
    Words {
        subject: format!("Rives: {}", pieces(news, "")),
        opening: "Good day,\n\nHere is what happened in your cooperations and in the feeds you follow.\n",
        waiting: "WAITS FOR YOU",
        elsewhere: "OTHER NEWS",
        more: format!("And {}:", pieces(more, "more ")),
        all: "All of it on one page:",
        closing: "This message is sent automatically by Rives because you chose it on your account’s page. To receive no \
                  more, open this address:",
        day,
    }
}
