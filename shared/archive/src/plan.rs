//! Plan: which segments of an archive, read one after the other, give the whole log.

use std::cmp::Reverse;

use crate::segment::Segment;
use crate::{ArchiveError, LOG, Place};

/// The segments of an archive in the order in which they are read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Plan {
    /// Each begins where the one before ends, or earlier.
    pub(crate) read: Vec<Segment>,
    /// Those whose commits are in the others; their ends must agree with them.
    pub(crate) within: Vec<Segment>,
}

impl Plan {
    /// Lists the archive at `place`.
    ///
    /// # Errors
    /// When it cannot be listed, a name is none, commits are missing, or two segments contradict each other.
    pub async fn of(place: &Place) -> Result<Self, ArchiveError> {
        Self::from_names(&place.names(LOG, None).await?)
    }

    /// The plan for segments of these names.
    ///
    /// # Errors
    /// When a name is none, commits are missing, or two segments contradict each other.
    pub fn from_names(names: &[String]) -> Result<Self, ArchiveError> {
        let mut all = segments(names)?;
        // Of those that begin alike the longest comes first.
        all.sort_unstable_by_key(|segment| (segment.first, Reverse(segment.last)));
        let mut plan = Self::default();
        for segment in all {
            let end = plan.end();
            if segment.first > end + 1 {
                let (first, last) = (end + 1, segment.first - 1);
                return Err(ArchiveError::Missing { first, last, next: segment.to_string() });
            }
            if segment.last > end {
                plan.read.push(segment);
            } else {
                plan.agrees(&segment)?;
                plan.within.push(segment);
            }
        }
        Ok(plan)
    }

    /// Two segments that end alike must have the same hash there; what ends within another is compared while it is read.
    fn agrees(&self, segment: &Segment) -> Result<(), ArchiveError> {
        let other = self.read.iter().rev().find(|other| other.last == segment.last);
        match other.filter(|other| other.chain != segment.chain) {
            None => Ok(()),
            Some(other) => Err(ArchiveError::OtherPast {
                object: segment.to_string(),
                than: format!("{LOG}/{other}"),
            }),
        }
    }

    /// The last commit of the archive; 0 when it is empty.
    #[must_use]
    pub fn end(&self) -> u64 {
        self.read.last().map_or(0, |last| last.last)
    }

    /// How many segments there are.
    #[must_use]
    pub fn segments(&self) -> usize {
        self.read.len() + self.within.len()
    }

    /// The last segment, if there is any.
    pub(crate) fn last(&self) -> Option<&Segment> {
        self.read.last()
    }
}

/// The segments of those names that mean to be some; what else lies there is left alone.
pub(crate) fn segments(names: &[String]) -> Result<Vec<Segment>, ArchiveError> {
    let meant = names.iter().filter(|name| Segment::is_meant(name));
    let read =
        |name: &String| Segment::of_name(name).ok_or_else(|| ArchiveError::Name(name.clone()));
    meant.map(read).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn segment(first: u64, last: u64, chain: u8) -> Segment {
        Segment { first, last, chain: [chain; 32] }
    }

    fn plan(segments: &[Segment]) -> Result<Plan, ArchiveError> {
        let names: Vec<_> = segments.iter().map(ToString::to_string).collect();
        Plan::from_names(&names)
    }

    #[test]
    fn segments_are_read_in_order_and_those_within_others_are_not_read_again() {
        let found = plan(&[
            segment(101, 150, 3),
            segment(1, 60, 1),
            segment(1, 100, 2),
            segment(61, 100, 2),
            segment(90, 160, 4),
        ]);
        let found = found.expect("nothing is missing");
        let read: Vec<_> = found.read.iter().map(|segment| segment.last).collect();
        assert_eq!((read, found.end()), (vec![100, 160], 160));
        assert_eq!((found.within.len(), found.segments()), (3, 5));
        assert_eq!(plan(&[]).expect("nothing is there").end(), 0);
    }

    #[test]
    fn what_is_missing_or_contradicts_is_told_by_name() {
        let missing = plan(&[segment(1, 10, 1), segment(12, 20, 2)]).expect_err("a hole");
        assert!(missing.to_string().contains("commits 11 to 11"), "{missing}");
        let missing = plan(&[segment(2, 20, 2)]).expect_err("the beginning");
        assert!(missing.to_string().contains("commits 1 to 1"), "{missing}");
        let other = plan(&[segment(1, 10, 1), segment(1, 10, 2)]).expect_err("two pasts");
        assert!(matches!(other, ArchiveError::OtherPast { .. }), "{other}");
        let names = ["read me".to_owned(), "000-000.jsonl.zst".to_owned()];
        assert!(matches!(Plan::from_names(&names), Err(ArchiveError::Name(_))));
        assert!(Plan::from_names(&names[..1]).is_ok(), "what means to be none is left alone");
    }
}
