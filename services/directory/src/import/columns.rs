//! Which column of a spreadsheet is which field: as told, else guessed from headers in French, English and Spanish.

use std::collections::BTreeMap;
use std::str::FromStr;

use domain::fold::fold;
use serde::Deserialize;

use super::FileError;
use super::encoding::Encoding;

macro_rules! fields {
    ($($name:ident = $text:literal, $required:literal, [$($guess:literal),*];)*) => {
        /// A field of a row of twinnings.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Field {
            $(#[doc = concat!("`", $text, "`")] $name,)*
        }

        impl Field {
            /// Every field.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// Its name on the command line and in a mapping.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }

            fn is_required(self) -> bool {
                match self { $(Self::$name => $required,)* }
            }

            /// Folded headers that mean it.
            fn guesses(self) -> &'static [&'static str] {
                match self { $(Self::$name => &[$($guess),*],)* }
            }
        }
    };
}

fields! {
    TownA = "town_a", true, ["town a", "city a", "city1", "city 1", "town1", "town 1", "town", "city", "ville", "ville a", "ville 1", "commune", "commune a", "collectivite", "collectivite francaise", "ville francaise", "commune francaise", "municipio", "ciudad", "ciudad a", "ciudad 1", "municipio a", "from"];
    CountryA = "country_a", true, ["country a", "country1", "country 1", "country", "pays", "pays a", "pays 1", "pais", "pais a", "pais 1"];
    LatitudeA = "latitude_a", false, ["lat1", "lat 1", "lat a", "latitude a", "latitude1", "latitude 1", "latitud a", "latitud 1", "lat", "latitude", "latitud"];
    LongitudeA = "longitude_a", false, ["lng1", "lng 1", "lng a", "lon1", "lon 1", "lon a", "long1", "longitude a", "longitude1", "longitude 1", "longitud a", "longitud 1", "lng", "lon", "longitude", "longitud"];
    IdentifierA = "identifier_a", false, ["identifier a", "identifiant a", "insee", "code insee", "identificador a"];
    TownB = "town_b", true, ["town b", "city b", "city2", "city 2", "town2", "town 2", "twin", "twin town", "sister city", "partner", "partner town", "ville b", "ville 2", "commune b", "ville jumelee", "ville jumelle", "ville etrangere", "partenaire", "ville partenaire", "jumelage", "ciudad b", "ciudad 2", "municipio b", "ciudad hermana", "ciudad hermanada", "socio", "to"];
    CountryB = "country_b", true, ["country b", "country2", "country 2", "twin country", "partner country", "pays b", "pays 2", "pays partenaire", "pays de la ville jumelee", "pays jumele", "pais b", "pais 2", "pais socio", "pais hermanado"];
    LatitudeB = "latitude_b", false, ["lat2", "lat 2", "lat b", "latitude b", "latitude2", "latitude 2", "latitud b", "latitud 2"];
    LongitudeB = "longitude_b", false, ["lng2", "lng 2", "lng b", "lon2", "lon 2", "lon b", "long2", "longitude b", "longitude2", "longitude 2", "longitud b", "longitud 2"];
    IdentifierB = "identifier_b", false, ["identifier b", "identifiant b", "identificador b"];
    Since = "since", false, ["since", "year", "date", "signed", "signed on", "depuis", "annee", "annee de signature", "date de signature", "date du jumelage", "desde", "ano", "fecha", "ano de firma"];
    Kind = "kind", false, ["kind", "type", "nature", "type de jumelage", "tipo", "tipo de hermanamiento"];
    Themes = "themes", false, ["theme", "themes", "thematique", "thematiques", "tema", "temas"];
    Notes = "notes", false, ["note", "notes", "remarks", "comment", "comments", "remarque", "remarques", "commentaire", "observaciones", "notas"];
}

impl FromStr for Field {
    type Err = FileError;

    fn from_str(name: &str) -> Result<Self, FileError> {
        Self::ALL.iter().copied().find(|field| field.name() == name).ok_or_else(|| {
            let known: Vec<_> = Self::ALL.iter().map(|field| field.name()).collect();
            FileError::Mapping(format!(
                "there is no field {name:?}; fields are: {}",
                known.join(", ")
            ))
        })
    }
}

/// What the operator says about a file; everything that is not said is guessed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mapping {
    /// Header by field.
    pub columns: BTreeMap<Field, String>,
    /// Value of a field that the file has no column for, such as the country of every first town.
    pub defaults: BTreeMap<Field, String>,
    /// What separates the cells.
    pub delimiter: Option<u8>,
    /// How the file is written.
    pub encoding: Option<Encoding>,
}

fn by_field(named: BTreeMap<String, String>) -> Result<BTreeMap<Field, String>, FileError> {
    named.into_iter().map(|(name, value)| Ok((name.parse::<Field>()?, value))).collect()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MappingFile {
    #[serde(default)]
    columns: BTreeMap<String, String>,
    #[serde(default)]
    defaults: BTreeMap<String, String>,
    delimiter: Option<String>,
    encoding: Option<String>,
}

impl Mapping {
    /// Reads a mapping in TOML: `delimiter`, `encoding`, `[columns]` and `[defaults]` by field.
    ///
    /// # Errors
    /// [`FileError::Mapping`] naming what is not understood.
    pub fn from_toml(text: &str) -> Result<Self, FileError> {
        let file: MappingFile =
            toml::from_str(text).map_err(|wrong| FileError::Mapping(wrong.to_string()))?;
        let mut mapping = Self {
            columns: by_field(file.columns)?,
            defaults: by_field(file.defaults)?,
            ..Self::default()
        };
        if let Some(delimiter) = file.delimiter {
            mapping.set_delimiter(&delimiter)?;
        }
        if let Some(encoding) = file.encoding {
            mapping.set_encoding(&encoding)?;
        }
        Ok(mapping)
    }

    /// Takes `field=column` from the command line; `field==value` sets the same value for every row.
    ///
    /// # Errors
    /// [`FileError::Mapping`].
    pub fn set_column(&mut self, said: &str) -> Result<(), FileError> {
        let (field, column) = said
            .split_once('=')
            .ok_or_else(|| FileError::Mapping(format!("{said:?} is not FIELD=COLUMN")))?;
        let field: Field = field.trim().parse()?;
        match column.strip_prefix('=') {
            Some(value) => self.defaults.insert(field, value.to_owned()),
            None => self.columns.insert(field, column.to_owned()),
        };
        Ok(())
    }

    /// Takes one character, `tab` or `\t`.
    ///
    /// # Errors
    /// [`FileError::Mapping`].
    pub fn set_delimiter(&mut self, said: &str) -> Result<(), FileError> {
        self.delimiter = Some(match (said, said.as_bytes()) {
            ("tab" | "\\t", _) => b'\t',
            (_, [one]) if one.is_ascii_punctuation() || *one == b'\t' => *one,
            _ => {
                return Err(FileError::Mapping(format!("delimiter {said:?}: one of , ; tab |")));
            }
        });
        Ok(())
    }

    /// Takes `utf-8` or `windows-1252`; `auto` leaves what was said before, or the guess.
    ///
    /// # Errors
    /// [`FileError::Mapping`].
    pub fn set_encoding(&mut self, said: &str) -> Result<(), FileError> {
        if !said.eq_ignore_ascii_case("auto") {
            self.encoding = Some(said.parse()?);
        }
        Ok(())
    }
}

/// Where the cells of each field are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    at: BTreeMap<Field, usize>,
    defaults: BTreeMap<Field, String>,
    /// How many cells a row has.
    pub width: usize,
}

impl Layout {
    /// Finds each field's column in `header`.
    ///
    /// # Errors
    /// When the mapping names a column that is not there, or a required field has none.
    pub fn of(header: &[String], mapping: &Mapping) -> Result<Self, FileError> {
        let folded: Vec<String> = header.iter().map(|name| fold(name)).collect();
        let mut layout =
            Self { at: BTreeMap::new(), defaults: mapping.defaults.clone(), width: header.len() };
        for (field, named) in &mapping.columns {
            let column = column_of(header, &folded, named).ok_or_else(|| FileError::NotInFile {
                named: named.clone(),
                field: field.name(),
                columns: header.join(", "),
            })?;
            layout.at.insert(*field, column);
        }
        for field in Field::ALL {
            layout.guess(*field, &folded);
        }
        match Field::ALL.iter().find(|field| field.is_required() && !layout.has(**field)) {
            Some(missing) => {
                Err(FileError::NoColumn { wanted: missing.name(), columns: header.join(", ") })
            }
            None => Ok(layout),
        }
    }

    fn guess(&mut self, field: Field, folded: &[String]) {
        if self.has(field) {
            return;
        }
        let free = |column: &usize| !self.at.values().any(|taken| taken == column);
        let guess = |name: &&str| folded.iter().position(|header| header == name).filter(free);
        if let Some(column) = field.guesses().iter().find_map(guess) {
            self.at.insert(field, column);
        }
    }

    fn has(&self, field: Field) -> bool {
        self.at.contains_key(&field) || self.defaults.contains_key(&field)
    }

    /// The cell of `field`, without spaces around it; the default when the cell is empty or there is no column.
    #[must_use]
    pub fn cell<'a>(&'a self, cells: &'a [String], field: Field) -> &'a str {
        let cell =
            self.at.get(&field).and_then(|column| cells.get(*column)).map_or("", |c| c.trim());
        if cell.is_empty() {
            self.defaults.get(&field).map_or("", |value| value.trim())
        } else {
            cell
        }
    }
}

fn column_of(header: &[String], folded: &[String], named: &str) -> Option<usize> {
    let exact = header.iter().position(|name| name.trim() == named.trim());
    exact.or_else(|| folded.iter().position(|name| *name == fold(named)))
}
