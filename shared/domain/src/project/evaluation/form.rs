//! The form of an evaluation, as rows of data: what each side is asked, and where the question comes from.

use crate::text::{Words, words};

/// The chapter of a form that a criterion stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Chapter {
    /// The five questions of an evaluation (manual F3, L2421-2426).
    Questions,
    /// Results that can be counted and those that cannot (manual L6355-6365).
    Results,
    /// Strengths, weaknesses, opportunities, threats (manual F1, L2472-2516).
    Matrix,
}

/// One question of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Criterion {
    /// Its code in the record; never reused for another question.
    pub code: &'static str,
    /// Where it stands.
    pub chapter: Chapter,
    /// What is asked.
    pub question: Words,
    /// True when it is also answered by a mark.
    pub marked: bool,
    /// Where it comes from.
    pub source: &'static str,
}

/// The scale, from 1. The sources name none: four steps, so that nobody can sit in the middle.
pub const MARKS: [Words; 4] = [
    words("pas du tout", "not at all", "en absoluto"),
    words("un peu", "a little", "un poco"),
    words("largement", "largely", "en gran medida"),
    words("pleinement", "fully", "plenamente"),
];

const F3: &str = "Manual, evaluation questionnaire (F3), L2421-2426";
const RESULTS: &str = "Manual, criteria for results, L6355-6365";
const F1: &str = "Manual, SWOT matrix (F1), L2472-2516";

const fn asked(code: &'static str, question: Words) -> Criterion {
    Criterion { code, chapter: Chapter::Questions, question, marked: true, source: F3 }
}

const fn told(
    code: &'static str,
    chapter: Chapter,
    question: Words,
    source: &'static str,
) -> Criterion {
    Criterion { code, chapter, question, marked: false, source }
}

/// The form. What was measured, from the baseline to now, is shown beside it from the indicators: nobody writes it again.
pub const CRITERIA: [Criterion; 11] = [
    asked(
        "services",
        words(
            "La coopération a-t-elle amélioré le travail des services ?",
            "Did the cooperation improve the work of the services?",
            "¿Mejoró la cooperación el trabajo de los servicios?",
        ),
    ),
    asked(
        "knowledge",
        words(
            "Des connaissances ont-elles été intégrées pour résoudre des problèmes locaux ?",
            "Was knowledge taken in to solve local problems?",
            "¿Se integraron conocimientos para resolver problemas locales?",
        ),
    ),
    asked(
        "economy",
        words(
            "A-t-elle attiré des échanges, des investissements, des visiteurs ?",
            "Did it attract trade, investment, visitors?",
            "¿Atrajo comercio, inversiones, visitantes?",
        ),
    ),
    asked(
        "culture",
        words(
            "L’offre culturelle s’est-elle diversifiée ?",
            "Did the cultural offer diversify?",
            "¿Se diversificó la oferta cultural?",
        ),
    ),
    asked(
        "people",
        words(
            "Les acteurs locaux et la population y ont-ils gagné directement, et comment ?",
            "Did local actors and people gain from it directly, and how?",
            "¿Ganaron directamente con ella los actores locales y la población, y cómo?",
        ),
    ),
    told(
        "counted",
        Chapter::Results,
        words(
            "Ce qui se compte : montants, investissements, échanges, projets approuvés, visiteurs",
            "What can be counted: amounts, investment, trade, projects approved, visitors",
            "Lo que se cuenta: importes, inversiones, comercio, proyectos aprobados, visitantes",
        ),
        RESULTS,
    ),
    told(
        "uncounted",
        Chapter::Results,
        words(
            "Ce qui ne se compte pas : état d’esprit des équipes, ouverture, prise de conscience, présence, capacité de négocier",
            "What cannot be counted: how staff think, openness, awareness, presence, capacity to negotiate",
            "Lo que no se cuenta: mentalidad de los equipos, apertura, conciencia, presencia, capacidad de negociar",
        ),
        RESULTS,
    ),
    told("strengths", Chapter::Matrix, words("Forces", "Strengths", "Fortalezas"), F1),
    told("weaknesses", Chapter::Matrix, words("Faiblesses", "Weaknesses", "Debilidades"), F1),
    told(
        "opportunities",
        Chapter::Matrix,
        words("Opportunités", "Opportunities", "Oportunidades"),
        F1,
    ),
    told("threats", Chapter::Matrix, words("Menaces", "Threats", "Amenazas"), F1),
];

/// The criterion of this code.
#[must_use]
pub fn criterion(code: &str) -> Option<&'static Criterion> {
    CRITERIA.iter().find(|known| known.code == code)
}
