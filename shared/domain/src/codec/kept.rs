//! What a state forgets when it is written into a row and read back would be decided wrongly: no state forgets anything.

use std::fmt::Debug;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::samples::samples;
use crate::event::Event;

fn keeps<S: Serialize + DeserializeOwned + PartialEq + Debug>(state: &S) {
    let row = serde_json::to_string(state).expect("a state is written");
    let back: S = serde_json::from_str(&row).expect("and read");
    assert_eq!(&back, state, "read back from {row}");
}

/// Lets each aggregate live through all its samples, and looks at its state after each event, alone and in a row.
macro_rules! lives {
    ($($aggregate:ident $variant:ident),+ $(,)?) => {
        $({
            let mut state = crate::$aggregate::State::default();
            for event in samples() {
                let Event::$variant(event) = event else { continue };
                keeps(&crate::$aggregate::evolve(crate::$aggregate::State::default(), &event));
                state = crate::$aggregate::evolve(state, &event);
                keeps(&state);
            }
            assert_ne!(state, crate::$aggregate::State::default(), "it has samples");
        })+
        /// Fails to build where an aggregate is missing above.
        const fn named(event: &Event) -> &'static str {
            match event { $(Event::$variant(_) => stringify!($variant),)+ }
        }
        assert!(samples().iter().all(|event| !named(event).is_empty()));
    };
}

#[test]
fn a_state_is_the_same_after_it_was_written_and_read() {
    lives!(
        organisation Organisation, jumelage Jumelage, committee Committee, exchange Exchange,
        partnership Partnership, convention Convention, project Project, lesson Lesson,
        financing Financing, document Document, discussion Discussion, group Group,
        territory Territory,
    );
}
