//! Discussions: who said what to whom, what was answered, and what of it one has not read yet. The words come from where the
//! people are, only for messages that are in sight.

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::{Context, ID, Object, SimpleObject};
use domain::access::Action;
use domain::cooperation::{About, Cooperation as CooperationId};
use domain::discussion::{MESSAGES, Message as Said};
use domain::fold::fold;
use domain::{MessageId, PersonId, WordsId};
use jiff::Timestamp;
use partnership::query::{DISCUSSIONS, DiscussionRow};

use super::change::Actor;
use super::convention::Convention;
use super::cooperation::Cooperation;
use super::document::{about, acting, then};
use super::enums::{Reaction, Role, Visibility};
use super::fault::{Result, fault};
use super::ids::Global;
use super::loaders::DiscussionsOf;
use super::organisation::Organisation;
use super::project::Project;
use super::scalars::DateTime;
use super::view::{View, world};

/// Messages of a discussion when nobody says how many.
const USUAL: i32 = 100;
/// Words that are opened and compared for one search, at most: the newest.
const SEARCHED: usize = 2_000;

/// The mark of how far somebody has read a discussion, among their marks of feeds.
pub(crate) fn mark(id: domain::DiscussionId) -> String {
    format!("discussion:{id}")
}

/// The discussions of a cooperation, a convention or a project.
#[derive(SimpleObject)]
pub struct DiscussionList {
    /// Those in which something was said last first, at most 60; of a cooperation those of its conventions and projects too.
    pub items: Vec<Discussion>,
    /// True when the viewer may write.
    pub can_talk: bool,
}

/// What parties answered without words.
#[derive(SimpleObject)]
pub struct MessageReaction {
    pub reaction: Reaction,
    pub organisations: Vec<Organisation>,
    /// True when one's own party is among them.
    pub is_mine: bool,
}

/// Who is called on.
#[derive(SimpleObject)]
pub struct MessageMention {
    pub organisation: Organisation,
    pub role: Option<Role>,
}

/// A message.
#[derive(SimpleObject)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "what the viewer sees and may do, as the API tells it"
)]
pub struct Message {
    pub id: ID,
    /// The side that speaks.
    pub by: u8,
    pub actor: Option<Actor>,
    pub at: Option<DateTime>,
    /// What was said; null once it was taken back, or forgotten with who wrote it.
    pub words: Option<String>,
    /// What stood there before, oldest first.
    pub earlier: Vec<String>,
    /// How often it was written anew.
    pub edition: i32,
    /// When it was written anew last.
    pub changed_at: Option<DateTime>,
    /// The message that it answers.
    pub reply_to: Option<ID>,
    /// True when an answer is asked for.
    pub asks: bool,
    pub mentions: Vec<MessageMention>,
    pub reactions: Vec<MessageReaction>,
    /// Why it was taken back, if it was.
    pub withdrawn: Option<String>,
    /// True when the viewer has not marked it as read and did not write it.
    pub unread: bool,
    /// True when the viewer wrote it and may write it anew.
    pub can_rewrite: bool,
    /// True when it is of an authority for which the viewer may take it back.
    pub can_withdraw: bool,
}

/// A discussion, between the sides or among one's own.
#[derive(Clone)]
pub struct Discussion {
    view: View,
    row: Arc<DiscussionRow>,
}

impl Discussion {
    /// The row as an object.
    #[must_use]
    pub fn new(view: View, row: Arc<DiscussionRow>) -> Self {
        Self { view, row }
    }

    /// Its cooperation.
    #[must_use]
    pub fn of_cooperation(&self) -> CooperationId {
        self.row.cooperation
    }

    fn person(&self) -> Option<PersonId> {
        self.view.viewer().map(|viewer| viewer.person)
    }

    /// How many messages the viewer has read, from the first on.
    fn read(&self, ctx: &Context<'_>) -> Result<usize> {
        let Some(person) = self.person() else { return Ok(usize::MAX) };
        let seen = world(ctx)?.identity.last_seen(person, &mark(self.row.id)).map_err(fault)?;
        Ok(seen.and_then(|seen| seen.parse().ok()).unwrap_or_default())
    }

    fn is_unread(&self, place: usize, message: &Said, read: usize) -> bool {
        let own = message.person.is_some() && message.person == self.person();
        place >= read && !own && message.withdrawn.is_none()
    }

    async fn message(
        &self,
        place: usize,
        words: &HashMap<WordsId, String>,
        read: usize,
        mine: &[domain::OrganisationId],
        back: &HashMap<MessageId, String>,
    ) -> Result<Message> {
        let said = &self.row.state.messages[place];
        let writing = self.row.writings.get(place);
        let moment = |ms: i64| Timestamp::from_millisecond(ms).ok().map(DateTime);
        let withdrawn = back.get(&said.id).cloned();
        let stands = withdrawn.is_none();
        let told = |id: &WordsId| words.get(id).cloned().filter(|_| stands);
        let (last, before) = said.words.split_last().map_or((None, &[][..]), |(l, b)| (Some(l), b));
        let own = mine.contains(&said.organisation) && stands;
        let open = self.row.state.closed.is_none() && !self.view.is_past();
        Ok(Message {
            id: said.id.global(),
            by: said.by.0,
            actor: writing.map(|one| Actor::new(self.view.clone(), one.author)),
            at: writing.and_then(|one| moment(one.at_ms)),
            words: last.and_then(told),
            earlier: before.iter().filter_map(told).collect(),
            edition: i32::try_from(said.edition()).unwrap_or(i32::MAX),
            changed_at: writing.and_then(|one| one.changed_ms).and_then(moment),
            reply_to: said.reply_to.map(Global::global),
            asks: said.asks,
            mentions: self.mentions(said).await?,
            reactions: self.reactions(said).await?,
            withdrawn,
            unread: self.is_unread(place, said, read),
            can_rewrite: own && open && said.person.is_some() && said.person == self.person(),
            can_withdraw: own,
        })
    }

    /// The messages that were taken back by now, and why: nobody reads them in the record of an earlier day either.
    async fn taken_back(&self) -> Result<HashMap<MessageId, String>> {
        let now = match self.view.present_of() {
            Some(present) => present.load(self.row.id).await?,
            None => Some(Arc::clone(&self.row)),
        };
        let all = now.iter().flat_map(|row| &row.state.messages);
        Ok(all.filter_map(|said| Some((said.id, said.withdrawn.clone()?))).collect())
    }

    async fn mentions(&self, said: &Said) -> Result<Vec<MessageMention>> {
        let mut found = Vec::with_capacity(said.mentions.len());
        for mention in &said.mentions {
            let organisation = self.view.known_organisation(mention.organisation).await?;
            found.push(MessageMention { organisation, role: mention.role.map(Into::into) });
        }
        Ok(found)
    }

    async fn reactions(&self, said: &Said) -> Result<Vec<MessageReaction>> {
        let mut found: Vec<MessageReaction> = Vec::new();
        for (organisation, reaction) in &said.reactions {
            let is_mine = self.view.is_mine(*organisation);
            let organisation = self.view.known_organisation(*organisation).await?;
            let reaction = Reaction::from(*reaction);
            if let Some(known) = found.iter_mut().find(|known| known.reaction == reaction) {
                known.organisations.push(organisation);
                known.is_mine |= is_mine;
            } else {
                let organisations = vec![organisation];
                found.push(MessageReaction { reaction, organisations, is_mine });
            }
        }
        Ok(found)
    }

    /// True when a word of its topic or of a message that stands holds `wanted`, folded; `left` counts what is looked into.
    fn holds(&self, ctx: &Context<'_>, wanted: &str, left: &mut usize) -> Result<bool> {
        let stand = self.row.state.messages.iter().filter(|one| one.withdrawn.is_none());
        let mut ids: Vec<WordsId> = stand.filter_map(|one| one.words.last().copied()).collect();
        ids.push(WordsId(self.row.id.0));
        ids.reverse();
        ids.truncate(*left);
        *left -= ids.len();
        let words = world(ctx)?.identity.words(&ids).map_err(fault)?;
        Ok(words.values().any(|text| fold(text).contains(wanted)))
    }
}

#[Object]
impl Discussion {
    pub async fn id(&self) -> ID {
        self.row.id.global()
    }

    async fn cooperation(&self) -> Result<Cooperation> {
        self.view.known_cooperation(self.row.cooperation).await
    }

    /// The convention that it is about, where it is about one in sight.
    async fn convention(&self) -> Result<Option<Convention>> {
        match self.row.about {
            About::Convention(id) => self.view.convention(id).await,
            About::Cooperation | About::Project(_) => Ok(None),
        }
    }

    /// The project that it is about, where it is about one in sight.
    async fn project(&self) -> Result<Option<Project>> {
        match self.row.about {
            About::Project(id) => self.view.project(id).await,
            About::Cooperation | About::Convention(_) => Ok(None),
        }
    }

    /// What it is about, in a few words; null once they were forgotten with who wrote them.
    async fn topic(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        let id = WordsId(self.row.id.0);
        Ok(world(ctx)?.identity.words(&[id]).map_err(fault)?.remove(&id))
    }

    /// `SIDE`: a side keeps it to itself; `PARTNERS`: all sides see it.
    async fn visibility(&self) -> Option<Visibility> {
        self.row.state.opening.as_ref().map(|opening| opening.visibility.into())
    }

    /// The side that opened it.
    async fn by(&self) -> Option<u8> {
        self.row.state.opening.as_ref().map(|opening| opening.by.0)
    }

    /// How many messages it has, those that were taken back included.
    async fn count(&self) -> i32 {
        i32::try_from(self.row.state.messages.len()).unwrap_or(i32::MAX)
    }

    /// How many of them the viewer has not read.
    async fn unread(&self, ctx: &Context<'_>) -> Result<i32> {
        let read = self.read(ctx)?;
        let messages = self.row.state.messages.iter().enumerate();
        let unread = messages.filter(|(place, said)| self.is_unread(*place, said, read)).count();
        Ok(i32::try_from(unread).unwrap_or(i32::MAX))
    }

    /// The last messages, oldest first.
    #[graphql(complexity = "20 * child_complexity + 1")]
    async fn messages(&self, ctx: &Context<'_>, last: Option<i32>) -> Result<Vec<Message>> {
        let most = usize::try_from(last.unwrap_or(USUAL)).unwrap_or_default().min(MESSAGES);
        let all = &self.row.state.messages;
        let first = all.len().saturating_sub(most);
        let ids: Vec<WordsId> =
            all[first..].iter().flat_map(|said| said.words.iter().copied()).collect();
        let words = world(ctx)?.identity.words(&ids).map_err(fault)?;
        let (read, back) = (self.read(ctx)?, self.taken_back().await?);
        let mine = acting(&self.view, self.row.cooperation, Action::Talk).await?;
        let mine: Vec<_> = mine.into_iter().map(|(own, _)| own).collect();
        let mut messages = Vec::with_capacity(all.len() - first);
        for place in first..all.len() {
            messages.push(self.message(place, &words, read, &mine, &back).await?);
        }
        Ok(messages)
    }

    /// Why it was closed, while it is.
    async fn closed(&self) -> Option<&str> {
        self.row.state.closed.as_deref()
    }

    /// True when the viewer may write in it, or open it again.
    async fn can_talk(&self) -> Result<bool> {
        Ok(!acting(&self.view, self.row.cooperation, Action::Talk).await?.is_empty())
    }

    async fn opened_at(&self) -> DateTime {
        DateTime(self.row.opened_at)
    }

    async fn changed_at(&self) -> DateTime {
        DateTime(self.row.changed_at)
    }
}

/// Queries for discussions.
#[derive(Default)]
pub struct TalkQuery;

#[Object]
impl TalkQuery {
    /// The discussions of a cooperation, a convention or a project, all or those in which words hold `search` (case and
    /// accents do not matter; the newest 2,000 words are looked into); null where that is not in sight. `asOf` lists them as
    /// they stood at that moment, without words that were taken back or forgotten since.
    #[graphql(complexity = "20 * child_complexity + 1")]
    async fn discussions(
        &self,
        ctx: &Context<'_>,
        subject: ID,
        search: Option<String>,
        as_of: Option<DateTime>,
    ) -> Result<Option<DiscussionList>> {
        let Some(view) = then(ctx, &subject, as_of).await? else { return Ok(None) };
        let Some((cooperation, wanted)) = about(&view, &subject).await? else { return Ok(None) };
        let id = readmodel::cooperation::id_of(cooperation);
        let rows = view.load(DiscussionsOf(id)).await?.unwrap_or_default();
        let fits = |row: &&DiscussionRow| wanted == About::Cooperation || row.about == wanted;
        let rows = rows.iter().filter(fits).cloned().map(Arc::new);
        let found = rows.map(|row| Discussion::new(view.clone(), row)).take(DISCUSSIONS);
        let words = search.map(|words| fold(&words)).filter(|words| !words.is_empty());
        let (mut items, mut left) = (Vec::new(), SEARCHED);
        for discussion in found {
            let fits = match &words {
                None => true,
                Some(words) => discussion.holds(ctx, words, &mut left)?,
            };
            items.extend(fits.then_some(discussion));
        }
        let can_talk = !acting(&view, cooperation, Action::Talk).await?.is_empty();
        Ok(Some(DiscussionList { items, can_talk }))
    }
}
