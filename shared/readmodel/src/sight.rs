//! Who may see which rows, as SQL in one place: the same answer as the domain's own `access::sees`.

use domain::access::{Sight, Visibility};
use domain::cooperation::Theme;
use domain::group::Scope;
use domain::{OrganisationId, PersonId};

use crate::sql::{Key, Sql};

/// Who looks: what their seats let them see, and the person for what is theirs alone.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Viewer {
    /// What the seats let them see.
    pub sight: Sight,
    /// The signed-in person.
    pub person: Option<PersonId>,
}

/// How a visibility is stored: wider is greater.
#[must_use]
pub fn level(visibility: Visibility) -> i64 {
    match visibility {
        Visibility::Side => 0,
        Visibility::Partners => 1,
        Visibility::Group => 2,
        Visibility::Public => 3,
    }
}

pub(crate) fn visibility(level: i64) -> Visibility {
    match level {
        3.. => Visibility::Public,
        2 => Visibility::Group,
        1 => Visibility::Partners,
        _ => Visibility::Side,
    }
}

/// A condition on a row `c` of `cooperation` (its alias): true where the viewer may see it.
#[must_use]
pub fn sees_cooperation(sight: &Sight, c: &str) -> Sql {
    if sight.platform {
        return Sql::new(&format!("({c}.visibility >= 1)"));
    }
    let mut sql = Sql::new(&format!("({c}.visibility = 3"));
    if !sight.organisations.is_empty() {
        sql.push(" OR (").push(&format!("{c}.visibility >= 1 AND "));
        sql.append(&is_party(&sight.organisations, &format!("{c}.id"))).push(")");
    }
    for scope in &sight.scopes {
        sql.push(&format!(" OR ({c}.visibility = 2 AND "));
        sql.append(&in_scope(scope, &format!("{c}.id"))).push(")");
    }
    sql.push(")");
    sql
}

/// Own visibility of an activity: that of its cooperation; everybody where there is none.
pub(crate) const INHERIT: i64 = 0;
/// Own visibility of an activity: partners only (remarks).
pub(crate) const PARTNERS: i64 = 1;
/// Own visibility of an activity: those who may know of an organisation's claims.
pub(crate) const CLAIM: i64 = 2;

/// Own visibility of an activity: the side that acted alone.
pub(crate) const SIDE: i64 = 3;

/// Own visibility of an activity: partners and coordinators (conventions before they are in force).
pub(crate) const DRAFT: i64 = 4;

/// A condition on a row `a` of `activity`.
pub(crate) fn sees_activity(sight: &Sight, a: &str) -> Sql {
    let mut sql = Sql::new(&format!("({a}.cooperation IS NULL OR EXISTS "));
    sql.push(&format!("(SELECT 1 FROM cooperation seen WHERE seen.id = {a}.cooperation AND "));
    sql.append(&sees_cooperation(sight, "seen")).push(")) AND ");
    sql.push(&format!("({a}.visibility = {INHERIT} OR ({a}.visibility = {PARTNERS} AND "));
    sql.append(&sees_remarks_of(sight, &format!("{a}.cooperation")));
    sql.push(&format!(") OR ({a}.visibility = {CLAIM} AND "));
    sql.append(&sees_claims_of(sight, &format!("{a}.organisation")));
    sql.push(&format!(") OR ({a}.visibility = {DRAFT} AND "));
    sql.append(&sees_drafts_of(sight, &format!("{a}.cooperation")));
    sql.push(&format!(") OR ({a}.visibility = {SIDE} AND "));
    sql.append(&is_of_side(sight, &format!("{a}.cooperation"), &format!("{a}.side"))).push("))");
    sql
}

/// A condition on a row `t` of `remark`: its own side where it is kept there, all partners otherwise.
pub(crate) fn sees_remark(sight: &Sight, t: &str) -> Sql {
    let cooperation = format!("{t}.cooperation");
    let mut sql = Sql::new(&format!("(({t}.visibility >= {PARTNERS} AND "));
    sql.append(&sees_remarks_of(sight, &cooperation));
    sql.push(") OR ").append(&is_of_side(sight, &cooperation, &format!("{t}.side"))).push(")");
    sql
}

/// A condition on a row `t` of `document` or `discussion` whose cooperation is in sight: its own side where it is kept
/// there, all partners, or everybody where it is public.
#[must_use]
pub fn sees_given(sight: &Sight, t: &str) -> Sql {
    let mut sql = Sql::new(&format!("({t}.visibility = {} OR ", level(Visibility::Public)));
    sql.append(&sees_remark(sight, t)).push(")");
    sql
}

/// A condition on a cooperation's id and a side (SQL expressions): true for the parties on that side, and for nobody
/// else: not for towns that are invited there, not for those that left, not for the platform.
fn is_of_side(sight: &Sight, cooperation: &str, side: &str) -> Sql {
    if sight.organisations.is_empty() {
        return Sql::new("FALSE");
    }
    let mine = || sight.organisations.iter().map(|id| Key(id.0));
    let mut sql = Sql::new("EXISTS (SELECT 1 FROM cooperation_party own WHERE own.cooperation = ");
    sql.push(cooperation).push(" AND own.standing = 0 AND own.side = ").push(side);
    sql.push(" AND (own.organisation IN ").list(mine());
    sql.push(" OR own.original IN ").list(mine()).push("))");
    sql
}

/// A condition on a cooperation's id (`cooperation`, an SQL expression): true for its partners and the platform.
#[must_use]
pub fn sees_remarks_of(sight: &Sight, cooperation: &str) -> Sql {
    if sight.platform {
        return Sql::new("TRUE");
    }
    if sight.organisations.is_empty() {
        return Sql::new("FALSE");
    }
    is_party(&sight.organisations, cooperation)
}

/// A condition on a cooperation's id (an SQL expression): true for its partners, the coordinators of groups whose scope it
/// lies in, and the platform.
#[must_use]
pub fn sees_drafts_of(sight: &Sight, cooperation: &str) -> Sql {
    let mut sql = Sql::new("(");
    sql.append(&sees_remarks_of(sight, cooperation));
    for scope in &sight.scopes {
        sql.push(" OR ").append(&in_scope(scope, cooperation));
    }
    sql.push(")");
    sql
}

/// A condition on an organisation's id (an SQL expression): true for those who may know and settle its claims: its own
/// people, the platform and coordinators of its country; as long as nobody of its own is there, also people of the
/// organisation that recorded it and of its partners in links that the platform put on record. Who only says that there
/// is a link with a town learns and vouches for nothing.
#[must_use]
pub fn sees_claims_of(sight: &Sight, organisation: &str) -> Sql {
    if sight.platform {
        return Sql::new("TRUE");
    }
    let mut sql = Sql::new("(FALSE");
    let countries = sight.scopes.iter().flat_map(|scope| scope.countries.iter().cloned());
    let countries: Vec<String> = countries.collect();
    if !countries.is_empty() {
        sql.push(" OR EXISTS (SELECT 1 FROM organisation known WHERE known.id = ");
        sql.push(organisation).push(" AND known.country IN ").list(countries).push(")");
    }
    if !sight.organisations.is_empty() {
        let mine = || sight.organisations.iter().map(|id| Key(id.0));
        sql.push(" OR ").push(organisation).push(" IN ").list(mine());
        sql.push(" OR EXISTS (SELECT 1 FROM organisation known WHERE known.id = ");
        sql.push(organisation).push(" AND known.state <> 'CLAIMED' AND (known.recorded_by IN ");
        sql.list(mine()).push(" OR EXISTS (").push(LINKED).push(" AND own.organisation IN ");
        sql.list(mine()).push(")))");
    }
    sql.push(")");
    sql
}

/// Links of the organisation `known` that the platform itself put on record.
const LINKED: &str = "SELECT 1 FROM cooperation_party theirs \
     JOIN cooperation_party own ON own.cooperation = theirs.cooperation AND own.standing = 0 \
     JOIN cooperation link ON link.id = theirs.cooperation \
     WHERE theirs.organisation = known.id AND theirs.standing = 0 \
     AND json_extract(link.state, '$.by') IS NULL";

/// A condition on a cooperation's id: true where one of `organisations` is a party.
pub(crate) fn is_party(organisations: &[OrganisationId], cooperation: &str) -> Sql {
    let mine = || organisations.iter().map(|id| Key(id.0));
    let mut sql = Sql::new("EXISTS (SELECT 1 FROM cooperation_party own WHERE own.cooperation = ");
    sql.push(cooperation).push(" AND (own.organisation IN ").list(mine());
    sql.push(" OR own.original IN ").list(mine()).push("))");
    sql
}

/// A condition on a cooperation's id: true where `scope` matches.
pub(crate) fn in_scope(scope: &Scope, cooperation: &str) -> Sql {
    let mut sql = Sql::new("(TRUE");
    if !scope.countries.is_empty() {
        sql.push(" AND ").append(&has_country(&scope.countries, cooperation));
    }
    if !scope.themes.is_empty() {
        sql.push(" AND ").append(&has_theme(&scope.themes, cooperation));
    }
    sql.push(")");
    sql
}

pub(crate) fn has_country(countries: &[String], cooperation: &str) -> Sql {
    let mut sql = Sql::new("EXISTS (SELECT 1 FROM cooperation_country at WHERE at.cooperation = ");
    let codes = countries.iter().map(|code| code.to_ascii_uppercase());
    sql.push(cooperation).push(" AND at.country IN ").list(codes).push(")");
    sql
}

pub(crate) fn has_theme(themes: &[Theme], cooperation: &str) -> Sql {
    let mut sql =
        Sql::new("EXISTS (SELECT 1 FROM cooperation_theme about WHERE about.cooperation = ");
    let codes = themes.iter().map(|theme| theme.0.clone());
    sql.push(cooperation).push(" AND about.theme IN ").list(codes).push(")");
    sql
}
