//! The types of file that a cooperation keeps: the named list, and nothing that a browser would run.

use serde::{Deserialize, Serialize};

/// What a document may be. SVG and HTML are never taken: they can hold programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MediaType {
    /// Portable document.
    Pdf,
    /// Picture.
    Png,
    /// Picture.
    Jpeg,
    /// Picture.
    Webp,
    /// Text document.
    Odt,
    /// Spreadsheet.
    Ods,
    /// Text document.
    Docx,
    /// Spreadsheet.
    Xlsx,
    /// Plain text in UTF-8.
    Text,
    /// Table as text in UTF-8.
    Csv,
}

impl MediaType {
    /// Every type that is taken.
    pub const ALL: [Self; 10] = [
        Self::Pdf,
        Self::Png,
        Self::Jpeg,
        Self::Webp,
        Self::Odt,
        Self::Ods,
        Self::Docx,
        Self::Xlsx,
        Self::Text,
        Self::Csv,
    ];

    /// Its name as the Internet knows it, without parameters.
    #[must_use]
    pub fn mime(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Webp => "image/webp",
            Self::Odt => "application/vnd.oasis.opendocument.text",
            Self::Ods => "application/vnd.oasis.opendocument.spreadsheet",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Text => "text/plain",
            Self::Csv => "text/csv",
        }
    }

    /// Endings of file names that say this type; the first is the one that is written.
    #[must_use]
    pub fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Pdf => &["pdf"],
            Self::Png => &["png"],
            Self::Jpeg => &["jpg", "jpeg"],
            Self::Webp => &["webp"],
            Self::Odt => &["odt"],
            Self::Ods => &["ods"],
            Self::Docx => &["docx"],
            Self::Xlsx => &["xlsx"],
            Self::Text => &["txt", "md"],
            Self::Csv => &["csv"],
        }
    }

    /// The type whose files end like `name`; `None` when no taken type does.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        let ending = name.rsplit_once('.')?.1.to_ascii_lowercase();
        Self::ALL.into_iter().find(|media| media.endings().contains(&ending.as_str()))
    }

    /// The type of this name on the Internet; parameters are left aside.
    #[must_use]
    pub fn of_mime(mime: &str) -> Option<Self> {
        let bare = mime.split(';').next().unwrap_or_default().trim();
        Self::ALL.into_iter().find(|media| bare.eq_ignore_ascii_case(media.mime()))
    }

    /// True for pictures that a page shows.
    #[must_use]
    pub fn is_picture(self) -> bool {
        matches!(self, Self::Png | Self::Jpeg | Self::Webp)
    }
}
