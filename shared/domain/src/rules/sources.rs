//! Where rules come from, in the reader's language: a source is parts divided by "; ", and each part is a row here.

use crate::text::{Lang, Words, words};

/// The source of a rule as a reader of `lang` knows it. A part without a row stands as it is written: the source of a fact that
/// somebody recorded is in their words.
#[must_use]
pub fn source_in(source: &str, lang: Lang) -> String {
    let parts: Vec<_> = source.split("; ").map(|part| part_in(part, lang)).collect();
    parts.join(if lang == Lang::Fr { "\u{a0}; " } else { "; " })
}

fn part_in(part: &str, lang: Lang) -> &str {
    row(part).map_or(part, |known| known.in_lang(lang))
}

fn row(part: &str) -> Option<&'static Words> {
    PARTS.iter().find(|known| known.en == part)
}

/// French, English as the rules name it, Spanish.
const PARTS: &[Words] = &[
    words(
        "CGCT, art. L. 2121-7 (les conseils siègent au moins une fois par trimestre)",
        "CGCT L2121-7 (councils sit at least once a quarter)",
        "CGCT, art. L. 2121-7 (los concejos se reúnen al menos una vez por trimestre)",
    ),
    words("Rives : rappels", "Rives: reminders", "Rives: recordatorios"),
    words(
        "CGCT, art. L. 1115-1-1 et L. 1115-2 (lois du 27 janvier 2005, du 7 décembre 2006 et du 7 juillet 2014)",
        "CGCT art. L. 1115-1-1 and L. 1115-2 (laws of 27 January 2005, 7 December 2006 and 7 July 2014)",
        "CGCT, art. L. 1115-1-1 y L. 1115-2 (leyes del 27 de enero de 2005, 7 de diciembre de 2006 y 7 de julio de 2014)",
    ),
    words(
        "guide opérationnel de la CNCD, 2020, F-02 à F-04b",
        "CNCD operational guide 2020, F-02 to F-04b",
        "guía operativa de la CNCD, 2020, F-02 a F-04b",
    ),
    words("CGCT, art. L. 1115-1", "CGCT art. L. 1115-1", "CGCT, art. L. 1115-1"),
    words(
        "guide opérationnel de la CNCD, 2020",
        "CNCD operational guide 2020",
        "guía operativa de la CNCD, 2020",
    ),
    words(
        "CICID du 8 février 2018 et appels de 2024 (les taux sont des lignes datées)",
        "CICID of 8 February 2018 and calls of 2024 (rates are rows with their days)",
        "CICID del 8 de febrero de 2018 y convocatorias de 2024 (las tasas son filas con su fecha)",
    ),
    words(
        "guide opérationnel de la CNCD, 2020, F-05",
        "CNCD operational guide 2020, F-05",
        "guía operativa de la CNCD, 2020, F-05",
    ),
    words(
        "guide opérationnel de la CNCD, 2020 (groupes de CUF et de l’AFCCRE)",
        "CNCD operational guide 2020 (groups of CUF and AFCCRE)",
        "guía operativa de la CNCD, 2020 (grupos de CUF y de la AFCCRE)",
    ),
    words(
        "guide opérationnel de la CNCD, 2020 (principe de spécialité)",
        "CNCD operational guide 2020 (principle of speciality)",
        "guía operativa de la CNCD, 2020 (principio de especialidad)",
    ),
    words(
        "guide opérationnel de la CNCD, 2020, R-18",
        "CNCD operational guide 2020, R-18",
        "guía operativa de la CNCD, 2020, R-18",
    ),
    words(
        "Rives : suivi de l’argent",
        "Rives: how money is followed",
        "Rives: seguimiento del dinero",
    ),
    words(
        "Rives : les personnes ne sont pas dans le registre",
        "Rives: people are not in the record",
        "Rives: las personas no están en el registro",
    ),
    words(
        "guide opérationnel de la CNCD, 2020, R-19",
        "CNCD operational guide 2020, R-19",
        "guía operativa de la CNCD, 2020, R-19",
    ),
    words(
        "guide opérationnel de la CNCD, 2020, règles R-15 à R-29",
        "CNCD operational guide 2020, consolidated rules R-15 to R-29",
        "guía operativa de la CNCD, 2020, reglas R-15 a R-29",
    ),
    words(
        "circulaire interministérielle du 24 mai 2018",
        "interministerial circular of 24 May 2018",
        "circular interministerial del 24 de mayo de 2018",
    ),
    words(
        "rapport de dix fixé par Rives",
        "ratio of ten set by the house",
        "proporción de diez fijada por Rives",
    ),
    words(
        "standard IATI 2.03, PolicyMarker et PolicySignificance",
        "IATI Standard 2.03, PolicyMarker and PolicySignificance",
        "estándar IATI 2.03, PolicyMarker y PolicySignificance",
    ),
    words("ISO 3166-1", "ISO 3166-1", "ISO 3166-1"),
    words("WGS 84", "WGS 84", "WGS 84"),
    words(
        "loi du 12 avril 2000, art. 10, et décret n° 2001-495 du 6 juin 2001",
        "Law of 12 April 2000, art. 10, and decree 2001-495 of 6 June 2001",
        "ley del 12 de abril de 2000, art. 10, y decreto 2001-495 del 6 de junio de 2001",
    ),
    words(
        "guide opérationnel de la CNCD, 2020, P-05",
        "CNCD operational guide 2020, P-05",
        "guía operativa de la CNCD, 2020, P-05",
    ),
    words(
        "loi du 5 décembre 2016 sur l’action extérieure des collectivités territoriales",
        "Law of 5 December 2016 on the external action of local authorities",
        "ley del 5 de diciembre de 2016 sobre la acción exterior de las autoridades locales",
    ),
    words(
        "appels à projets du MEAE pour la coopération décentralisée 2024, règlements",
        "MEAE calls for decentralised cooperation 2024, regulations",
        "convocatorias del MEAE de cooperación descentralizada 2024, reglamentos",
    ),
    words(
        "Manuel Europe – Amérique latine",
        "Manual Europe – Latin America",
        "Manual Europa – América Latina",
    ),
    words(
        "Rives : conduite d’un projet commun",
        "Rives: how a joint project is run",
        "Rives: conducción de un proyecto común",
    ),
    words(
        "Manuel Europe – Amérique latine, les résultats et leur mesure",
        "Manual Europe – Latin America, results and their measure",
        "Manual Europa – América Latina, los resultados y su medición",
    ),
    words(
        "Manuel Europe – Amérique latine, les activités et leurs responsables",
        "Manual Europe – Latin America, activities and who does them",
        "Manual Europa – América Latina, las actividades y sus responsables",
    ),
    words(
        "Manuel Europe – Amérique latine, le cycle d’un projet",
        "Manual Europe – Latin America, the cycle of a project",
        "Manual Europa – América Latina, el ciclo de un proyecto",
    ),
    words(
        "Manuel Europe – Amérique latine, les priorités des partenaires",
        "Manual Europe – Latin America, priorities of the partners",
        "Manual Europa – América Latina, las prioridades de los socios",
    ),
    words(
        "Manuel Europe – Amérique latine, créer un jumelage, étape 1",
        "Manual Europe – Latin America, creating a twinning, step 1",
        "Manual Europa – América Latina, crear un hermanamiento, paso 1",
    ),
    words(
        "Manuel Europe – Amérique latine, créer un jumelage, étape 2",
        "Manual Europe – Latin America, creating a twinning, step 2",
        "Manual Europa – América Latina, crear un hermanamiento, paso 2",
    ),
    words(
        "Manuel Europe – Amérique latine, créer un jumelage, étape 3",
        "Manual Europe – Latin America, creating a twinning, step 3",
        "Manual Europa – América Latina, crear un hermanamiento, paso 3",
    ),
    words(
        "Manuel Europe – Amérique latine, créer un jumelage, étape 4",
        "Manual Europe – Latin America, creating a twinning, step 4",
        "Manual Europa – América Latina, crear un hermanamiento, paso 4",
    ),
    words(
        "Manuel Europe – Amérique latine, créer un jumelage, étape 5",
        "Manual Europe – Latin America, creating a twinning, step 5",
        "Manual Europa – América Latina, crear un hermanamiento, paso 5",
    ),
    words(
        "Manuel Europe – Amérique latine, créer un jumelage, étape 6",
        "Manual Europe – Latin America, creating a twinning, step 6",
        "Manual Europa – América Latina, crear un hermanamiento, paso 6",
    ),
    words(
        "Manuel Europe – Amérique latine, créer un jumelage, étape 7",
        "Manual Europe – Latin America, creating a twinning, step 7",
        "Manual Europa – América Latina, crear un hermanamiento, paso 7",
    ),
    words(
        "loi d’orientation du 6 février 1992, aujourd’hui CGCT, art. L. 1115-1",
        "Orientation law of 6 February 1992, now CGCT art. L. 1115-1",
        "ley de orientación del 6 de febrero de 1992, hoy CGCT, art. L. 1115-1",
    ),
    words(
        "loi d’orientation du 6 février 1992, aujourd’hui CGCT, art. L. 1115-5",
        "Orientation law of 6 February 1992, now CGCT art. L. 1115-5",
        "ley de orientación del 6 de febrero de 1992, hoy CGCT, art. L. 1115-5",
    ),
    words(
        "Rives : documents et discussions",
        "Rives: documents and discussions",
        "Rives: documentos y conversaciones",
    ),
    words(
        "Rives : évaluation par chaque côté",
        "Rives: evaluation by every side",
        "Rives: evaluación por cada parte",
    ),
    words(
        "Manuel Europe – Amérique latine, évaluation",
        "Manual Europe – Latin America, evaluation",
        "Manual Europa – América Latina, evaluación",
    ),
    words(
        "Rives : entrée en vigueur d’une convention",
        "Rives: how a convention comes into force",
        "Rives: entrada en vigor de un convenio",
    ),
    words(
        "Rives : écriture à plusieurs",
        "Rives: how a text is drafted together",
        "Rives: redacción en común",
    ),
    words(
        "Rives : accord entre les côtés",
        "Rives: how sides agree",
        "Rives: acuerdo entre las partes",
    ),
    words("Rives : enseignements", "Rives: lessons", "Rives: lecciones"),
    words(
        "guide opérationnel de la CNCD, 2020, bonnes pratiques",
        "CNCD operational guide 2020, good practices",
        "guía operativa de la CNCD, 2020, buenas prácticas",
    ),
    words("Rives", "Rives", "Rives"),
    words("Rives : jetons d’API", "Rives: API tokens", "Rives: fichas de API"),
    words(
        "Rives : registre des pays",
        "Rives: the register of countries",
        "Rives: registro de países",
    ),
    words(
        "Rives : une session trouvée ouverte ne suffit pas",
        "Rives: a session found open is not enough",
        "Rives: una sesión hallada abierta no basta",
    ),
    words("Rives : fils suivis", "Rives: followed feeds", "Rives: hilos seguidos"),
    words("Rives : rôles des groupes", "Rives: group roles", "Rives: funciones de los grupos"),
    words("Rives : identifiants", "Rives: identifiers", "Rives: identificadores"),
    words("Rives : invitations", "Rives: invitations", "Rives: invitaciones"),
    words(
        "Rives : invités par qui les connaît",
        "Rives: invited by those who know them",
        "Rives: invitados por quienes los conocen",
    ),
    words("Rives : courriels", "Rives: mails", "Rives: correos"),
    words(
        "Rives : fusions et successions",
        "Rives: merges and successors",
        "Rives: fusiones y sucesiones",
    ),
    words("Rives : noms", "Rives: names", "Rives: nombres"),
    words(
        "Rives : une adresse ne fait de personne quelqu’un d’autre",
        "Rives: nobody becomes somebody by an address",
        "Rives: nadie se vuelve otra persona por una dirección",
    ),
    words("Rives : ses propres inscriptions", "Rives: own records", "Rives: registros propios"),
    words("Rives : vie privée", "Rives: privacy", "Rives: privacidad"),
    words("Rives : rôles", "Rives: roles", "Rives: funciones"),
    words("Rives : périmètre", "Rives: scope", "Rives: alcance"),
    words("Rives : sièges", "Rives: seats", "Rives: puestos"),
    words("Rives : sessions", "Rives: sessions", "Rives: sesiones"),
    words("Rives : la porte", "Rives: the door", "Rives: la puerta"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::all;

    #[test]
    fn every_part_of_every_source_is_known_in_three_languages() {
        for rule in all() {
            for part in rule.source.split("; ") {
                assert!(row(part).is_some(), "{}: {part}", rule.id.0);
            }
        }
    }

    #[test]
    fn a_source_is_told_in_the_language_of_its_reader() {
        let law = "Orientation law of 6 February 1992, now CGCT art. L. 1115-1; CNCD operational guide 2020";
        assert_eq!(
            source_in(law, Lang::Fr),
            "loi d’orientation du 6 février 1992, aujourd’hui CGCT, art. L. 1115-1\u{a0}; guide opérationnel de la CNCD, 2020"
        );
        assert_eq!(source_in(law, Lang::En), law);
        assert_eq!(source_in("A letter of the ministry", Lang::Es), "A letter of the ministry");
    }
}
