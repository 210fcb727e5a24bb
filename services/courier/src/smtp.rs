//! A mail server, spoken to over SMTP: encryption, sign-in, time limits, and what its answers mean.

use std::error::Error as _;
use std::time::{Duration, SystemTime};

use identity::Mail;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, CertificateStore, Tls, TlsParameters};
use lettre::transport::smtp::{AsyncSmtpTransport, Error};
use lettre::{AsyncTransport as _, Tokio1Executor};

/// How long a server has to accept the connection.
const CONNECT: Duration = Duration::from_secs(15);
/// How long one mail may take from the first byte to the server's word that it has it.
const WHOLE: Duration = Duration::from_mins(1);
/// Replies that refuse the sign-in or the encryption, not the mail: the operator can mend them.
const DOOR: [u16; 5] = [530, 534, 535, 538, 454];

/// How the conversation with the server is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encryption {
    /// Not at all: a server on the same machine.
    None,
    /// Begun in the open, then TLS or nothing.
    Starttls,
    /// TLS from the first byte.
    Implicit,
}

/// A mail server and how to use it.
#[derive(Clone)]
pub struct Settings {
    /// Its name; the certificate must be for it.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the conversation is protected.
    pub encryption: Encryption,
    /// User and password.
    pub login: Option<(String, String)>,
    /// Certificates in PEM that are believed instead of the world's.
    pub authorities: Option<Vec<u8>>,
    /// Whom the mails come from, e.g. `Rives <rives@town.example>`.
    pub from: String,
    /// Where answers go, when not to `from`.
    pub reply_to: Option<String>,
}

/// What is wrong with the settings: the part of `[mail]` and why.
#[derive(Debug, thiserror::Error)]
#[error("{key}: {why}")]
pub struct SettingsError {
    /// The key.
    pub key: &'static str,
    /// What is wrong with its value.
    pub why: String,
}

/// Why a mail was not taken. Never holds what the server said in words: it may repeat an address.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{why}")]
pub struct Failure {
    /// For the operator.
    pub why: String,
    /// No other try will do better: the server refuses this mail.
    pub for_good: bool,
}

/// A mail server, ready to take mails.
pub struct Smtp {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    reply_to: Option<Mailbox>,
}

impl Smtp {
    /// Prepares the way to the server; nothing is sent yet.
    ///
    /// # Errors
    /// When an address is none or the certificates cannot be read.
    pub fn new(settings: &Settings) -> Result<Self, SettingsError> {
        let mailbox = |key, text: &str| {
            let wrong = |why: &dyn std::fmt::Display| SettingsError { key, why: why.to_string() };
            text.parse::<Mailbox>().map_err(|error| wrong(&error))
        };
        let host = &settings.host;
        let mut transport = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(host)
            .port(settings.port)
            .timeout(Some(CONNECT))
            .tls(tls(settings)?);
        if let Some((user, password)) = &settings.login {
            transport = transport.credentials(Credentials::new(user.clone(), password.clone()));
        }
        Ok(Self {
            transport: transport.build(),
            from: mailbox("mail.from", &settings.from)?,
            reply_to: settings
                .reply_to
                .as_deref()
                .map(|text| mailbox("mail.reply_to", text))
                .transpose()?,
        })
    }

    /// Sends one mail; a repeat carries the same Message-ID.
    ///
    /// # Errors
    /// When it cannot be written as a mail, or the server does not take it.
    pub async fn send(&self, mail: &Mail) -> Result<(), Failure> {
        let message = self.message(mail)?;
        match tokio::time::timeout(WHOLE, self.transport.send(message)).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error)) => Err(failure(&error)),
            Err(_) => Err(Failure {
                why: format!("the server took longer than {} s", WHOLE.as_secs()),
                for_good: false,
            }),
        }
    }

    fn message(&self, mail: &Mail) -> Result<Message, Failure> {
        // What cannot be written today cannot be written tomorrow either; the reason may quote the address.
        let unfit =
            |what: &str| Failure { why: format!("{what} is unfit for a mail"), for_good: true };
        let to = mail.to.parse().map(|address| Mailbox::new(None, address));
        let header = |name, value| HeaderValue::new(HeaderName::new_from_ascii_str(name), value);
        let mut message = Message::builder()
            .from(self.from.clone())
            .to(to.map_err(|_| unfit("the address"))?)
            .subject(mail.subject.clone())
            .date(SystemTime::from(mail.created))
            .message_id(Some(format!("<{}@{}>", mail.id, self.from.email.domain())))
            .raw_header(header("Auto-Submitted", "auto-generated".to_owned()))
            .header(ContentType::TEXT_PLAIN);
        if let Some(reply_to) = &self.reply_to {
            message = message.reply_to(reply_to.clone());
        }
        if let Some(leave) = &mail.leave {
            // RFC 8058: the reader's program ends these mails with one POST, without opening a page.
            message = message.raw_header(header("List-Unsubscribe", format!("<{leave}>")));
            let way = "List-Unsubscribe=One-Click".to_owned();
            message = message.raw_header(header("List-Unsubscribe-Post", way));
        }
        message.body(mail.text.clone()).map_err(|_| unfit("the text"))
    }
}

fn tls(settings: &Settings) -> Result<Tls, SettingsError> {
    let wrong = |error: &Error| SettingsError { key: "mail.ca_file", why: reason(error) };
    let parameters = || {
        let mut builder = TlsParameters::builder(settings.host.clone());
        if let Some(pem) = &settings.authorities {
            let certificate = Certificate::from_pem(pem).map_err(|error| wrong(&error))?;
            builder =
                builder.certificate_store(CertificateStore::None).add_root_certificate(certificate);
        }
        builder.build().map_err(|error| wrong(&error))
    };
    Ok(match settings.encryption {
        Encryption::None => Tls::None,
        Encryption::Starttls => Tls::Required(parameters()?),
        Encryption::Implicit => Tls::Wrapper(parameters()?),
    })
}

fn failure(error: &Error) -> Failure {
    if let Some(code) = error.status() {
        let number = u16::from(code);
        let for_good = error.is_permanent() && !DOOR.contains(&number);
        return Failure { why: format!("the server answered {number}"), for_good };
    }
    Failure { why: reason(error), for_good: false }
}

/// The chain of causes, when it comes from our side of the wire.
fn reason(error: &Error) -> String {
    if error.is_response() {
        return "the server's answer cannot be read".to_owned();
    }
    let mut text = if error.is_tls() { "no safe connection".to_owned() } else { String::new() };
    let mut cause = error.source();
    while let Some(at) = cause {
        if !text.is_empty() {
            text.push_str(": ");
        }
        text.push_str(&at.to_string());
        cause = at.source();
    }
    if text.is_empty() { error.to_string() } else { text }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use uuid::Uuid;

    use super::*;

    fn settings() -> Settings {
        Settings {
            host: "localhost".to_owned(),
            port: 25,
            encryption: Encryption::None,
            login: None,
            authorities: None,
            from: "Rives <rives@node.example>".to_owned(),
            reply_to: Some("help@node.example".to_owned()),
        }
    }

    fn mail(to: &str) -> Mail {
        Mail {
            id: Uuid::from_u128(7),
            to: to.to_owned(),
            subject: "Invitation à agir\r\nBcc: everybody@town.example".to_owned(),
            text: "Bonjour,\n\nhttps://rives.example/invitation#token\n".to_owned(),
            leave: None,
            tries: 0,
            created: Timestamp::UNIX_EPOCH,
            until: Timestamp::MAX,
        }
    }

    #[test]
    fn a_repeat_is_recognisable_and_a_subject_adds_no_header() {
        let smtp = Smtp::new(&settings()).expect("good settings");
        let written = || {
            let message = smtp.message(&mail("a@town.example")).expect("a good mail");
            String::from_utf8(message.formatted()).expect("a mail is ASCII")
        };
        let text = written();
        assert_eq!(text, written(), "the same mail twice");
        assert!(text.contains(&format!("Message-ID: <{}@node.example>", Uuid::from_u128(7))));
        assert!(text.contains("Auto-Submitted: auto-generated"), "{text}");
        assert!(text.contains("Reply-To: help@node.example"), "{text}");
        assert!(!text.contains("\nBcc:"), "{text}");
    }

    #[test]
    fn a_mail_that_comes_again_and_again_tells_programs_how_to_end_it() {
        let smtp = Smtp::new(&settings()).expect("good settings");
        let address = format!("https://rives.example/unsubscribe?letter={}", "t".repeat(75));
        let leave = Some(address.clone());
        let message = smtp.message(&Mail { leave, ..mail("a@town.example") });
        let text = message.expect("a good mail").formatted();
        let text = String::from_utf8(text).expect("a mail is ASCII").replace("\r\n ", " ");
        assert!(text.contains(&format!("List-Unsubscribe: <{address}>\r\n")), "{text}");
        assert!(text.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"), "{text}");
        let usual = smtp.message(&mail("a@town.example")).expect("a good mail").formatted();
        assert!(!String::from_utf8(usual).expect("a mail is ASCII").contains("List-Unsubscribe"));
    }

    #[test]
    fn an_address_that_is_none_is_given_up_without_naming_it() {
        let smtp = Smtp::new(&settings()).expect("good settings");
        let refused = smtp.message(&mail("a town, example")).expect_err("no address");
        assert!(refused.for_good && !refused.to_string().contains("town"), "{refused}");
    }

    #[test]
    fn settings_that_cannot_work_name_their_key() {
        let key = |settings: &Settings| Smtp::new(settings).err().map(|error| error.key);
        assert_eq!(key(&Settings { from: "nobody".to_owned(), ..settings() }), Some("mail.from"));
        let reply_to = Some("nobody".to_owned());
        assert_eq!(key(&Settings { reply_to, ..settings() }), Some("mail.reply_to"));
        let broken = b"-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----\n".to_vec();
        let encrypted =
            Settings { encryption: Encryption::Starttls, authorities: Some(broken), ..settings() };
        assert_eq!(key(&encrypted), Some("mail.ca_file"));
    }
}
