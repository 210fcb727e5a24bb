//! The country register for everybody: what is said of a territory, since when and by whom; and for those who keep it, what a change would touch before it is made.

use async_graphql::{Context, Object, SimpleObject};
use directory::query::{TerritoryFactRow, register};
use domain::context::SeatOf;
use domain::screening::{Verdict, obstacle};
use domain::territory::Status;
use domain::{Author, Refusal, reference, rules};
use identity::Viewer;
use jiff::Timestamp;
use jiff::civil::Date as Day;
use jiff::tz::TimeZone;
use readmodel::ReadError;
use readmodel::cooperation::{Supposed, Touched, would_touch};
use rusqlite::Connection;

use super::cooperation::{Cooperation, in_lang};
use super::enums::{Lang, TerritoryStatus};
use super::fault::{Result, fault};
use super::inputs::TerritoryFactPreviewInput;
use super::mutations::signed_in;
use super::reference::Country;
use super::refusal::{RefusalView, Rule};
use super::scalars::{Date, DateTime};
use super::screening::{Finding, findings};
use super::view::{View, asker, world};

/// Facts that are listed at once, withdrawn ones included: of a register kept by hand, far more than there are.
const FACTS: usize = 5_000;
/// Cooperations looked at in one read while a change is thought of.
const AT_ONCE: usize = 500;
/// Cooperations that a preview names; the others it counts.
const NAMED: usize = 20;

/// A country, or a part of one, of which the register says something or did.
pub struct Territory {
    view: View,
    moment: Timestamp,
    facts: Vec<TerritoryFactRow>,
}

/// What the register says of a territory, or said until it was withdrawn.
pub struct TerritoryFact {
    view: View,
    moment: Timestamp,
    row: TerritoryFactRow,
}

/// What a change of the register would touch.
#[derive(SimpleObject)]
pub struct TerritoryFactPreview {
    /// Why it would be refused; then nothing else is said.
    pub refusals: Vec<RefusalView>,
    /// The day for which it is thought of: today, or the first day of a fact that is to come.
    pub on: Date,
    /// Living cooperations of which the rules would find something else; those that the viewer may not see count.
    pub total: i32,
    /// How many of them an obstacle would newly stand before.
    pub blocked: i32,
    /// How many of them an obstacle would stand before no more.
    pub freed: i32,
    /// Some of them, as far as the viewer may see them.
    pub touched: Vec<TouchedCooperation>,
}

/// A cooperation of which the rules would find something else.
#[derive(SimpleObject)]
pub struct TouchedCooperation {
    pub cooperation: Cooperation,
    /// What they find with the register as it is.
    pub before: Vec<Finding>,
    /// What they would find.
    pub after: Vec<Finding>,
}

#[Object]
impl Territory {
    /// Its code: that of the country, alone or followed by a part of it.
    async fn code(&self) -> &str {
        self.facts.first().map_or("", |fact| &fact.territory)
    }

    /// The country that it is or lies in.
    async fn country(&self) -> Country {
        let code = self.facts.first().map_or("", |fact| &fact.territory);
        Country::new(self.view.clone(), code.split('-').next().unwrap_or(code))
    }

    /// Its name: a country's own, else as last recorded.
    async fn name(&self, lang: Option<Lang>) -> Option<&str> {
        let (last, lang) = (self.facts.last()?, self.view.lang(lang));
        let country = reference::country(&last.territory).map(|known| known.name.in_lang(lang));
        country.or_else(|| in_lang(&last.name, lang))
    }

    /// Its names, as last recorded.
    async fn names(&self) -> Vec<super::cooperation::LocalText> {
        self.facts.last().map(|last| super::cooperation::texts(&last.name)).unwrap_or_default()
    }

    /// What the register says of it or said, oldest record first.
    async fn facts(&self) -> Vec<TerritoryFact> {
        let fact = |row: &TerritoryFactRow| {
            let (view, moment) = (self.view.clone(), self.moment);
            TerritoryFact { view, moment, row: row.clone() }
        };
        self.facts.iter().map(fact).collect()
    }
}

#[Object]
impl TerritoryFact {
    async fn status(&self) -> TerritoryStatus {
        self.row.fact.status.into()
    }

    /// The rule that rests on it.
    async fn rule(&self) -> Rule {
        Rule(rules::rule(match self.row.fact.status {
            Status::NotRecognised => rules::R_10,
            Status::Sanctioned => rules::R_11,
        }))
    }

    /// For which country's authorities it holds.
    async fn seen_from(&self) -> Country {
        Country::new(self.view.clone(), &self.row.fact.seen_from)
    }

    /// Its first day; null: always.
    async fn from(&self) -> Option<Date> {
        self.row.fact.from.map(Date)
    }

    /// Its last day; null: until further notice.
    async fn until(&self) -> Option<Date> {
        self.row.fact.until.map(Date)
    }

    /// The act or page that says so.
    async fn source(&self) -> &str {
        &self.row.fact.source
    }

    /// True when it stands in the register and holds on the day of the look.
    async fn holds(&self) -> bool {
        self.row.stood_at(self.moment) && self.row.fact.holds_on(day_of(self.moment))
    }

    async fn recorded_at(&self) -> DateTime {
        DateTime(self.row.recorded_at)
    }

    /// When it was withdrawn: the rules do not see it any more.
    async fn withdrawn_at(&self) -> Option<DateTime> {
        self.row.withdrawn.as_ref().map(|(at, _)| DateTime(*at))
    }

    /// Why it was withdrawn.
    async fn withdrawn_because(&self) -> Option<&str> {
        self.row.withdrawn.as_ref().map(|(_, reason)| reason.as_str())
    }
}

/// The country register.
#[derive(Default)]
pub struct TerritoryQuery;

#[Object]
impl TerritoryQuery {
    /// The territories of which the register says something or did, by code; of one country with its parts, where one is
    /// asked for. `asOf` shows what stood in the register at that moment.
    async fn territories(
        &self,
        ctx: &Context<'_>,
        country: Option<String>,
        as_of: Option<DateTime>,
    ) -> Result<Vec<Territory>> {
        let view = View::present(ctx).await?;
        let moment = as_of.map_or_else(|| view.moment(), |asked| asked.0);
        let mut rows = view.read(move |conn, _| register(conn, country.as_deref(), FACTS)).await?;
        if as_of.is_some() {
            rows.retain(|row| row.stood_at(moment));
        }
        let of_one = rows.chunk_by(|one, next| one.territory == next.territory);
        Ok(of_one
            .map(|facts| Territory { view: view.clone(), moment, facts: facts.to_vec() })
            .collect())
    }

    /// What recording a fact would touch, or withdrawing one: for those who keep the register, before they do it. The same
    /// rules look at it as afterwards.
    async fn territory_fact_preview(
        &self,
        ctx: &Context<'_>,
        input: TerritoryFactPreviewInput,
    ) -> Result<TerritoryFactPreview> {
        let view = View::present(ctx).await?;
        let fact = input.fact();
        let on = fact.from.filter(|_| input.reason.is_none()).unwrap_or(view.today());
        let on = on.max(view.today());
        if let Err(refusal) = taken(ctx, &input).await? {
            return Ok(TerritoryFactPreview::refused(refusal, on));
        }
        let withdrawn = input.reason.is_some();
        let territory = input.territory.to_ascii_uppercase();
        let supposed = Supposed { territory, fact, withdrawn };
        let all = view.read(move |conn, _| touched(conn, &supposed, on)).await?;
        TerritoryFactPreview::of(&view, on, all).await
    }
}

/// Says whether the act would be taken, in the name of whoever keeps the register.
async fn taken(
    ctx: &Context<'_>,
    input: &TerritoryFactPreviewInput,
) -> Result<Result<(), Refusal>> {
    let author = match signed_in(asker(ctx)?).and_then(keeper) {
        Ok(author) => author,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let directory = &world(ctx)?.directory;
    directory.would_take(&author, &input.territory, input.command()).await.map_err(fault)
}

/// In whose name the register is kept: the platform's, by whoever has a seat there; others act for their only seat.
pub(crate) fn keeper(viewer: &Viewer) -> Result<Author, Refusal> {
    let platform = viewer.seats.iter().any(|seat| seat.of == SeatOf::Platform);
    viewer.author(platform.then_some(SeatOf::Platform))
}

fn touched(conn: &Connection, supposed: &Supposed, on: Day) -> Result<Vec<Touched>, ReadError> {
    let (mut from, mut all) = (Some(0), Vec::new());
    while let Some(after) = from {
        let (some, next) = would_touch(conn, supposed, after, on, AT_ONCE)?;
        all.extend(some);
        from = next;
    }
    Ok(all)
}

impl TerritoryFactPreview {
    fn refused(refusal: Refusal, on: Day) -> Self {
        let refusals = vec![RefusalView(refusal)];
        Self { refusals, on: Date(on), total: 0, blocked: 0, freed: 0, touched: Vec::new() }
    }

    async fn of(view: &View, on: Day, all: Vec<Touched>) -> Result<Self> {
        let stands = |verdict: &Verdict| obstacle(verdict).is_some();
        let count = |changed: fn(bool, bool) -> bool| {
            let of_them = all.iter().filter(|one| changed(stands(&one.before), stands(&one.after)));
            i32::try_from(of_them.count()).unwrap_or(i32::MAX)
        };
        let (total, blocked) = (count(|_, _| true), count(|before, after| !before && after));
        let freed = count(|before, after| before && !after);
        let mut named = Vec::new();
        for one in &all {
            if named.len() == NAMED {
                break;
            }
            // What the viewer may not see is counted, not named.
            let Some(cooperation) = view.cooperation(one.cooperation).await? else { continue };
            let (before, after) =
                (findings(view, &one.before).await?, findings(view, &one.after).await?);
            named.push(TouchedCooperation { cooperation, before, after });
        }
        Ok(Self { refusals: Vec::new(), on: Date(on), total, blocked, freed, touched: named })
    }
}

fn day_of(moment: Timestamp) -> Day {
    moment.to_zoned(TimeZone::UTC).date()
}
