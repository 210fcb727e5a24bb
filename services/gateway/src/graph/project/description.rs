//! The description of a project as the API shows it.

use async_graphql::SimpleObject;
use domain::project::Description;

use crate::graph::cooperation::{LocalText, texts};
use crate::graph::enums::ProjectMarker;
use crate::graph::partnership::Benefit;
use crate::graph::reference::{Sdg, Theme};
use crate::graph::scalars::Date;
use crate::graph::view::View;

/// A specific objective or a result, by its place.
#[derive(SimpleObject)]
pub struct ProjectPoint {
    /// From 1.
    pub number: usize,
    pub texts: Vec<LocalText>,
}

/// How far a project aims at what a policy marker looks at.
#[derive(SimpleObject)]
pub struct ProjectMarking {
    pub marker: ProjectMarker,
    /// 0 not targeted, 1 significant, 2 the principal aim.
    pub level: u8,
}

/// What the sides consent to.
#[derive(SimpleObject)]
pub struct ProjectDescription {
    /// What consents refer to.
    pub hash: String,
    pub title: Vec<LocalText>,
    pub summary: Vec<LocalText>,
    /// The general objective.
    pub objective: Vec<LocalText>,
    /// Specific objectives.
    pub specific: Vec<ProjectPoint>,
    pub results: Vec<ProjectPoint>,
    /// What each side expects and brings.
    pub benefits: Vec<Benefit>,
    pub starts: Option<Date>,
    pub ends: Option<Date>,
    pub themes: Vec<Theme>,
    pub sdgs: Vec<Sdg>,
    pub markers: Vec<ProjectMarking>,
}

impl ProjectDescription {
    pub(super) fn of(view: &View, one: &Description) -> Self {
        let benefits = one.benefits.iter().map(|benefit| Benefit {
            side: benefit.side.0,
            expects: benefit.expects.clone(),
            brings: benefit.brings.clone(),
        });
        let marking = |one: &domain::project::Marking| ProjectMarking {
            marker: one.marker.into(),
            level: one.level,
        };
        Self {
            hash: one.hash.0.clone(),
            title: texts(&one.title),
            summary: texts(&one.summary),
            objective: texts(&one.objective),
            specific: points(&one.specific),
            results: points(&one.results),
            benefits: benefits.collect(),
            starts: one.starts.map(Date),
            ends: one.ends.map(Date),
            themes: Theme::list(view, &one.themes),
            sdgs: one.sdgs.iter().map(|sdg| Sdg(sdg.0)).collect(),
            markers: one.markers.iter().map(marking).collect(),
        }
    }
}

fn points(points: &[Vec<domain::LocalText>]) -> Vec<ProjectPoint> {
    let of = |(place, point): (usize, &Vec<domain::LocalText>)| ProjectPoint {
        number: place + 1,
        texts: texts(point),
    };
    points.iter().enumerate().map(of).collect()
}
