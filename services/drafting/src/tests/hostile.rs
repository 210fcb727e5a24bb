//! Bytes from whoever wishes harm: nothing in them changes a draft that is refused, costs more than it is long, or ends the node.

use bolero::check;
use yrs::{Array as _, Map as _, Text as _, Transact as _, XmlFragment as _};

use super::{Page, Refused, Room, Stop, refused, room, said, seeded};
use crate::{limits, wall};

/// Pushes it; whatever the answer, the draft is sound afterwards, and unchanged when it was refused.
fn try_on(room: &Room, update: &[u8]) {
    let before = room.texts().expect("a draft");
    match room.push(update) {
        Ok(_) => {}
        Err(Stop::Refused(_)) => assert_eq!(room.texts().expect("a draft"), before),
        Err(Stop::Fault(fault)) => panic!("{fault}"),
    }
    let batch = room.since(None).expect("a draft");
    let fresh = Page::new(77);
    for update in &batch.updates {
        fresh.takes(update);
    }
    for (lang, text) in room.texts().expect("a draft").1 {
        assert_eq!(fresh.text(&lang), text);
    }
}

#[test]
fn any_bytes_are_refused_or_leave_a_sound_draft() {
    check!().with_type().for_each(|bytes: &Vec<u8>| {
        let room = seeded(&[("fr", "a😀b")]);
        try_on(&room, bytes);
    });
}

#[test]
fn an_update_with_a_few_bytes_changed_is_refused_or_leaves_a_sound_draft() {
    check!().with_type().for_each(|(flips, cut): &(Vec<(u16, u8)>, u8)| {
        let room = seeded(&[("fr", "a😀b")]);
        let page = Page::on(5, &room);
        page.types("fr", 1, "un mot, deux mots");
        page.types("es", 0, "😀 tres");
        page.deletes("fr", 3, 4);
        let mut update = page.types("fr", 2, "encore");
        if flips.len() % 2 == 0 {
            update = page.all();
        }
        for (at, flip) in flips {
            let at = usize::from(*at) % update.len();
            update[at] ^= flip;
        }
        update.truncate(update.len() - usize::from(*cut % 3));
        try_on(&room, &update);
    });
}

#[test]
fn every_byte_of_an_update_may_be_any_other() {
    let room = room();
    let page = Page::on(5, &room);
    page.types("fr", 3, "neuf");
    page.deletes("fr", 0, 2);
    let good = page.all();
    for at in 0..good.len() {
        for byte in [0x00, 0x01, 0x3f, 0x41, 0x7f, 0x80, 0xff, good[at] ^ 1] {
            let mut update = good.clone();
            update[at] = byte;
            try_on(&super::room(), &update);
        }
    }
}

#[test]
fn what_is_no_text_of_a_language_is_refused() {
    let made = |make: &dyn Fn(&Page)| {
        let page = Page::new(3);
        make(&page);
        page.all()
    };
    let hostile = [
        made(&|page| {
            let map = page.doc.get_or_insert_map("fr");
            map.insert(&mut page.doc.transact_mut(), "key", "value");
        }),
        made(&|page| {
            let array = page.doc.get_or_insert_array("fr");
            array.push_back(&mut page.doc.transact_mut(), 7);
        }),
        made(&|page| {
            let text = page.doc.get_or_insert_text("fr");
            text.insert(&mut page.doc.transact_mut(), 0, "gras");
            let bold = [("bold".into(), true.into())].into();
            text.format(&mut page.doc.transact_mut(), 0, 2, bold);
        }),
        made(&|page| {
            let text = page.doc.get_or_insert_text("fr");
            text.insert_embed(&mut page.doc.transact_mut(), 0, yrs::Any::from("picture"));
        }),
        made(&|page| {
            let fragment = page.doc.get_or_insert_xml_fragment("fr");
            fragment.push_back(&mut page.doc.transact_mut(), yrs::XmlTextPrelim::new("x"));
        }),
        made(&|page| drop(page.types("FR", 0, "other case"))),
        made(&|page| drop(page.types("not a tag", 0, "x"))),
        made(&|page| drop(page.types("fr", 0, "carriage\rreturn"))),
        made(&|page| drop(page.types("fr", 0, "nothing\u{0}"))),
    ];
    for (n, update) in hostile.iter().enumerate() {
        let room = room();
        assert_eq!(refused(&room, update), Refused::Malformed, "{n}");
        assert_eq!(said(&room, "fr"), "Article 1.");
    }
}

#[test]
fn numbers_that_promise_more_than_there_is_cost_nothing() {
    let huge = [0xff, 0xff, 0xff, 0xff, 0x0f];
    let mut many_clients = huge.to_vec();
    many_clients.push(0);
    let mut many_structs = vec![1];
    many_structs.extend(huge);
    many_structs.extend([1, 0, 4]);
    let mut long_deletion = vec![1, 1, 9, 0, 1, 1, 2, b'f', b'r'];
    long_deletion.extend(huge);
    long_deletion.push(0);
    let skip = [1, 1, 9, 0, 10, 5, 0];
    let collected = [1, 1, 9, 0, 0, 5, 0];
    let endless = [0x80; 64];
    for update in [&many_clients[..], &many_structs, &long_deletion, &skip, &collected, &endless] {
        assert_eq!(wall::look(update).expect_err("not let in"), Refused::Malformed, "{update:?}");
    }
    assert_eq!(wall::look(&vec![0; limits::UPDATE_BYTES + 1]), Err(Refused::Long));
}

#[test]
fn what_the_wall_reads_is_what_the_library_wrote() {
    let page = Page::new(1_u64 << 40);
    page.types("pt-BR", 0, "é😀");
    page.types("fr", 0, "a");
    let seen = wall::look(&page.all()).expect("let in");
    let mut languages = seen.languages.clone();
    languages.sort();
    assert_eq!(languages, ["fr", "pt-BR"]);
    assert!(wall::look(&[0, 0]).expect("nothing").languages.is_empty());
}
