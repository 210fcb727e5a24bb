//! Accounts to try: invented given names of their place with a function, nobody's whole name; they exist only in a demonstration.

use std::collections::HashMap;

use anyhow::Context as _;
use commands::part_of;
use domain::context::SeatOf;
use domain::{Author, Lang, OrganisationId, PersonId, Role, SeatId, group, organisation};
use identity::NewPerson;

use super::act::{Act, command, id};
use super::groups::group_id;
use super::guide::{authority_id, partner_id};
use crate::graph::words;
use crate::seating::{self, Given};

/// The password of every account.
const PASSWORD: &str = "two-shores-one-river";

/// French authorities that people of the demonstration act for.
pub(super) const AUTHORITIES: [&str; 2] = [SAINT_ETIENNE, MARSEILLE];
const SAINT_ETIENNE: &str = "insee:42218";
const MARSEILLE: &str = "insee:13055";

/// A town of which somebody is in the demonstration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Town {
    SaintEtienne,
    Marseille,
    Tamale,
    Valparaiso,
}

impl Town {
    pub(super) fn id(self) -> OrganisationId {
        match self {
            Self::SaintEtienne => authority_id(SAINT_ETIENNE),
            Self::Marseille => authority_id(MARSEILLE),
            Self::Tamale => partner_id("GH", "Tamale"),
            Self::Valparaiso => partner_id("CL", "Valparaíso"),
        }
    }
}

enum Sits {
    Nowhere,
    Officer(Town),
    Secretary(Town),
    Coordinator(&'static str),
    Administrator,
}

struct Account {
    email: &'static str,
    name: &'static str,
    lang: Lang,
    sits: Sits,
}

const fn account(email: &'static str, name: &'static str, lang: Lang, sits: Sits) -> Account {
    Account { email, name, lang, sits }
}

const ACCOUNTS: [Account; 9] = [
    account(
        "officer@saint-etienne.example",
        "Aline, chargée de coopération, Saint-Étienne",
        Lang::Fr,
        Sits::Officer(Town::SaintEtienne),
    ),
    account(
        "secretary@saint-etienne.example",
        "Bruno, secrétaire du conseil, Saint-Étienne",
        Lang::Fr,
        Sits::Secretary(Town::SaintEtienne),
    ),
    account(
        "officer@marseille.example",
        "Nadia, chargée de coopération, Marseille",
        Lang::Fr,
        Sits::Officer(Town::Marseille),
    ),
    account(
        "officer@tamale.example",
        "Fuseina, cooperation officer, Tamale",
        Lang::En,
        Sits::Officer(Town::Tamale),
    ),
    account(
        "officer@valparaiso.example",
        "Ximena, encargada de cooperación, Valparaíso",
        Lang::Es,
        Sits::Officer(Town::Valparaiso),
    ),
    account("newcomer@example.org", "Sam, newcomer without a seat", Lang::En, Sits::Nowhere),
    account(
        "sahel@groups.example",
        "Moussa, coordinateur du groupe Sahel",
        Lang::Fr,
        Sits::Coordinator("sahel"),
    ),
    account(
        "water@groups.example",
        "Lucía, coordinadora del grupo Agua",
        Lang::Es,
        Sits::Coordinator("water"),
    ),
    account("admin@rives.example", "Platform administrator", Lang::En, Sits::Administrator),
];

/// The officers by their town, as authors.
pub(super) type Cast = HashMap<Town, Author>;

/// Lines that tell how to sign in.
pub(crate) fn sign_ins() -> Vec<String> {
    let mut lines = vec![format!("Sign in with the password {PASSWORD} as")];
    let width = ACCOUNTS.iter().map(|account| account.email.len()).max().unwrap_or_default();
    lines.extend(
        ACCOUNTS.iter().map(|account| format!("  {:width$}  {}", account.email, account.name)),
    );
    lines
}

/// Adds the accounts and their seats.
pub(super) async fn add(act: &Act<'_>) -> anyhow::Result<Cast> {
    let mut cast = Cast::new();
    for account in &ACCOUNTS {
        let person = person(act, account)?;
        match account.sits {
            Sits::Nowhere => {}
            Sits::Officer(town) => {
                cast.insert(town, officer(act, account, person, town).await?);
            }
            Sits::Secretary(town) => {
                let of = SeatOf::Organisation(town.id());
                seat(act, account, person, of, Role::CouncilSecretary).await?;
            }
            Sits::Coordinator(group) => coordinator(act, account, person, group).await?,
            Sits::Administrator => {
                let role = Role::PlatformAdministrator;
                seat(act, account, person, SeatOf::Platform, role).await?;
            }
        }
    }
    Ok(cast)
}

fn person(act: &Act<'_>, account: &Account) -> anyhow::Result<PersonId> {
    let identity = &act.world.identity;
    let known = identity.person_by_email(account.email)?;
    let add = || {
        identity.add_person(&NewPerson {
            email: account.email,
            display_name: account.name,
            lang: account.lang,
            password: PASSWORD,
        })
    };
    known.map_or_else(add, Ok).with_context(|| format!("cannot add the account {}", account.email))
}

async fn seat(
    act: &Act<'_>,
    account: &Account,
    person: PersonId,
    of: SeatOf,
    role: Role,
) -> anyhow::Result<()> {
    let key = id(&format!("seat {}", account.email));
    let given = Given { person, of, role, function: words::role(account.lang, role.into()), key };
    seating::give(act.world, given).await.context("cannot give a seat")
}

/// Claims the town's record as anybody would, and has it confirmed; the seat follows from the event.
async fn officer(
    act: &Act<'_>,
    account: &Account,
    person: PersonId,
    town: Town,
) -> anyhow::Result<Author> {
    let alone =
        Author { person: Some(person), seat: None, of: SeatOf::Platform, role: Role::Reader };
    let asked = format!("claim by {}", account.email);
    let request = organisation::Command::RequestClaim {
        function: function(account.lang).to_owned(),
        invited_by: None,
    };
    act.organisation(&alone, &asked, town.id(), request).await?;
    let seat = SeatId(part_of(command(&asked), 0));
    let confirm = organisation::Command::ConfirmClaim {
        seat,
        reason: reason(account.lang).to_owned(),
        knows_them: false,
    };
    let confirmed = format!("claim by {} confirmed", account.email);
    act.organisation(&Author::SYSTEM, &confirmed, town.id(), confirm).await?;
    Ok(Author {
        person: Some(person),
        seat: Some(seat),
        of: SeatOf::Organisation(town.id()),
        role: Role::Officer,
    })
}

/// What an officer's function is called at home.
const fn function(lang: Lang) -> &'static str {
    match lang {
        Lang::Fr => "Chargée de coopération",
        Lang::En => "Officer for cooperation",
        Lang::Es => "Encargada de cooperación",
    }
}

/// Why their claim was confirmed.
const fn reason(lang: Lang) -> &'static str {
    match lang {
        Lang::Fr => "Compte de la démonstration",
        Lang::En => "Account of the demonstration",
        Lang::Es => "Cuenta de la demostración",
    }
}

async fn coordinator(
    act: &Act<'_>,
    account: &Account,
    person: PersonId,
    key: &str,
) -> anyhow::Result<()> {
    let order = group::Command::GiveSeat {
        seat: SeatId(id(&format!("seat {}", account.email))),
        person,
        role: Role::GroupCoordinator,
        elected: false,
    };
    act.group(&Author::SYSTEM, &format!("seat of {}", account.email), group_id(key), order).await
}
