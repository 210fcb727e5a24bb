//! The committed schema is what the code says.

use crate::graph::sdl;

#[test]
fn the_committed_schema_is_what_the_code_says() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../schema/api.graphql");
    let ours = sdl();
    if std::env::var_os("RIVES_BLESS").is_some() {
        std::fs::write(path, &ours).expect("the schema is written");
    }
    let theirs = std::fs::read_to_string(path).expect("the schema is there");
    let line = 1 + ours.lines().zip(theirs.lines()).take_while(|(a, b)| a == b).count();
    assert!(
        ours == theirs,
        "schema/api.graphql differs from line {line} on; RIVES_BLESS=1 writes it anew"
    );
}
