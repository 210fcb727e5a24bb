//! Relay connections: pages by cursor, at most a hundred rows, and never a count of the whole.

use async_graphql::SimpleObject;
use readmodel::{Page, PageArgs};

use super::cooperation::Cooperation;
use super::group::CountryGroup;
use super::lesson::Lesson;
use super::organisation::Organisation;

/// Whether there are more rows on either end, and the cursors of the ends.
#[derive(SimpleObject)]
pub struct PageInfo {
    pub has_next_page: bool,
    pub has_previous_page: bool,
    pub start_cursor: Option<String>,
    pub end_cursor: Option<String>,
}

/// The four arguments of a connection.
pub(crate) fn args(
    first: Option<i32>,
    after: Option<String>,
    last: Option<i32>,
    before: Option<String>,
) -> PageArgs {
    PageArgs { first, after, last, before }
}

/// How many rows a page may have, for the cost of a query.
pub(crate) fn rows(first: Option<i32>, last: Option<i32>) -> usize {
    let asked = first.or(last).map_or(readmodel::USUAL, i64::from);
    usize::try_from(asked.clamp(1, readmodel::MOST)).expect("clamped to a small number")
}

macro_rules! connection {
    ($($(#[$doc:meta])* $connection:ident of $edge:ident of $node:ident;)*) => {$(
        /// A row with its cursor.
        #[derive(SimpleObject)]
        pub struct $edge {
            pub cursor: String,
            pub node: $node,
        }

        $(#[$doc])*
        #[derive(SimpleObject)]
        pub struct $connection {
            pub edges: Vec<$edge>,
            /// The rows without their cursors.
            pub nodes: Vec<$node>,
            pub page_info: PageInfo,
        }

        impl $connection {
            /// The connection of a page, each row shown by `node`.
            pub(crate) fn of<R>(page: Page<R>, node: impl Fn(R) -> $node) -> Self {
                let page_info = PageInfo {
                    has_next_page: page.has_next,
                    has_previous_page: page.has_previous,
                    start_cursor: page.rows.first().map(|(_, cursor)| cursor.clone()),
                    end_cursor: page.rows.last().map(|(_, cursor)| cursor.clone()),
                };
                let rows = page.rows.into_iter();
                let edges: Vec<_> =
                    rows.map(|(row, cursor)| $edge { cursor, node: node(row) }).collect();
                let nodes = edges.iter().map(|edge| edge.node.clone()).collect();
                Self { edges, nodes, page_info }
            }
        }
    )*};
}

connection! {
    /// A page of the directory.
    OrganisationConnection of OrganisationEdge of Organisation;
    /// A page of the register of cooperations.
    CooperationConnection of CooperationEdge of Cooperation;
    /// A page of public lessons.
    LessonConnection of LessonEdge of Lesson;
    /// A page of country groups.
    CountryGroupConnection of CountryGroupEdge of CountryGroup;
}
