//! Attacks: what strangers try at the door, on the real binary over the wire, and the answer that each gets.

mod audit;
mod crowd;
mod documents;
mod foreign;
mod frames;
mod paths;
mod secrets;
mod signing_in;
mod wire;
