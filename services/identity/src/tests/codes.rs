//! Second factors, recovery codes, first passwords, and sessions that nobody can plant.

use domain::{PersonId, Refusal, rules};
use totp_rs::{Builder, Secret};

use super::{PASSWORD, Time, VISIT, World, keys, world, world_at};
use crate::{Change, Keys, SignedIn, Visit};

const EMAIL: &str = "a@town.example";

/// Somebody with an application for codes.
struct Holder {
    world: World,
    time: Time,
    signed: SignedIn,
    secret: String,
    recovery: Vec<String>,
}

pub(crate) fn code(secret: &str, seconds: u64) -> String {
    let secret = Secret::try_from_base32(secret).expect("base 32");
    let totp = Builder::new().with_secret(secret).build().expect("a standard one");
    totp.generate(seconds).to_string()
}

impl Holder {
    async fn new() -> Self {
        let time = Time::new();
        let world = world_at(time.clock());
        world.person(EMAIL);
        let signed = world.sign_in(EMAIL, PASSWORD).await.expect("signs in");
        let begun = world.identity.start_totp(&signed.viewer).expect("works").expect("lately");
        let secret = begun.secret;
        let first = code(&secret, time.seconds());
        let recovery = world
            .identity
            .confirm_totp(&signed.viewer, &begun.id, &first)
            .expect("works")
            .expect("right");
        time.pass(30);
        Self { world, time, signed, secret, recovery }
    }

    fn person(&self) -> PersonId {
        self.signed.viewer.person
    }

    /// The code that the application shows.
    fn code(&self) -> String {
        code(&self.secret, self.time.seconds())
    }

    fn factor(&self, code: &str) -> Result<(), Refusal> {
        self.world.identity.second_factor(self.person(), code).expect("the store works")
    }

    async fn sign_in(&self, password: &str, code: &str) -> Result<SignedIn, Refusal> {
        let keys = Keys { email: EMAIL, password, code };
        self.world.identity.sign_in(keys, &VISIT).await.expect("the store works")
    }
}

#[tokio::test]
async fn after_the_password_the_code_is_asked_for_and_never_before() {
    let holder = Holder::new().await;
    let asked = holder.sign_in(PASSWORD, "").await.expect_err("a code is missing");
    assert_eq!((asked.rule, asked.path.as_deref()), (rules::H_SECOND_FACTOR, Some("code")));
    let wrong = holder.sign_in(PASSWORD, "000000").await.expect_err("a wrong code");
    assert_eq!((wrong.rule, wrong.path.as_deref()), (rules::H_CODE, Some("code")));
    let right = holder.code();
    let stranger = holder.sign_in("not the password", &right).await.expect_err("no password");
    assert_eq!(
        stranger.rule,
        rules::H_WRONG_PASSWORD,
        "a right code does not help and is not told"
    );
    holder.sign_in(PASSWORD, &right).await.expect("and was not used up");
}

#[tokio::test]
async fn a_code_counts_once_and_an_older_one_no_more() {
    let holder = Holder::new().await;
    let before = holder.code();
    holder.time.pass(30);
    let now = holder.code();
    holder.factor(&now).expect("the first time");
    assert_eq!(holder.factor(&now).expect_err("the second time").rule, rules::H_CODE);
    assert_eq!(holder.factor(&before).expect_err("older").rule, rules::H_CODE);
    holder.time.pass(30);
    let spaced = format!(" {} {} ", &holder.code()[..3], &holder.code()[3..]);
    holder.factor(&spaced).expect("as people type it");
}

#[tokio::test]
async fn the_code_that_confirmed_does_not_sign_in() {
    let holder = Holder::new().await;
    let confirming = code(&holder.secret, holder.time.seconds() - 30);
    assert_eq!(holder.factor(&confirming).expect_err("used").rule, rules::H_CODE);
}

#[tokio::test]
async fn a_clock_may_be_a_step_off() {
    let holder = Holder::new().await;
    holder.time.pass(300);
    let at = |offset: i64| code(&holder.secret, holder.time.seconds().strict_add_signed(offset));
    for offset in [-60, 60] {
        assert_eq!(
            holder.factor(&at(offset)).expect_err("two off").rule,
            rules::H_CODE,
            "{offset}"
        );
    }
    holder.factor(&at(-30)).expect("one behind");
    holder.factor(&at(30)).expect("one ahead");
}

#[tokio::test]
async fn eight_wrong_codes_and_even_the_right_one_waits() {
    let holder = Holder::new().await;
    for _ in 0..8 {
        let refused = holder.sign_in(PASSWORD, "000000").await.expect_err("wrong");
        assert_eq!(refused.rule, rules::H_CODE);
    }
    let throttled = holder.sign_in(PASSWORD, &holder.code()).await.expect_err("throttled");
    assert_eq!((throttled.rule, throttled.path.as_deref()), (rules::H_TRIES, Some("code")));
    assert_eq!(holder.factor(&holder.recovery[0]).expect_err("as well").rule, rules::H_TRIES);
}

#[tokio::test]
async fn many_codes_at_once_are_no_way_around_the_limit() {
    let holder = Holder::new().await;
    let tries = (0..20).map(|_| holder.sign_in(PASSWORD, "000000"));
    let answers = futures_util::future::join_all(tries).await;
    let looked_at = answers
        .iter()
        .filter(|answer| answer.as_ref().is_err_and(|refusal| refusal.rule == rules::H_CODE));
    assert!(looked_at.count() <= 8);
}

#[tokio::test]
async fn asking_for_the_code_is_no_failure() {
    let holder = Holder::new().await;
    for _ in 0..20 {
        let asked = holder.sign_in(PASSWORD, "").await.expect_err("a code is missing");
        assert_eq!(asked.rule, rules::H_SECOND_FACTOR);
    }
    holder.sign_in(PASSWORD, &holder.code()).await.expect("the right one");
}

#[tokio::test]
async fn a_recovery_code_counts_once_and_is_told_to_its_person() {
    let holder = Holder::new().await;
    let identity = &holder.world.identity;
    assert_eq!(holder.recovery.len(), 10);
    let typed = holder.recovery[3].to_uppercase().replace('-', " ");
    holder.sign_in(PASSWORD, &typed).await.expect("the first time");
    assert_eq!(holder.factor(&holder.recovery[3]).expect_err("used").rule, rules::H_CODE);
    assert_eq!(identity.recovery_codes_left(holder.person()).expect("works"), 9);
    let changes = identity.changes(holder.person()).expect("works");
    let kinds: Vec<_> = changes.iter().map(|(_, change)| *change).collect();
    assert_eq!(kinds, [Change::RecoveryCodeUsed, Change::CodesAdded]);
}

#[tokio::test]
async fn new_recovery_codes_void_the_old_ones() {
    let holder = Holder::new().await;
    let identity = &holder.world.identity;
    let wrong = identity.renew_recovery_codes(&holder.signed.viewer, "000000").expect("works");
    assert_eq!(wrong.expect_err("a wrong code").rule, rules::H_CODE);
    let renewed = identity.renew_recovery_codes(&holder.signed.viewer, &holder.code());
    let renewed = renewed.expect("works").expect("a right code");
    assert_eq!(holder.factor(&holder.recovery[0]).expect_err("void").rule, rules::H_CODE);
    holder.factor(&renewed[0]).expect("in force");
}

#[tokio::test]
async fn a_recovery_code_of_another_person_is_none() {
    let holder = Holder::new().await;
    holder.world.person("b@town.example");
    let other = holder.world.sign_in("b@town.example", PASSWORD).await.expect("signs in");
    let identity = &holder.world.identity;
    let begun = identity.start_totp(&other.viewer).expect("works").expect("lately");
    let stolen = identity.confirm_totp(&holder.signed.viewer, &begun.id, "000000").expect("works");
    assert_eq!(stolen.expect_err("another's").rule, rules::H_TOTP_NONE);
    let first = code(&begun.secret, holder.time.seconds());
    identity.confirm_totp(&other.viewer, &begun.id, &first).expect("works").expect("right");
    let foreign = identity.second_factor(other.viewer.person, &holder.recovery[0]).expect("works");
    assert_eq!(foreign.expect_err("not theirs").rule, rules::H_CODE);
}

#[tokio::test]
async fn a_secret_counts_from_its_first_code_on() {
    let holder = Holder::new().await;
    let (identity, viewer) = (&holder.world.identity, &holder.signed.viewer);
    let begun = identity.start_totp(viewer).expect("works").expect("lately");
    let next = begun.secret;
    let refused = identity.confirm_totp(viewer, &begun.id, "000000").expect("works");
    assert_eq!(refused.expect_err("wrong").rule, rules::H_CODE);
    holder.factor(&holder.code()).expect("the old one is in force");
    let first = code(&next, holder.time.seconds());
    identity.confirm_totp(viewer, &begun.id, &first).expect("works").expect("right");
    holder.time.pass(30);
    assert_eq!(holder.factor(&holder.code()).expect_err("replaced").rule, rules::H_CODE);
    holder.factor(&code(&next, holder.time.seconds())).expect("in force");
    let again = identity.confirm_totp(viewer, &begun.id, &first).expect("works");
    assert_eq!(again.expect_err("it was used up").rule, rules::H_TOTP_NONE);
    let begun = identity.start_totp(viewer).expect("works").expect("lately");
    holder.time.pass(15 * 60 + 1);
    let first = code(&begun.secret, holder.time.seconds());
    let late = identity.confirm_totp(viewer, &begun.id, &first).expect("works");
    assert_eq!(late.expect_err("its time is over").rule, rules::H_TOTP_NONE);
}

#[tokio::test]
async fn a_session_left_open_takes_no_factor_away_without_a_code() {
    let holder = Holder::new().await;
    holder.time.pass(15 * 60);
    let (identity, viewer) = (&holder.world.identity, &holder.signed.viewer);
    let started = identity.start_totp(viewer).expect("works").map(|_| ());
    assert_eq!(started.expect_err("too long ago").rule, rules::H_RECENT);
    let bare = identity.remove_totp(viewer, "").expect("works");
    assert_eq!(bare.expect_err("too long ago").rule, rules::H_RECENT);
    identity.remove_totp(viewer, &holder.recovery[0]).expect("works").expect("by a code");
    assert_eq!(identity.recovery_codes_left(holder.person()).expect("works"), 0);
    holder.sign_in(PASSWORD, "").await.expect("one factor again");
    let none = identity.remove_totp(viewer, "").expect("works");
    assert_eq!(none.expect_err("there is none").rule, rules::H_TOTP_NONE);
}

#[tokio::test]
async fn secrets_and_recovery_codes_are_not_in_the_file() {
    let holder = Holder::new().await;
    let store = holder.world.identity.store.lock();
    let sealed: Vec<u8> =
        store.query_row("SELECT secret FROM totp", [], |row| row.get(0)).expect("one secret");
    let secret = Secret::try_from_base32(&holder.secret).expect("base 32");
    let bytes = secret.as_bytes();
    assert!(!sealed.windows(bytes.len()).any(|window| window == bytes));
    let digests: i64 = store
        .query_row("SELECT count(*) FROM recovery_code WHERE length(code) = 32", [], |row| {
            row.get(0)
        })
        .expect("a count");
    assert_eq!(digests, 10);
}

#[tokio::test]
async fn a_sign_in_begins_a_new_session_and_ends_the_one_it_came_with() {
    let world = world();
    world.person(EMAIL);
    world.person("b@town.example");
    let planted = world.sign_in("b@town.example", PASSWORD).await.expect("signs in").token;
    let visit = Visit { session: Some(&planted), ..VISIT };
    let signed = world.identity.sign_in(keys(EMAIL, PASSWORD), &visit).await.expect("works");
    let signed = signed.expect("signs in");
    assert_ne!(signed.token, planted);
    assert!(world.identity.viewer_of(&planted).expect("works").is_none(), "it is over");
    let refused = world
        .identity
        .sign_in(keys(EMAIL, "wrong"), &Visit { session: Some(&signed.token), ..VISIT })
        .await
        .expect("works");
    assert!(refused.is_err());
    assert!(
        world.identity.viewer_of(&signed.token).expect("works").is_some(),
        "a failure ends none"
    );
}

#[tokio::test]
async fn who_has_no_password_sets_one_soon_after_signing_in() {
    let time = Time::new();
    let world = world_at(time.clock());
    let identity = &world.identity;
    let person = identity
        .add_person_without_password(EMAIL, "Officer", domain::Lang::Fr)
        .expect("a new person is added");
    assert_eq!(world.sign_in(EMAIL, "").await.expect_err("none").rule, rules::H_WRONG_PASSWORD);
    let signed = identity.enter(person, &VISIT).expect("by a link, say");
    let set = async |new| identity.set_password(&signed.viewer, new).await.expect("works");
    assert_eq!(set("short").await.expect_err("too short").rule, rules::H_PASSWORD);
    time.pass(15 * 60);
    assert_eq!(set(PASSWORD).await.expect_err("too long ago").rule, rules::H_RECENT);
    time.pass(-60);
    assert!(!identity.has_password(person).expect("works"));
    set(PASSWORD).await.expect("lately");
    assert!(identity.has_password(person).expect("works"));
    assert_eq!(set(PASSWORD).await.expect_err("again").rule, rules::H_PASSWORD_SET);
    world.sign_in(EMAIL, PASSWORD).await.expect("signs in");
}
