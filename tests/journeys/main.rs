//! Journeys: what people come for, on the real binary, over HTTP and WebSocket only.

mod bucket;
mod claims;
mod cluster;
mod digest;
mod documents;
mod drafting;
mod forgotten;
mod import;
mod invitation;
mod leaving;
mod power_cut;
mod presence;
mod reports;
mod returning;
mod scene;
mod seats;
mod servers;
mod shared_people;
mod sheet;
mod sleeping_beauty;
mod standing;
mod tokens;
mod two_shores;
mod wrong_partner;
