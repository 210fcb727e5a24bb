//! Letters in French.

use identity::Letter;
use jiff::civil::Date;

use super::digest::Words;
use super::{Invitation, Offer};

const MONTHS: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];

fn day(date: Date) -> String {
    let month = MONTHS[usize::try_from(date.month() - 1).expect("months are 1 to 12")];
    let ordinal = if date.day() == 1 { "er" } else { "" };
    format!("{}{ordinal} {month} {}", date.day(), date.year())
}

pub(super) fn invitation(invitation: &Invitation<'_>, note: &str) -> Letter {
    let Invitation { inviter, place, role, function, link, .. } = invitation;
    let until = day(invitation.until);
    let what = match invitation.offer {
        Offer::Seat => format!(
            "{inviter} vous invite à agir pour « {place} » sur Rives, la plateforme des villes jumelées.\n\
             Rôle : {role}. Fonction : {function}."
        ),
        Offer::Claim => format!(
            "{inviter} vous invite à représenter « {place} » sur Rives, la plateforme des villes jumelées, afin que les \
             deux partenaires y travaillent à égalité.\nFonction : {function}.\n\n\
             En acceptant, vous demandez à agir pour « {place} ». Une personne qui vous connaît confirmera ensuite \
             votre demande ; d’ici là, rien n’est fait en votre nom."
        ),
    };
    Letter {
        subject: format!("Invitation à agir pour {place}"),
        text: format!(
            "Bonjour,\n\n{what}\n{note}\nPour accepter, ouvrez cette adresse avant la fin du {until} (UTC). Elle est \
             personnelle et ne sert qu’une fois :\n\n{link}\n\n\
             Si vous n’attendiez pas cette invitation, vous pouvez ignorer ce message : sans votre accord rien ne se \
             passe, et votre adresse est effacée après l’échéance.\n\n\
             Ce message est envoyé automatiquement par Rives.\n"
        ),
        leave: None,
    }
}

pub(super) fn sign_in(link: &str, minutes: u64) -> Letter {
    Letter {
        subject: "Votre lien de connexion à Rives".to_owned(),
        text: format!(
            "Bonjour,\n\nVoici le lien demandé pour vous connecter à Rives. Il est valable {minutes} minutes et ne sert \
             qu’une fois :\n\n{link}\n\n\
             Si vous n’avez rien demandé, ignorez ce message : sans ce lien personne ne se connecte avec votre adresse. \
             Ne le transmettez à personne.\n\n\
             Ce message est envoyé automatiquement par Rives.\n"
        ),
        leave: None,
    }
}

/// The words around a digest.
pub(super) fn digest(news: usize, more: usize) -> Words {
    let s = |count: usize| if count > 1 { "s" } else { "" };
    Words {
        subject: format!("Rives : {news} nouvelle{}", s(news)),
        opening: "Bonjour,\n\nVoici ce qui s’est passé dans vos coopérations et dans les fils que vous suivez.\n",
        waiting: "VOUS ATTEND",
        elsewhere: "AUTRES NOUVELLES",
        more: format!("Et {more} autre{0} nouvelle{0} :", s(more)),
        all: "Le tout sur une page :",
        closing: "Ce message est envoyé automatiquement par Rives parce que vous l’avez choisi sur la page de votre compte. \
                  Pour ne plus en recevoir, ouvrez cette adresse :",
        day,
    }
}
