//! Digests: chosen, due in time, told once with their letter, and ended by whoever holds the letter.

use super::*;
use crate::{Digest, Letter, Rhythm};

const START: &str = "v1.3.63";

fn letter() -> Letter {
    let leave = Some("https://rives.example/unsubscribe?letter=t".to_owned());
    Letter { subject: "news".to_owned(), text: "what happened".to_owned(), leave }
}

fn world_and_time() -> (World, Time) {
    let time = Time::new();
    (world_at(time.clock()), time)
}

const HOUR: i64 = 3_600;

impl World {
    fn chooses(&self, person: PersonId, rhythm: Rhythm) -> Digest {
        let chosen = self.identity.choose_digest(person, rhythm, "europe/paris", START);
        chosen.expect("works").expect("the zone is known")
    }

    fn due(&self) -> Vec<PersonId> {
        let due = self.identity.due_digests(100).expect("works");
        due.into_iter().map(|(person, _)| person).collect()
    }
}

#[tokio::test]
async fn a_digest_is_due_after_its_morning_and_not_before() {
    let (world, time) = world_and_time();
    let (daily, weekly) = (world.person("a@town.example"), world.person("b@town.example"));
    world.chooses(daily, Rhythm::Daily);
    let chosen = world.chooses(weekly, Rhythm::Weekly);
    assert_eq!((chosen.zone.as_str(), chosen.cursor.as_str()), ("Europe/Paris", START));
    assert!(world.due().is_empty());
    time.pass(24 * HOUR);
    assert_eq!(world.due(), [daily]);
    time.pass(6 * 24 * HOUR);
    assert_eq!(world.due(), [daily, weekly]);
    world.identity.end_digest(daily).expect("works");
    assert_eq!(world.due(), [weekly]);
}

#[tokio::test]
async fn a_zone_that_is_none_is_refused() {
    let world = world();
    let person = world.person("a@town.example");
    let refused = world.identity.choose_digest(person, Rhythm::Daily, "Mars/Olympus", START);
    assert_eq!(refused.expect("works").expect_err("refused").rule, rules::H_ZONE);
    assert_eq!(world.identity.digest(person).expect("works"), None);
}

#[tokio::test]
async fn what_was_told_and_its_letter_are_one_and_once() {
    let (world, time) = world_and_time();
    let person = world.person("a@town.example");
    let chosen = world.chooses(person, Rhythm::Daily);
    time.pass(24 * HOUR);
    let tell = |told: &Digest, through| {
        world.identity.tell_digest(person, told, through, Some(&letter())).expect("works")
    };
    assert!(tell(&chosen, "v1.9.63"));
    assert!(!tell(&chosen, "v1.10.63"), "somebody else was first");
    let mails = world.identity.due_mails(10).expect("works");
    assert_eq!(mails.len(), 1);
    assert_eq!((mails[0].to.as_str(), &mails[0].leave), ("a@town.example", &letter().leave));
    let next = world.identity.digest(person).expect("works").expect("goes on");
    assert_eq!(next.cursor, "v1.9.63");
    assert!(next.next > chosen.next && world.due().is_empty());
    // Another rhythm goes on where the last letter ended.
    assert_eq!(world.chooses(person, Rhythm::Weekly).cursor, "v1.9.63");
    world.identity.end_digest(person).expect("works");
    assert!(!tell(&next, "v1.11.63"), "not wanted any more");
}

#[tokio::test]
async fn the_letter_ends_the_digests_of_its_reader_alone_and_a_forged_one_nobodys() {
    let world = world();
    let (one, two) = (world.person("a@town.example"), world.person("b@town.example"));
    world.chooses(one, Rhythm::Daily);
    world.chooses(two, Rhythm::Daily);
    let token = world.identity.digest_token(one);
    let mut forged = token.clone();
    forged.replace_range(40..41, if &token[40..41] == "A" { "B" } else { "A" });
    for wrong in ["", "x", &token[..70], &forged] {
        assert!(!world.identity.leave_digest(wrong).expect("works"), "{wrong}");
    }
    for _ in 0..2 {
        assert!(world.identity.leave_digest(&token).expect("works"), "twice is once");
    }
    assert_eq!(world.identity.digest(one).expect("works"), None);
    assert!(world.identity.digest(two).expect("works").is_some());
}

#[tokio::test]
async fn who_is_forgotten_is_not_written_to() {
    let (world, time) = world_and_time();
    let person = world.person("a@town.example");
    let chosen = world.chooses(person, Rhythm::Daily);
    assert!(world.identity.erase(person).expect("works"));
    time.pass(48 * HOUR);
    assert!(world.due().is_empty());
    assert!(world.identity.reader(person).expect("works").is_none());
    let told = world.identity.tell_digest(person, &chosen, "v1.9.63", Some(&letter()));
    assert!(!told.expect("works"));
    assert!(world.identity.due_mails(10).expect("works").is_empty());
}
