//! Which addresses are pages: compared with the list that the web's build writes from its own routes.

use domain::reference::country;

use crate::graph::ids::GlobalId;

/// One a page, `/projects/*/report`; empty when the binary was built without pages.
static ADDRESSES: &[&str] = include!(concat!(env!("OUT_DIR"), "/addresses.rs"));

/// Stands for one part of an address: the id of what the page shows, or the code of a country.
const ANY: &str = "*";
/// The pages that show a country each, by its code.
const COUNTRIES: &str = "countries";

/// True for the address of a page. Where a page shows one thing, its id must be one of ours; whether there is such a thing depends
/// on who asks and is said by the page, which has the same status for all.
pub(super) fn is_page(path: &str) -> bool {
    among(ADDRESSES, path)
}

fn among(addresses: &[&str], path: &str) -> bool {
    let path = path.strip_suffix('/').unwrap_or(path);
    addresses.iter().any(|address| fits(address.strip_suffix('/').unwrap_or(address), path))
}

fn fits(address: &str, path: &str) -> bool {
    let (mut wanted, mut given) = (address.split('/'), path.split('/'));
    let mut under = "";
    loop {
        match (wanted.next(), given.next()) {
            (None, None) => return true,
            (Some(ANY), Some(part)) if under == COUNTRIES && country(part).is_some() => {}
            (Some(ANY), Some(part)) if under != COUNTRIES && is_id(part) => {}
            (Some(known), Some(part)) if known != ANY && known == part => under = known,
            _ => return false,
        }
    }
}

/// Ids hold one sign that an address may carry encoded.
fn is_id(part: &str) -> bool {
    GlobalId::read(&part.replace("%3A", ":").replace("%3a", ":")).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGES: &[&str] = &["/", "/groups", "/groups/*", "/projects/*/report", "/jumelages/new"];
    const ID: &str = "018f7b0a-0000-7000-8000-000000000000";

    #[test]
    fn only_addresses_of_the_list_are_pages() {
        for page in ["/", "/groups", "/groups/", "/jumelages/new"] {
            assert!(among(PAGES, page), "{page}");
        }
        for other in ["/nowhere", "/groups//", "//", "/jumelages", "/jumelages/new/x", "/Groups"] {
            assert!(!among(PAGES, other), "{other}");
        }
    }

    #[test]
    fn where_an_id_belongs_it_must_be_one_of_ours() {
        assert!(among(PAGES, &format!("/groups/group:{ID}")));
        assert!(among(PAGES, &format!("/groups/group%3A{ID}/")));
        assert!(among(PAGES, &format!("/projects/project:{ID}/report")));
        for other in ["/groups/x", "/groups/castle:1", "/groups/*", "/projects//report"] {
            assert!(!among(PAGES, other), "{other}");
        }
        assert!(!among(PAGES, &format!("/projects/project:{ID}")));
    }

    #[test]
    fn a_country_has_a_page_by_its_code_and_by_nothing_else() {
        const PAGES: &[&str] = &["/countries", "/countries/*", "/groups/*"];
        for page in ["/countries", "/countries/", "/countries/TV", "/countries/ml"] {
            assert!(among(PAGES, page), "{page}");
        }
        let id = format!("/countries/group:{ID}");
        for none in ["/countries/ZZ", "/countries/MLI", "/groups/ML", id.as_str()] {
            assert!(!among(PAGES, none), "{none}");
        }
    }
}
