//! A Merkle tree over all commits: a head of a few bytes that anyone can hold, and short proofs against it.
//!
//! The tree is that of RFC 9162 §2.1 (certificate transparency) over the leaves of [`crate::frame::leaf`], so that any
//! verifier of such trees can check a proof. Its inner hash and the chain's are over inputs of other shapes: the leaf
//! begins with 0x00, an inner node is 0x01 and two hashes.

use sha2::{Digest as _, Sha256};

/// A hash of the tree.
pub type Hash = [u8; 32];

/// The hash of a tree without leaves: SHA-256 of nothing.
#[must_use]
pub fn empty() -> Hash {
    Sha256::digest([]).into()
}

/// The hash over two subtrees.
#[must_use]
pub fn node(left: &Hash, right: &Hash) -> Hash {
    let mut hasher = Sha256::new();
    hasher.update([1]);
    hasher.update(left);
    hasher.update(right);
    hasher.finalize().into()
}

/// Grows a tree leaf by leaf and knows its root: one hash a full subtree, at most 64 of them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Frontier {
    size: u64,
    /// Roots of the full subtrees that make up the tree, the largest first.
    peaks: Vec<Hash>,
}

impl Frontier {
    /// How many leaves there are.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Adds the next leaf.
    ///
    /// # Panics
    /// Never: there is a peak for every one bit of the size.
    pub fn push(&mut self, leaf: Hash) {
        let mut carried = leaf;
        // As in adding one to a binary number: every full subtree of the same size is joined with the new one.
        for _ in 0..self.size.trailing_ones() {
            let left = self.peaks.pop().expect("a peak for every one bit of the size");
            carried = node(&left, &carried);
        }
        self.peaks.push(carried);
        self.size += 1;
    }

    /// The root over all leaves so far.
    #[must_use]
    pub fn root(&self) -> Hash {
        let mut from_right = self.peaks.iter().rev();
        let Some(last) = from_right.next() else {
            return empty();
        };
        from_right.fold(*last, |right, left| node(left, &right))
    }
}

/// Collects proofs that some leaves are in a tree, while all its leaves pass by once, in order.
///
/// Memory stays at a few hashes a proof however long the log is.
#[derive(Debug, Clone)]
pub struct Prover {
    size: u64,
    seen: u64,
    /// Subtrees that are complete, the smallest last.
    pending: Vec<Subtree>,
    proofs: Vec<(u64, Vec<Hash>)>,
}

#[derive(Debug, Clone, Copy)]
struct Subtree {
    first: u64,
    leaves: u64,
    hash: Hash,
}

impl Subtree {
    fn holds(&self, index: u64) -> bool {
        (self.first..self.first + self.leaves).contains(&index)
    }
}

impl Prover {
    /// Proofs for the leaves `indices` (from 0, ascending) in the tree of the first `size` leaves; `None` when one is not
    /// among them or they are out of order.
    #[must_use]
    pub fn new(indices: &[u64], size: u64) -> Option<Self> {
        let proofs = indices.iter().map(|index| (*index, Vec::new())).collect();
        let inside = indices.last().is_none_or(|last| *last < size);
        (inside && indices.is_sorted()).then(|| Self { size, seen: 0, pending: Vec::new(), proofs })
    }

    /// Takes the next leaf; those beyond the tree are ignored.
    pub fn push(&mut self, leaf: Hash) {
        if self.seen == self.size {
            return;
        }
        let joins = self.seen.trailing_ones();
        self.pending.push(Subtree { first: self.seen, leaves: 1, hash: leaf });
        self.seen += 1;
        for _ in 0..joins {
            self.join();
        }
        while self.seen == self.size && self.pending.len() > 1 {
            self.join();
        }
    }

    /// Joins the two smallest subtrees; for a leaf in one of them the other is the next step of its proof.
    fn join(&mut self) {
        let right = self.pending.pop().expect("two subtrees to join");
        let left = self.pending.pop().expect("two subtrees to join");
        let both = Subtree {
            first: left.first,
            leaves: left.leaves + right.leaves,
            hash: node(&left.hash, &right.hash),
        };
        let from = self.proofs.partition_point(|(index, _)| *index < both.first);
        for (index, path) in self.proofs[from..].iter_mut().take_while(|(at, _)| both.holds(*at)) {
            path.push(if left.holds(*index) { right.hash } else { left.hash });
        }
        self.pending.push(both);
    }

    /// The path from each leaf to the root, nearest step first, in the order asked for, and the root; `None` as long as
    /// leaves are missing.
    #[must_use]
    pub fn finish(self) -> Option<(Vec<Vec<Hash>>, Hash)> {
        let [whole] = self.pending.as_slice() else { return None };
        let paths = self.proofs.into_iter().map(|(_, path)| path).collect();
        (self.seen == self.size).then_some((paths, whole.hash))
    }
}

/// True when `path` shows that `leaf` is the leaf `index` (from 0) of the tree of `size` leaves with `root`.
#[must_use]
pub fn includes(leaf: &Hash, index: u64, size: u64, path: &[Hash], root: &Hash) -> bool {
    if index >= size {
        return false;
    }
    let (mut place, mut last) = (index, size - 1);
    let mut hash = *leaf;
    for step in path {
        if last == 0 {
            return false;
        }
        if place & 1 == 1 || place == last {
            hash = node(step, &hash);
            while place & 1 == 0 && place != 0 {
                place >>= 1;
                last >>= 1;
            }
        } else {
            hash = node(&hash, step);
        }
        place >>= 1;
        last >>= 1;
    }
    last == 0 && hash == *root
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn leaf(n: u64) -> Hash {
        Sha256::digest(n.to_be_bytes()).into()
    }

    /// The tree hash as the RFC writes it down: by splitting at the largest power of two.
    fn by_definition(leaves: &[Hash]) -> Hash {
        match leaves {
            [] => empty(),
            [one] => *one,
            more => {
                let split = more.len().next_power_of_two() / 2;
                node(&by_definition(&more[..split]), &by_definition(&more[split..]))
            }
        }
    }

    /// The path as the RFC writes it down.
    fn path_by_definition(index: usize, leaves: &[Hash]) -> Vec<Hash> {
        if leaves.len() <= 1 {
            return Vec::new();
        }
        let split = leaves.len().next_power_of_two() / 2;
        let (left, right) = leaves.split_at(split);
        let (mut path, sibling) = if index < split {
            (path_by_definition(index, left), by_definition(right))
        } else {
            (path_by_definition(index - split, right), by_definition(left))
        };
        path.push(sibling);
        path
    }

    fn proof(index: u64, size: u64) -> (Vec<Hash>, Hash) {
        let mut prover = Prover::new(&[index], size).expect("a leaf of the tree");
        (0..size + 3).for_each(|n| prover.push(leaf(n)));
        let (mut paths, root) = prover.finish().expect("all leaves passed");
        (paths.pop().expect("one was asked for"), root)
    }

    #[test]
    fn the_root_of_a_tree_of_any_size_is_the_one_of_the_definition() {
        let leaves: Vec<Hash> = (0..70).map(leaf).collect();
        let mut frontier = Frontier::default();
        for size in 0..=leaves.len() {
            assert_eq!(frontier.root(), by_definition(&leaves[..size]), "{size} leaves");
            if let Some(next) = leaves.get(size) {
                frontier.push(*next);
            }
        }
    }

    #[test]
    fn a_proof_is_the_path_of_the_definition_and_shows_nothing_else() {
        for size in 1..40_u64 {
            let leaves: Vec<Hash> = (0..size).map(leaf).collect();
            for index in 0..size {
                let (path, root) = proof(index, size);
                let place = usize::try_from(index).expect("small");
                assert_eq!(path, path_by_definition(place, &leaves), "leaf {index} of {size}");
                assert!(includes(&leaf(index), index, size, &path, &root));
                assert!(!includes(&leaf(index + 1), index, size, &path, &root), "another leaf");
                assert!(
                    !includes(&leaf(index), (index + 1) % (size + 1), size, &path, &root)
                        || size == 1
                );
            }
        }
    }

    #[test]
    fn many_proofs_collected_at_once_are_those_collected_one_by_one() {
        for size in 1..40_u64 {
            let wanted: Vec<u64> = (0..size).filter(|index| index % 3 != 1).collect();
            let mut prover = Prover::new(&wanted, size).expect("leaves of the tree");
            (0..size).for_each(|n| prover.push(leaf(n)));
            let (paths, _) = prover.finish().expect("all leaves passed");
            let single: Vec<_> = wanted.iter().map(|index| proof(*index, size).0).collect();
            assert_eq!(paths, single, "{size} leaves");
        }
    }

    #[test]
    fn a_leaf_beyond_the_tree_has_no_proof_and_a_proof_needs_every_leaf() {
        assert!(Prover::new(&[0, 3], 3).is_none());
        assert!(Prover::new(&[1, 0], 3).is_none(), "out of order");
        let mut prover = Prover::new(&[0], 2).expect("a leaf of the tree");
        prover.push(leaf(0));
        assert!(prover.finish().is_none());
    }

    proptest! {
        #[test]
        fn a_proof_that_was_altered_shows_nothing(
            size in 1_u64..300, at in 0_u64..300, step in 0_usize..9, bit in 0_usize..256,
        ) {
            let index = at % size;
            let (mut path, root) = proof(index, size);
            prop_assert!(includes(&leaf(index), index, size, &path, &root));
            let mut longer = path.clone();
            longer.push(leaf(0));
            prop_assert!(!includes(&leaf(index), index, size, &longer, &root));
            if let Some(last) = path.len().checked_sub(1) {
                prop_assert!(!includes(&leaf(index), index, size, &path[..last], &root));
                path[step.min(last)][bit / 8] ^= 1 << (bit % 8);
                prop_assert!(!includes(&leaf(index), index, size, &path, &root));
            }
        }
    }
}
