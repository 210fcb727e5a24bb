//! The demonstration loads on a real node, and loading it again changes nothing.

use super::{Size, load, sign_ins};
use crate::config::Config;
use crate::node::{Node, Purpose};

#[tokio::test(flavor = "multi_thread")]
async fn every_example_is_accepted_and_loading_again_changes_nothing() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let config = Config { data_dir: folder.path().to_path_buf(), ..Config::default() };
    let node = Node::open(config, Purpose::Demo).await.expect("a node");
    load(&node.world, Size::Small).await.expect("the examples");
    let head = *node.world.log.head().borrow();
    load(&node.world, Size::Small).await.expect("the examples again");
    assert_eq!(*node.world.log.head().borrow(), head);
    node.close().await.expect("closed");
}

#[test]
fn the_sign_ins_name_functions_and_no_people() {
    let lines = sign_ins();
    assert!(lines.len() > 8);
    assert!(
        lines
            .iter()
            .skip(1)
            .all(|line| line.contains(".example ") || line.contains("@example.org "))
    );
}
