//! What the draft of a convention begins with while nobody has written: headings of what French law asks of it.

/// The parties, the object, the commitments and the term, to be written out; `None` in a language that has no template.
#[must_use]
pub fn text(lang: &str, title: &str, parties: &[String]) -> Option<String> {
    let (between, and, headings) = match lang {
        "fr" => (
            "Entre les soussignées :",
            "Il est convenu ce qui suit.",
            ["Objet", "Engagements financiers prévisionnels", "Durée", "Entrée en vigueur"],
        ),
        "en" => (
            "Between the undersigned:",
            "It is agreed as follows.",
            ["Object", "Estimated financial commitments", "Term", "Entry into force"],
        ),
        "es" => (
            "Entre las partes abajo firmantes:",
            "Se acuerda lo siguiente.",
            ["Objeto", "Compromisos financieros previstos", "Duración", "Entrada en vigor"],
        ),
        _ => return None,
    };
    let article = if lang == "es" { "Artículo" } else { "Article" };
    let names: Vec<_> = parties.iter().map(|name| format!("– {name}\n")).collect();
    let articles = (1..).zip(headings);
    let articles: Vec<_> =
        articles.map(|(n, heading)| format!("\n{article} {n}. {heading}\n\n")).collect();
    let (names, articles) = (names.concat(), articles.concat());
    Some(format!("{title}\n\n{between}\n{names}\n{and}\n{articles}"))
}
