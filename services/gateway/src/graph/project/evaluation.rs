//! Evaluations of a project as the API shows them: the form, what the viewer may read of the answers, the measures.

use async_graphql::{Context, ID, Object, SimpleObject};
use domain::cooperation::side_of;
use domain::project::State;
use domain::project::evaluation::{CRITERIA, Evaluation, MARKS, Measure};

use crate::graph::cooperation::{LocalText, in_lang, texts};
use crate::graph::enums::{EvaluationChapter, EvaluationOccasion, Lang};
use crate::graph::fault::Result;
use crate::graph::ids::Global;
use crate::graph::organisation::Organisation;
use crate::graph::scalars::Date;
use crate::graph::view::View;

/// One question of the form.
#[derive(SimpleObject)]
pub struct EvaluationCriterion {
    pub code: String,
    pub chapter: EvaluationChapter,
    pub question: String,
    /// True when it is also answered by a mark.
    pub marked: bool,
    /// Where the question comes from.
    pub source: String,
}

/// The form of an evaluation: every side answers the same one.
#[derive(SimpleObject)]
pub struct EvaluationForm {
    pub criteria: Vec<EvaluationCriterion>,
    /// The words of the scale, from 1.
    pub marks: Vec<String>,
}

/// What a side said to one criterion.
#[derive(SimpleObject)]
pub struct EvaluationAnswer {
    pub criterion: String,
    pub text: Option<LocalText>,
    pub mark: Option<u8>,
}

/// Where a side stands with an evaluation.
#[derive(SimpleObject)]
pub struct EvaluationSide {
    pub number: u8,
    /// True when the viewer has a seat on it.
    pub is_mine: bool,
    /// True when it answered.
    pub answered: bool,
    /// What it answered; null while the viewer may not read it yet.
    pub answers: Option<Vec<EvaluationAnswer>>,
    /// Names of its parties.
    pub names: Vec<String>,
}

/// Something that is to change.
#[derive(SimpleObject)]
pub struct EvaluationMeasure {
    pub id: ID,
    pub title: String,
    /// The party that does it.
    pub organisation: Organisation,
    pub due: Date,
    /// Numbers of the sides that agreed.
    pub agreed: Vec<u8>,
    pub agreed_by_all: bool,
    /// True when a side of the viewer has not agreed yet.
    pub waits_for_me: bool,
    /// The task that it became.
    pub task: Option<ID>,
    /// Why it was dropped.
    pub dropped: Option<String>,
}

/// An evaluation of a project by each of its sides.
#[derive(SimpleObject)]
pub struct ProjectEvaluation {
    pub id: ID,
    pub occasion: EvaluationOccasion,
    /// The side that opened it.
    pub by: u8,
    /// The last day of answering without having read the others.
    pub until: Date,
    /// True once every side may read the others.
    pub shown: bool,
    pub sides: Vec<EvaluationSide>,
    pub measures: Vec<EvaluationMeasure>,
    /// What all of it comes to; null while it is open.
    pub conclusion: Option<String>,
}

impl ProjectEvaluation {
    pub(super) async fn of(view: &View, state: &State, one: &Evaluation) -> Result<Self> {
        let parties = state.parties();
        let mine = view.mine().iter().filter_map(|own| side_of(parties, *own));
        let mine: Vec<_> = mine.collect();
        let readable = one.readable(parties, &mine, view.today());
        let mut sides = Vec::new();
        for side in domain::cooperation::sides(parties) {
            let given = readable.iter().find(|given| given.side == side);
            let mut names = Vec::new();
            for town in domain::cooperation::of_side(parties, side) {
                names.push(view.known_organisation(town).await?.called(view.lang(None)));
            }
            sides.push(EvaluationSide {
                number: side.0,
                is_mine: mine.contains(&side),
                answered: one.answers.iter().any(|given| given.side == side),
                answers: given.map(|given| given.answers.iter().map(answer).collect()),
                names,
            });
        }
        let mut measures = Vec::new();
        for measure in &one.measures {
            let waits = mine.iter().any(|side| !measure.agreed.contains(side));
            let open = measure.open() && one.conclusion.is_none();
            measures.push(shown(view, state, measure, waits && open).await?);
        }
        Ok(Self {
            id: one.id.global(),
            occasion: one.occasion.into(),
            by: one.by.0,
            until: Date(one.until),
            shown: one.shown(parties, view.today()),
            sides,
            measures,
            conclusion: one.conclusion.as_deref().map(|words| said(view, words)),
        })
    }
}

fn said(view: &View, words: &[domain::LocalText]) -> String {
    in_lang(words, view.lang(None)).unwrap_or_default().to_owned()
}

fn answer(given: &domain::project::evaluation::Answer) -> EvaluationAnswer {
    let text = given.text.as_ref().and_then(|text| texts(std::slice::from_ref(text)).pop());
    EvaluationAnswer { criterion: given.criterion.clone(), text, mark: given.mark }
}

async fn shown(
    view: &View,
    state: &State,
    measure: &Measure,
    waits_for_me: bool,
) -> Result<EvaluationMeasure> {
    Ok(EvaluationMeasure {
        id: measure.id.global(),
        title: said(view, &measure.title),
        organisation: view.known_organisation(measure.party).await?,
        due: Date(measure.due),
        agreed: measure.agreed.iter().map(|side| side.0).collect(),
        agreed_by_all: measure.agreed_by_all(state.parties()),
        waits_for_me,
        task: measure.task.map(Global::global),
        dropped: measure.dropped.clone(),
    })
}

/// The form of evaluations.
#[derive(Default)]
pub struct EvaluationQuery;

#[Object]
impl EvaluationQuery {
    /// The form that every side of a project answers when it is evaluated, with the sources of its questions.
    async fn evaluation_form(
        &self,
        ctx: &Context<'_>,
        lang: Option<Lang>,
    ) -> Result<EvaluationForm> {
        let lang = View::present(ctx).await?.lang(lang);
        let criteria = CRITERIA.iter().map(|row| EvaluationCriterion {
            code: row.code.to_owned(),
            chapter: row.chapter.into(),
            question: row.question.in_lang(lang).to_owned(),
            marked: row.marked,
            source: row.source.to_owned(),
        });
        let marks = MARKS.iter().map(|mark| mark.in_lang(lang).to_owned()).collect();
        Ok(EvaluationForm { criteria: criteria.collect(), marks })
    }
}
