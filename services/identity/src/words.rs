//! Words: what people wrote in discussions and in the margin of drafts, sealed, kept beside the people and forgotten with who wrote them.

use std::collections::HashMap;

use domain::{Lang, PersonId, WordsId};
use rusqlite::params;
use uuid::Uuid;

use crate::people::lang_text;
use crate::{Identity, IdentityError};

const TEXT: &str = "words.text";

/// Words to keep.
#[derive(Debug, Clone, Copy)]
pub struct NewWords<'a> {
    /// The id by which the record names them; the same for every repeat of the command.
    pub id: WordsId,
    /// Who wrote them.
    pub person: PersonId,
    /// The message, the discussion whose topic they are, or the remark on a draft.
    pub about: Uuid,
    /// The language of whoever wrote them.
    pub lang: Lang,
    /// The words.
    pub text: &'a str,
}

impl Identity {
    /// Keeps words before the record names them; true when they were not there yet. Those of a repeated command stay as they
    /// were first.
    ///
    /// # Errors
    /// When the store fails.
    pub fn keep_words(&self, new: NewWords<'_>) -> Result<bool, IdentityError> {
        let sealed = self.store.vault.seal_text(TEXT, new.id.0.as_bytes(), new.text);
        let now = self.clock.now().as_millisecond();
        self.store.write(|tx| {
            let added = tx.execute(
                "INSERT INTO words (id, person, about, lang, text, at_ms) VALUES (?1,?2,?3,?4,?5,?6)
                 ON CONFLICT (id) DO NOTHING",
                params![new.id.0, new.person.0, new.about, lang_text(new.lang), sealed, now],
            )?;
            Ok(added > 0)
        })
    }

    /// The words that are still kept of these.
    ///
    /// # Errors
    /// When the store fails or does not open.
    pub fn words(&self, ids: &[WordsId]) -> Result<HashMap<WordsId, String>, IdentityError> {
        let store = self.store.read();
        let mut select = store.prepare_cached("SELECT text FROM words WHERE id = ?1")?;
        let mut found = HashMap::with_capacity(ids.len());
        for id in ids {
            let mut rows = select.query([id.0])?;
            if let Some(row) = rows.next()? {
                let sealed = row.get_ref(0)?.as_blob()?;
                let text = self.store.vault.open_text(TEXT, id.0.as_bytes(), sealed)?;
                found.insert(*id, text);
            }
        }
        Ok(found)
    }

    /// Forgets words that the record does not name after all.
    ///
    /// # Errors
    /// When the store fails.
    pub fn drop_words(&self, id: WordsId) -> Result<(), IdentityError> {
        self.store.write(|tx| {
            tx.execute("DELETE FROM words WHERE id = ?1", [id.0])?;
            Ok(())
        })
    }

    /// Forgets all words of a message that was taken back, the earlier ones too.
    ///
    /// # Errors
    /// When the store fails.
    pub fn forget_words(&self, about: Uuid) -> Result<(), IdentityError> {
        self.store.write(|tx| {
            tx.execute("DELETE FROM words WHERE about = ?1", [about])?;
            Ok(())
        })
    }
}
