//! Amounts in words: how a sum of money is written in the reader's language, exact to the digit.

use rust_decimal::Decimal;

use crate::financing::minor_units;
use crate::text::Lang;

/// What a detail of a refusal that is a sum begins with; the sum follows as the record says it (`sum.500.00 EUR`).
const KEY: &str = "sum.";

/// A space that keeps what stands around it on one line.
const SPACE: char = '\u{a0}';

/// A sum as the detail of a refusal: with all minor units of its currency, never rounded.
pub(crate) fn detail(amount: Decimal, currency: &str) -> String {
    let mut amount = amount.normalize();
    let units = minor_units(currency).unwrap_or_default();
    if amount.scale() < units {
        amount.rescale(units);
    }
    format!("{KEY}{amount} {currency}")
}

/// What a detail of a refusal says when it is a sum; `None` for any other detail.
pub(crate) fn detailed(detail: &str, lang: Lang) -> Option<String> {
    let told = detail.strip_prefix(KEY)?;
    let (amount, currency) = told.split_once(' ')?;
    let exact = amount.parse::<Decimal>().is_ok() && minor_units(currency).is_some();
    exact.then(|| written(lang, told))
}

/// A sum as the record says it (`24000.5 EUR`; without a currency: a figure) as `lang` writes it: the signs between thousands
/// and before the decimals, of which none is added or lost; `€` for the euro, the code of ISO 4217 for any other currency, as
/// the sign of a franc or a dollar is that of several.
#[must_use]
pub fn written(lang: Lang, told: &str) -> String {
    let (figure, currency) = told.split_once(' ').unwrap_or((told, ""));
    let (minus, figure) = figure.strip_prefix('-').map_or(("", figure), |rest| ("-", rest));
    let figure = grouped(lang, figure);
    match (lang, currency) {
        (_, "") => format!("{minus}{figure}"),
        (Lang::En, "EUR") => format!("{minus}€{figure}"),
        (Lang::En, code) => format!("{minus}{code}{SPACE}{figure}"),
        (Lang::Fr | Lang::Es, "EUR") => format!("{minus}{figure}{SPACE}€"),
        (Lang::Fr | Lang::Es, code) => format!("{minus}{figure}{SPACE}{code}"),
    }
}

/// A figure above zero by thousands; Spanish leaves four digits together.
fn grouped(lang: Lang, figure: &str) -> String {
    let (between, before, together) = match lang {
        Lang::Fr => ('\u{202f}', ',', 3),
        Lang::En => (',', '.', 3),
        Lang::Es => ('.', ',', 4),
    };
    let (whole, part) = figure.split_once('.').unwrap_or((figure, ""));
    let mut said = String::with_capacity(figure.len() * 2);
    for (place, digit) in whole.chars().enumerate() {
        let left = whole.len() - place;
        if place > 0 && whole.len() > together && left.is_multiple_of(3) {
            said.push(between);
        }
        said.push(digit);
    }
    if !part.is_empty() {
        said.push(before);
        said.push_str(part);
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::refusal::Refusal;
    use crate::rules;
    use proptest::prelude::*;

    const LANGS: [Lang; 3] = [Lang::Fr, Lang::En, Lang::Es];

    #[test]
    fn a_sum_is_written_with_the_signs_of_the_language() {
        for (told, fr, en, es) in [
            ("500.00 EUR", "500,00\u{a0}€", "€500.00", "500,00\u{a0}€"),
            ("5000 EUR", "5\u{202f}000\u{a0}€", "€5,000", "5000\u{a0}€"),
            (
                "1234567.05 EUR",
                "1\u{202f}234\u{202f}567,05\u{a0}€",
                "€1,234,567.05",
                "1.234.567,05\u{a0}€",
            ),
            ("655957 XOF", "655\u{202f}957\u{a0}XOF", "XOF\u{a0}655,957", "655.957\u{a0}XOF"),
            ("-900 EUR", "-900\u{a0}€", "-€900", "-900\u{a0}€"),
            ("-123456.5", "-123\u{202f}456,5", "-123,456.5", "-123.456,5"),
            ("900", "900", "900", "900"),
        ] {
            assert_eq!(LANGS.map(|lang| written(lang, told)), [fr, en, es]);
        }
    }

    #[test]
    fn a_refusal_writes_its_sums_as_the_reader_does_each_in_its_own_currency() {
        let sum = |cents, scale, currency: &str| detail(Decimal::new(cents, scale), currency);
        let refusal = Refusal {
            rule: rules::FP_BALANCE,
            path: None,
            detail: vec![sum(16_500, 0, "EUR"), sum(1_200, 0, "XOF"), sum(5_000, 1, "TND")],
        };
        let said = [
            "Les ressources (16\u{202f}500,00\u{a0}€) et les dépenses (1\u{202f}200\u{a0}XOF) ne sont pas égales : l’écart est \
             de 500,000\u{a0}TND.",
            "Resources (€16,500.00) and expenses (XOF\u{a0}1,200) are not equal: they differ by TND\u{a0}500.000.",
            "Los recursos (16.500,00\u{a0}€) y los gastos (1200\u{a0}XOF) no son iguales: la diferencia es de 500,000\u{a0}TND.",
        ];
        assert_eq!(LANGS.map(|lang| refusal.message(lang)), said);
    }

    #[test]
    fn words_that_only_begin_like_a_sum_stay_as_they_are() {
        for detail in ["500.00 EUR", "sum.", "sum.up EUR", "sum.5 ZZZ", "summer"] {
            assert_eq!(detailed(detail, Lang::Fr), None, "{detail}");
        }
    }

    proptest! {
        #[test]
        fn no_digit_is_added_or_lost_whatever_the_language(mantissa in any::<i64>(), scale in 0u32..8) {
            let figure = Decimal::new(mantissa, scale);
            let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
            let told = detail(figure, "EUR");
            let kept = digits(&told);
            let read = Decimal::from_str_exact(told.trim_start_matches(KEY).trim_end_matches(" EUR"));
            prop_assert_eq!(read, Ok(figure));
            for lang in LANGS {
                prop_assert_eq!(digits(&detailed(&told, lang).unwrap_or_default()), kept.clone());
            }
        }
    }
}
