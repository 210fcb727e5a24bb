//! What an operator sees of good and of broken configurations.

use std::path::Path;

use super::{Config, ConfigError, load};

fn from_text(text: &str) -> Result<Config, ConfigError> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("rives.toml");
    std::fs::write(&path, text).expect("the file is written");
    load(Some(&path), std::iter::empty())
}

fn from_environment(name: &str, value: &str) -> Result<Config, ConfigError> {
    load(None, std::iter::once((name.to_owned(), value.to_owned())))
}

fn complaint(result: Result<Config, ConfigError>) -> String {
    result.expect_err("the configuration is refused").to_string()
}

#[test]
fn nothing_given_is_the_default() {
    assert_eq!(load(None, std::iter::empty()).expect("the default"), Config::default());
}

#[test]
fn an_unknown_key_is_named_with_its_line() {
    let text = complaint(from_text("listen = \"127.0.0.1:1\"\nlisten_on = 3\n"));
    assert!(text.contains("line 2") && text.contains("listen_on"), "{text}");
}

#[test]
fn a_wrong_type_says_what_was_found_and_expected() {
    let text = complaint(from_text("[limits]\ndepth = \"deep\"\n"));
    assert!(
        text.contains("depth") && text.contains("\"deep\"") && text.contains("usize"),
        "{text}"
    );
}

#[test]
fn a_file_that_is_not_text_is_refused() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("rives.toml");
    std::fs::write(&path, [0x6c, 0xff, 0xfe, 0x00]).expect("the file is written");
    let text = complaint(load(Some(&path), std::iter::empty()));
    assert!(text.contains("byte 1 is not UTF-8"), "{text}");
}

#[test]
fn a_missing_file_names_its_path() {
    let text = complaint(load(Some(Path::new("no/such/rives.toml")), std::iter::empty()));
    assert!(text.contains("no/such/rives.toml") && text.contains("--config"), "{text}");
}

#[test]
fn documents_lie_in_a_folder_or_a_bucket_and_have_a_limit() {
    let config = from_text("").expect("nothing is needed");
    assert_eq!((config.documents.max_mib, config.documents.common()), (25, false));
    let bucket = from_text("[documents]\nurl = \"s3://towns\"\n").expect("a bucket");
    assert!(bucket.documents.common());
    let folder = from_text("[documents]\nurl = \"/mnt/all\"\nshared = true\n").expect("a folder");
    assert!(folder.documents.common());
    for (wrong, key) in [
        ("[documents]\nurl = \"https://towns.example\"\n", "documents.url"),
        ("[documents]\nshared = true\n", "documents.url"),
        ("[documents]\nmax_mib = 0\n", "documents.max_mib"),
        ("[documents]\nmax_mib = 2048\n", "documents.max_mib"),
    ] {
        let text = complaint(from_text(wrong));
        assert!(text.contains(key), "{text}");
    }
}

#[test]
fn an_archive_is_a_folder_or_a_bucket_and_is_sealed_now_and_then() {
    let config = from_environment("RIVES_ARCHIVE__URL", "s3://towns/rives").expect("a bucket");
    assert_eq!(config.archive.map(|archive| archive.seal_minutes), Some(15));
    for (wrong, key) in [
        ("[archive]\n", "archive.url"),
        ("[archive]\nurl = \"https://towns.example\"\n", "archive.url"),
        ("[archive]\nurl = \"a\"\nseal_minutes = 0\n", "archive.seal_minutes"),
        ("[archive]\nurl = \"a\"\npeople_days = 0\n", "archive.people_days"),
    ] {
        let text = complaint(from_text(wrong));
        assert!(text.contains(key), "{text}");
    }
}

#[test]
fn the_environment_reaches_into_sections() {
    let config = from_environment("RIVES_LIMITS__DEPTH", "7").expect("a depth");
    assert_eq!(config.limits.depth, 7);
    let config = from_environment("RIVES_LISTEN", "127.0.0.1:0").expect("an address");
    assert_eq!(config.listen.port(), 0);
    let config = from_environment("RIVES_DATA_DIR", "12").expect("a folder may be called 12");
    assert_eq!(config.data_dir, Path::new("12"));
}

#[test]
fn a_wrong_variable_is_named_with_its_value() {
    let text = complaint(from_environment("RIVES_LIMITS__DEPTH", "deep"));
    assert!(text.contains("RIVES_LIMITS__DEPTH") && text.contains("\"deep\""), "{text}");
    let text = complaint(from_environment("RIVES_LISTENS", "x"));
    assert!(text.contains("RIVES_LISTENS") && text.contains("unknown field"), "{text}");
}

#[test]
fn values_that_make_no_sense_are_refused() {
    let text = complaint(from_text("public_url = \"rives.example.org\""));
    assert!(text.contains("`public_url`") && text.contains("https://"), "{text}");
    let text = complaint(from_text("[limits]\ncomplexity = 0"));
    assert!(text.contains("`limits.complexity`") && text.contains("at least 1"), "{text}");
    let text = complaint(from_text("[log]\nlevel = \"a=b=c\""));
    assert!(text.contains("`log.level`"), "{text}");
}

/// A configuration with this `[mail]`.
fn with_mail(mail: &str) -> Result<Config, ConfigError> {
    from_text(&format!("public_url = \"https://rives.example\"\n[mail]\n{mail}"))
}

#[test]
fn mail_that_cannot_work_names_its_key() {
    let good = "host = \"localhost\"\nfrom = \"Rives <rives@town.example>\"\n";
    assert!(with_mail(good).is_ok_and(|config| config.mail.is_some()));
    for (mail, key) in [
        ("from = \"a@town.example\"", "`mail.host`"),
        ("host = \"smtp.town.example\"", "`mail.from`"),
        (&format!("{good}user = \"rives\""), "`mail.password_file`"),
        (&format!("{good}tls = \"maybe\""), "tls"),
    ] {
        let text = complaint(with_mail(mail));
        assert!(text.contains(key), "{mail}: {text}");
    }
    let open = "host = \"smtp.town.example\"\nfrom = \"a@town.example\"\ntls = \"none\"\nuser = \"a\"\npassword_file = \"b\"";
    assert!(complaint(with_mail(open)).contains("`mail.tls`"), "no password in the open");
    let text = complaint(from_text(&format!("[mail]\n{good}")));
    assert!(text.contains("`public_url`"), "links need an address: {text}");
}

#[test]
fn a_cluster_that_cannot_be_used_names_its_key() {
    let with = |more: &str| from_text(&format!("[nats]\nservers = [\"nats://a:4222\"]\n{more}"));
    let good = with("accept = [\"lazy sync\"]").expect("good values").nats.expect("a cluster");
    let options = good.options().expect("no file is needed");
    assert_eq!((&*options.log, options.replicas), ("main", 3));
    assert_eq!(options.accept, [eventlog_jetstream::Danger::LazySync]);
    for (more, key) in [
        ("monitor = [\"a:8222\"]", "`nats.monitor`"),
        ("replicas = 0", "`nats.replicas`"),
        ("accept = [\"everything\"]", "accept"),
        ("user = \"rives\"", "`nats.password_file`"),
        ("token_file = \"a\"\ncredentials_file = \"b\"", "`nats.credentials_file`"),
    ] {
        let text = complaint(with(more));
        assert!(text.contains(key), "{more}: {text}");
    }
    assert!(complaint(from_text("[nats]")).contains("`nats.servers`"));
    assert!(complaint(from_text("[nats]\nservers = [\"a:4222\"]")).contains("`nats.servers`"));
    let missing = with("token_file = \"no/such/file\"").expect("good values").nats.expect("there");
    let text = missing.options().expect_err("unreadable").to_string();
    assert!(text.contains("`nats.token_file`") && text.contains("no/such/file"), "{text}");
    let list = "[\"nats://a:1\", \"nats://b:2\"]";
    let config = from_environment("RIVES_NATS__SERVERS", list).expect("a list");
    assert_eq!(config.nats.expect("a cluster").servers.len(), 2);
}

#[test]
fn files_of_mail_that_cannot_be_read_name_their_key() {
    let config = |file: &str| {
        let text = format!("host = \"localhost\"\nfrom = \"a@town.example\"\n{file}");
        with_mail(&text).expect("good values").mail.expect("mail")
    };
    let refused = |file: &str| config(file).server().err().expect("refused").to_string();
    let text = refused("user = \"a\"\npassword_file = \"no/such/file\"");
    assert!(text.contains("`mail.password_file`") && text.contains("no/such/file"), "{text}");
    assert!(refused("ca_file = \"no/such/file\"").contains("`mail.ca_file`"));
    assert!(config("").server().is_ok());
}

#[test]
fn cookies_are_secure_behind_https_unless_told_otherwise() {
    let https = Config { public_url: Some("https://x.example".into()), ..Config::default() };
    assert!(https.secure() && !Config::default().secure());
    assert!(!Config { secure_cookies: Some(false), ..https }.secure());
}

#[test]
fn the_example_shows_every_default() {
    let example = include_str!("../../../../deploy/rives.example.toml");
    let config: Config = toml::from_str(example).expect("the example is valid");
    assert_eq!(config, Config::default(), "the example states the defaults");
    let all = toml::Table::try_from(Config::default()).expect("a table");
    let keys = |name: &str| example.contains(&format!("{name} ="));
    for (key, value) in &all {
        match value.as_table() {
            Some(section) => assert!(section.keys().all(|name| keys(name)), "all of [{key}]"),
            None => assert!(keys(key), "`{key}` is in the example"),
        }
    }
}

#[test]
fn the_committed_schema_is_the_code() {
    let committed = include_str!("../../../../schema/config.json");
    assert!(committed == Config::json_schema(), "run `rives schema config > schema/config.json`");
}
