//! Somebody who uses the API over HTTP: signs in, asks and acts.

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use uuid::Uuid;

/// A client with its session.
#[derive(Clone)]
pub struct Person {
    url: String,
    /// The session's cookie, `name=value`; empty for somebody who is not signed in.
    pub cookie: String,
    /// An API token; empty for a browser.
    pub token: String,
    /// The language that answers are asked in.
    pub lang: &'static str,
}

/// What a mutation answered.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The payload.
    pub payload: Value,
    /// Rule ids of its refusals.
    pub refused: Vec<String>,
}

impl Answer {
    /// The payload of an act that must have been accepted.
    ///
    /// # Panics
    /// When it was refused.
    #[expect(clippy::must_use_candidate, reason = "often called for its assertion alone")]
    #[track_caller]
    pub fn done(self) -> Value {
        assert!(self.refused.is_empty(), "refused: {:#}", self.payload["refusals"]);
        self.payload
    }

    /// Asserts that the act was refused by `rule`.
    ///
    /// # Panics
    /// When it was accepted, or refused by another rule.
    #[track_caller]
    pub fn refused_by(&self, rule: &str) {
        assert_eq!(self.refused, [rule], "{:#}", self.payload);
    }
}

impl Person {
    /// Somebody who is not signed in.
    #[must_use]
    pub fn visitor(url: &str) -> Self {
        Self { url: url.to_owned(), cookie: String::new(), token: String::new(), lang: "en" }
    }

    /// A programme with an API token.
    #[must_use]
    pub fn programme(url: &str, token: &str) -> Self {
        Self { token: token.to_owned(), ..Self::visitor(url) }
    }

    /// Signs in.
    ///
    /// # Errors
    /// When the server cannot be asked or refuses.
    pub fn sign_in(url: &str, email: &str, password: &str) -> Result<Self> {
        let mut person = Self::visitor(url);
        let query = "mutation($input: SignInInput!) { signIn(input: $input) { viewer { id } refusals { rule { id } } } }";
        let variables = json!({ "input": { "email": email, "password": password } });
        let (body, cookie) = person.post(query, &variables)?;
        let refusals = &body["data"]["signIn"]["refusals"];
        if refusals.as_array().is_none_or(|list| !list.is_empty()) {
            bail!("{email} may not sign in: {body}");
        }
        person.cookie = cookie.context("a session cookie")?;
        Ok(person)
    }

    /// Carries out an act of the door, which may change who is signed in: the payload with `select` and its refusals.
    ///
    /// # Errors
    /// As [`Person::ask`].
    pub fn enter(&mut self, mutation: &str, input: &Value, select: &str) -> Result<Answer> {
        let kind = input_type(mutation)?;
        let query = format!(
            "mutation($input: {kind}!) {{ {mutation}(input: $input) {{ {select} refusals {{ rule {{ id }} message }} }} }}"
        );
        let (mut body, cookie) = self.post(&query, &json!({ "input": input }))?;
        if body.get("errors").is_some_and(|errors| !errors.is_null()) {
            bail!("{query} answered {:#}", body["errors"]);
        }
        if let Some(cookie) = cookie {
            self.cookie = cookie;
        }
        let payload = body["data"][mutation].take();
        let refused = refusals_of(&payload)?;
        Ok(Answer { payload, refused })
    }

    /// Asks; fails on GraphQL errors.
    ///
    /// # Errors
    /// When the server cannot be asked or answers with errors.
    pub fn ask(&self, query: &str, variables: &Value) -> Result<Value> {
        let (mut body, _) = self.post(query, variables)?;
        if body.get("errors").is_some_and(|errors| !errors.is_null()) {
            bail!("{query} answered {:#}", body["errors"]);
        }
        Ok(body["data"].take())
    }

    /// Carries out one act: `input` gets a fresh command id unless it has one; `select` is what to return beside the
    /// refusals.
    ///
    /// # Errors
    /// As [`Person::ask`].
    pub fn act(&self, mutation: &str, mut input: Value, select: &str) -> Result<Answer> {
        let fields = input.as_object_mut().context("an input is an object")?;
        fields.entry("commandId").or_insert_with(|| json!(Uuid::new_v4()));
        let kind = input_type(mutation)?;
        let query = format!(
            "mutation($input: {kind}!) {{ {mutation}(input: $input) {{
               commandId repeated cursor refusals {{ rule {{ id }} message path wayOut }}
               remarks {{ rule {{ id }} message }} {select} }} }}"
        );
        let mut data = self.ask(&query, &json!({ "input": input }))?;
        let payload = data[mutation].take();
        let refused = refusals_of(&payload)?;
        Ok(Answer { payload, refused })
    }

    /// Fetches a file as a link does: its status and its text.
    ///
    /// # Errors
    /// When the server cannot be asked or the file is no text.
    pub fn fetch(&self, path: &str) -> Result<(u16, String)> {
        let mut request = ureq::get(format!("{}{path}", self.url))
            .config()
            .http_status_as_error(false)
            .build()
            .header("accept-language", self.lang);
        if !self.cookie.is_empty() {
            request = request.header("cookie", &self.cookie);
        }
        let mut response = request.call()?;
        Ok((response.status().as_u16(), response.body_mut().read_to_string()?))
    }

    /// A file as it is, with the name that it is handed out under.
    ///
    /// # Errors
    /// When the server cannot be asked.
    pub fn download(&self, path: &str) -> Result<(u16, String, Vec<u8>)> {
        let mut request = ureq::get(format!("{}{path}", self.url))
            .config()
            .http_status_as_error(false)
            .build()
            .header("accept-language", self.lang);
        if !self.cookie.is_empty() {
            request = request.header("cookie", &self.cookie);
        }
        let mut response = request.call()?;
        let named = response.headers().get("content-disposition");
        let named = named.and_then(|name| name.to_str().ok()).unwrap_or_default().to_owned();
        let bytes = response.body_mut().with_config().limit(16 << 20).read_to_vec()?;
        Ok((response.status().as_u16(), named, bytes))
    }

    /// Gives a document over HTTP: the status and the answer. `said` are the parameters of the address.
    ///
    /// # Errors
    /// When the server cannot be asked or the answer is not JSON.
    pub fn give(&self, said: &[(&str, &str)], kind: &str, bytes: &[u8]) -> Result<(u16, Value)> {
        let mut request = ureq::post(format!("{}/documents", self.url))
            .config()
            .http_status_as_error(false)
            .build()
            .header("accept-language", self.lang)
            .header("content-type", kind);
        for (key, value) in said {
            request = request.query(*key, *value);
        }
        if !self.cookie.is_empty() {
            request = request.header("cookie", &self.cookie);
        }
        let mut response = request.send(bytes)?;
        Ok((response.status().as_u16(), response.body_mut().read_json()?))
    }

    fn post(&self, query: &str, variables: &Value) -> Result<(Value, Option<String>)> {
        let mut request = ureq::post(format!("{}/graphql", self.url))
            .config()
            .http_status_as_error(false)
            .build()
            .header("accept-language", self.lang);
        if !self.cookie.is_empty() {
            request = request.header("cookie", &self.cookie);
        }
        if !self.token.is_empty() {
            request = request.header("authorization", format!("Bearer {}", self.token));
        }
        let mut response = request.send_json(json!({ "query": query, "variables": variables }))?;
        let cookie = response
            .headers()
            .get("set-cookie")
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.split(';').next())
            .map(str::to_owned);
        Ok((response.body_mut().read_json()?, cookie))
    }
}

/// Rule ids of a payload's refusals.
fn refusals_of(payload: &Value) -> Result<Vec<String>> {
    let refusals = payload["refusals"].as_array().context("refusals are a list")?;
    let ids = refusals.iter().filter_map(|refusal| refusal["rule"]["id"].as_str());
    Ok(ids.map(str::to_owned).collect())
}

/// The input type of a mutation, read from the published schema, so that journeys need not repeat it.
fn input_type(mutation: &str) -> Result<String> {
    const SCHEMA: &str = include_str!("../../schema/api.graphql");
    let start = format!("{mutation}(input: ");
    let (_, rest) = SCHEMA.split_once(&start).with_context(|| format!("no mutation {mutation}"))?;
    Ok(rest.chars().take_while(|c| c.is_alphanumeric()).collect())
}
