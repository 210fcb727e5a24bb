//! What an operator does about a medium that failed, told with the failure.

use std::error::Error;
use std::io::{self, ErrorKind};

use eventlog::LogError;

/// The failure with what to do about it, when the medium is the cause.
pub(crate) fn with(error: LogError) -> LogError {
    match error {
        LogError::Medium { doing, source } => match about(&*source) {
            Some(advice) => {
                let source = format!("{}; {advice}", eventlog::causes(&*source)).into();
                LogError::Medium { doing, source }
            }
            None => LogError::Medium { doing, source },
        },
        other => other,
    }
}

/// An error with its causes and what to do about it.
pub(crate) fn told(error: &(dyn Error + 'static)) -> String {
    let advice = about(error).unwrap_or("mend the cause and start again");
    format!("{}; {advice}", eventlog::causes(error))
}

/// What to do about an error whose cause the system named.
pub(crate) fn about(error: &(dyn Error + 'static)) -> Option<&'static str> {
    let cause = error.downcast_ref::<io::Error>().map(io::Error::kind).or_else(|| of_sled(error));
    match cause {
        Some(kind) => Some(of_kind(kind)),
        None => error.source().and_then(about),
    }
}

/// sled does not say what caused its error.
fn of_sled(error: &(dyn Error + 'static)) -> Option<ErrorKind> {
    match error.downcast_ref::<sled::Error>() {
        Some(sled::Error::Io(io)) => Some(io.kind()),
        _ => None,
    }
}

fn of_kind(kind: ErrorKind) -> &'static str {
    match kind {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            "make room on the disk and start again; all that was answered is kept"
        }
        ErrorKind::ReadOnlyFilesystem => {
            "the disk cannot be written, often because it failed: look into the system's log, mount it writable and \
             start again; all that was answered is kept"
        }
        ErrorKind::PermissionDenied => {
            "give the files to the user that runs this program, and start again"
        }
        _ => {
            "look into the system's log whether the disk failed; start again when it is sound, or elsewhere from a \
             backup"
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_is_told_with_what_to_do_about_it_however_deep_its_cause_lies() {
        let full = || io::Error::from(ErrorKind::StorageFull);
        let errors: [Box<dyn Error + Send + Sync>; 2] =
            [Box::new(full()), Box::new(sled::Error::Io(full()))];
        for source in errors {
            let told = with(LogError::Medium { doing: "sync".into(), source });
            assert!(eventlog::causes(&told).contains("make room on the disk"), "{told:?}");
        }
        assert_eq!(about(&LogError::Stopped("asked".into())), None);
    }
}
