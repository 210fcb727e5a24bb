//! Names of streams: one aggregate, one stream, `<aggregate>/<id>`.

use uuid::Uuid;

use crate::ids::{
    CommitteeId, ConventionId, DiscussionId, DocumentId, ExchangeId, FinancingId, GroupId,
    JumelageId, LessonId, OrganisationId, PartnershipId, ProjectId,
};

/// What a stream is about.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Subject {
    /// An organisation of the directory.
    Organisation(OrganisationId),
    /// A twinning.
    Jumelage(JumelageId),
    /// A twinning committee.
    Committee(CommitteeId),
    /// An exchange.
    Exchange(ExchangeId),
    /// A partnership.
    Partnership(PartnershipId),
    /// A convention.
    Convention(ConventionId),
    /// A project.
    Project(ProjectId),
    /// A lesson.
    Lesson(LessonId),
    /// A financing plan.
    Financing(FinancingId),
    /// A document.
    Document(DocumentId),
    /// A discussion.
    Discussion(DiscussionId),
    /// A country group.
    Group(GroupId),
    /// A territory of the country register, by its code in upper case (`FR`, `UA-43`).
    Territory(String),
}

impl Subject {
    /// The territory with this code in any case; `None` when it is not 2 to 10 letters, digits or hyphens.
    #[must_use]
    pub fn territory(code: &str) -> Option<Self> {
        let fits = (2..=10).contains(&code.len())
            && code.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        fits.then(|| Self::Territory(code.to_ascii_uppercase()))
    }
}

/// The stream's name: `jumelage/<uuid>`, `territory/<code in lower case>`…
#[must_use]
pub fn stream_of(subject: &Subject) -> String {
    match subject {
        Subject::Organisation(id) => format!("{}/{id}", OrganisationId::PREFIX),
        Subject::Jumelage(id) => format!("{}/{id}", JumelageId::PREFIX),
        Subject::Committee(id) => format!("{}/{id}", CommitteeId::PREFIX),
        Subject::Exchange(id) => format!("{}/{id}", ExchangeId::PREFIX),
        Subject::Partnership(id) => format!("{}/{id}", PartnershipId::PREFIX),
        Subject::Convention(id) => format!("{}/{id}", ConventionId::PREFIX),
        Subject::Project(id) => format!("{}/{id}", ProjectId::PREFIX),
        Subject::Lesson(id) => format!("{}/{id}", LessonId::PREFIX),
        Subject::Financing(id) => format!("{}/{id}", FinancingId::PREFIX),
        Subject::Document(id) => format!("{}/{id}", DocumentId::PREFIX),
        Subject::Discussion(id) => format!("{}/{id}", DiscussionId::PREFIX),
        Subject::Group(id) => format!("{}/{id}", GroupId::PREFIX),
        Subject::Territory(code) => format!("territory/{}", code.to_ascii_lowercase()),
    }
}

/// The reverse of [`stream_of`]; `None` for a stream that is not one of the domain's.
#[must_use]
pub fn subject_of(stream: &str) -> Option<Subject> {
    let (prefix, rest) = stream.split_once('/')?;
    if prefix == "territory" {
        return Subject::territory(rest);
    }
    let id = Uuid::try_parse(rest).ok()?;
    match prefix {
        OrganisationId::PREFIX => Some(Subject::Organisation(id.into())),
        JumelageId::PREFIX => Some(Subject::Jumelage(id.into())),
        CommitteeId::PREFIX => Some(Subject::Committee(id.into())),
        ExchangeId::PREFIX => Some(Subject::Exchange(id.into())),
        PartnershipId::PREFIX => Some(Subject::Partnership(id.into())),
        ConventionId::PREFIX => Some(Subject::Convention(id.into())),
        ProjectId::PREFIX => Some(Subject::Project(id.into())),
        LessonId::PREFIX => Some(Subject::Lesson(id.into())),
        FinancingId::PREFIX => Some(Subject::Financing(id.into())),
        DocumentId::PREFIX => Some(Subject::Document(id.into())),
        DiscussionId::PREFIX => Some(Subject::Discussion(id.into())),
        GroupId::PREFIX => Some(Subject::Group(id.into())),
        _ => None,
    }
}
