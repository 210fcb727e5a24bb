//! Everything that can happen, as one thin sum over the aggregates.

/// An event of any aggregate.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// Of an organisation.
    Organisation(crate::organisation::Event),
    /// Of a twinning.
    Jumelage(crate::jumelage::Event),
    /// Of a twinning committee.
    Committee(crate::committee::Event),
    /// Of an exchange.
    Exchange(crate::exchange::Event),
    /// Of a partnership.
    Partnership(crate::partnership::Event),
    /// Of a convention.
    Convention(crate::convention::Event),
    /// Of a project.
    Project(crate::project::Event),
    /// Of a lesson.
    Lesson(crate::lesson::Event),
    /// Of a financing plan.
    Financing(crate::financing::Event),
    /// Of a document.
    Document(crate::document::Event),
    /// Of a discussion.
    Discussion(crate::discussion::Event),
    /// Of a country group.
    Group(crate::group::Event),
    /// Of the country register.
    Territory(crate::territory::Event),
}
