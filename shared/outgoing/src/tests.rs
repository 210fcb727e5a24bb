//! Every way we know to make a server fetch what it should not.

use std::io::{self, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use http::Request;

use crate::{Names, Outgoing, OutgoingError, Rules};

/// Says something else each time it is asked; counts the questions.
struct Fickle(Vec<Vec<&'static str>>, AtomicUsize);

impl Names for Fickle {
    fn addresses(&self, _: &str, port: u16) -> io::Result<Vec<SocketAddr>> {
        let asked = self.1.fetch_add(1, Ordering::SeqCst);
        let answer = self.0.get(asked).or(self.0.last()).ok_or(io::ErrorKind::NotFound)?;
        Ok(answer.iter().map(|ip| SocketAddr::new(ip.parse().expect("an address"), port)).collect())
    }
}

fn fickle(answers: &[&[&'static str]]) -> Arc<Fickle> {
    Arc::new(Fickle(answers.iter().map(|ips| ips.to_vec()).collect(), AtomicUsize::new(0)))
}

fn get(url: &str) -> Request<Vec<u8>> {
    Request::get(url).body(Vec::new()).expect("a request")
}

async fn refused(rules: Rules, url: &str) -> OutgoingError {
    Outgoing::with_names(rules, fickle(&[&["127.0.0.1"]]))
        .fetch(get(url))
        .await
        .expect_err("nothing is fetched")
}

/// Answers every connection with `answer` and says what was asked.
fn server(answer: String) -> (u16, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("an address").port();
    let connections = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&connections);
    thread::spawn(move || {
        for stream in listener.incoming() {
            counted.fetch_add(1, Ordering::SeqCst);
            let mut stream = stream.expect("a connection");
            let mut buffer = [0; 4096];
            let read = stream.read(&mut buffer).expect("a request");
            assert!(read > 0, "something is asked");
            // A client that has read enough hangs up; that is its right.
            let _sent: io::Result<()> = stream.write_all(answer.as_bytes());
        }
    });
    (port, connections)
}

fn local(port: u16) -> Rules {
    let place = format!("127.0.0.1:{port}").parse().expect("a place");
    Rules { allow_private: vec![place], ..Rules::default() }
}

#[tokio::test]
async fn only_https_without_credentials_on_known_ports_is_fetched() {
    let refused = |url: &'static str| refused(Rules::default(), url);
    assert!(matches!(refused("http://town.example/").await, OutgoingError::Scheme(_)));
    assert!(matches!(refused("ftp://town.example/").await, OutgoingError::Scheme(_)));
    assert!(matches!(refused("https://a:b@town.example/").await, OutgoingError::Credentials(_)));
    assert!(matches!(refused("https://town.example:22/").await, OutgoingError::Port(_)));
    assert!(matches!(refused("https://town.example/").await, OutgoingError::Private { .. }));
}

#[tokio::test]
async fn an_address_inside_is_refused_however_it_is_written() {
    let outgoing = Outgoing::new(Rules::default());
    for host in [
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f.0.0.1",
        "0177.0.0.1",
        "[::1]",
        "[::ffff:10.0.0.1]",
        "localhost",
    ] {
        let error = outgoing.fetch(get(&format!("https://{host}/"))).await.expect_err(host);
        assert!(matches!(error, OutgoingError::Private { .. }), "{host}: {error}");
    }
}

#[tokio::test]
async fn one_private_address_among_public_ones_is_enough_to_refuse() {
    let names = fickle(&[&["8.8.8.8", "192.168.1.1"]]);
    let outgoing = Outgoing::with_names(Rules::default(), names);
    let error = outgoing.fetch(get("https://town.example/")).await.expect_err("refused");
    assert!(matches!(error, OutgoingError::Private { .. }), "{error}");
}

#[tokio::test]
async fn a_name_that_changes_its_mind_is_asked_only_once() {
    let (port, connections) = server("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nin".to_owned());
    // What is checked first does not listen; what the name says later would.
    let names = fickle(&[&["127.0.0.2"], &["127.0.0.1"]]);
    let rules = Rules {
        allow_private: vec![format!("town.example:{port}").parse().expect("a place")],
        ..Rules::default()
    };
    let outgoing = Outgoing::with_names(rules, Arc::clone(&names) as Arc<dyn Names>);
    let failed = outgoing.fetch(get(&format!("http://town.example:{port}/"))).await;
    assert!(failed.is_err(), "127.0.0.2 does not listen");
    assert_eq!(names.1.load(Ordering::SeqCst), 1, "asked once");
    assert_eq!(connections.load(Ordering::SeqCst), 0, "the second answer is never used");
}

#[test]
fn a_public_answer_is_pinned_and_a_later_private_one_refused() {
    let names = fickle(&[&["8.8.8.8"], &["127.0.0.1"]]);
    let (rules, place) = (Rules::default(), "town.example:443".parse().expect("a place"));
    let pinned = rules.addresses(&place, &*names).expect("public");
    assert_eq!(pinned, ["8.8.8.8:443".parse().expect("an address")]);
    assert!(matches!(rules.addresses(&place, &*names), Err(OutgoingError::Private { .. })));
}

#[tokio::test]
async fn a_name_that_was_public_once_is_checked_again_at_each_request() {
    let names = fickle(&[&["10.0.0.1"]]);
    let outgoing = Outgoing::with_names(Rules::default(), Arc::clone(&names) as Arc<dyn Names>);
    for _ in 0..2 {
        let error = outgoing.fetch(get("https://town.example/")).await.expect_err("refused");
        assert!(matches!(error, OutgoingError::Private { .. }), "{error}");
    }
    assert_eq!(names.1.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn with_permission_this_machine_is_asked_without_tls_but_no_other() {
    let (port, _) = server("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nhi".to_owned());
    let answer = Outgoing::new(local(port))
        .fetch(get(&format!("http://127.0.0.1:{port}/")))
        .await
        .expect("permitted");
    assert_eq!((answer.status().as_u16(), &answer.body()[..]), (200, &b"hi"[..]));
    let rules = Rules {
        allow_private: vec!["town.example:80".parse().expect("a place")],
        ..Rules::default()
    };
    let outgoing = Outgoing::with_names(rules, fickle(&[&["10.0.0.1"]]));
    let error = outgoing.fetch(get("http://town.example/")).await.expect_err("no TLS");
    assert!(matches!(error, OutgoingError::Scheme(_)), "{error}");
}

#[tokio::test]
async fn a_redirect_is_an_answer_and_is_not_followed() {
    let (inner, reached) = server("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n".to_owned());
    let (port, _) = server(format!(
        "HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:{inner}/\r\ncontent-length: 0\r\n\r\n"
    ));
    let answer = Outgoing::new(local(port))
        .fetch(get(&format!("http://127.0.0.1:{port}/")))
        .await
        .expect("an answer");
    assert_eq!(answer.status().as_u16(), 302);
    assert_eq!(reached.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn an_answer_without_end_is_cut_off() {
    let body = "x".repeat(600 * 1024);
    let (port, _) =
        server(format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{body}", body.len()));
    let error = Outgoing::new(local(port))
        .fetch(get(&format!("http://127.0.0.1:{port}/")))
        .await
        .expect_err("too long");
    assert!(matches!(error, OutgoingError::TooLong), "{error}");
}

#[test]
fn a_place_is_a_host_and_a_port_and_nothing_else() {
    for text in [
        "town.example",
        "town.example:0",
        "town.example:x",
        "a@town.example:1",
        "town.example/x:1",
        ":1",
        "https://town.example:443",
    ] {
        assert!(text.parse::<crate::Place>().is_err(), "{text}");
    }
    assert_eq!(
        "Town.Example:443".parse::<crate::Place>().expect("a place").to_string(),
        "town.example:443"
    );
    assert_eq!("[::1]:8443".parse::<crate::Place>().expect("a place").to_string(), "[::1]:8443");
}
