//! The service of partnerships: cooperation between authorities of two sides or more: commands in, events out, rows and answers.

pub mod commands;
pub mod conventions;
pub mod discussions;
pub mod documents;
pub mod financings;
mod homes;
pub mod lessons;
pub mod project;
pub mod projects;
pub mod query;
pub mod reminders;
