//! Gates of national law before or after a signature, by country of a party (manual, legality of an international act):
//! they inform, because the platform records what is done and the States judge it.

use super::in_each;
use crate::rules::{Rule, RuleId, Severity};

/// One row a country of the manual's comparison that knows a gate; France has the rules of its own guide.
pub const GATES: &[Rule] = &[
    gate(
        RuleId("P-DE"),
        &["DE"],
        "Manual Europe – Latin America",
        [
            "Allemagne : un Land conclut dans ses compétences législatives, avec l’accord du gouvernement fédéral.",
            "Germany: a Land concludes within its legislative competence, with the approval of the federal government.",
            "Alemania: un Land concluye dentro de su competencia legislativa, con la aprobación del gobierno federal.",
        ],
        [
            "Faites vérifier le texte par la direction des traités.",
            "Have the text checked by the treaties directorate.",
            "Haga verificar el texto por la dirección de tratados.",
        ],
    ),
    gate(
        RuleId("P-ES"),
        &["ES"],
        "Manual Europe – Latin America",
        [
            "Espagne : pas de contrôle préalable, mais un acte contraire à la politique étrangère peut être annulé.",
            "Spain: no prior control, but an act against foreign policy can be annulled.",
            "España: sin control previo, pero un acto contrario a la política exterior puede anularse.",
        ],
        [
            "Informez l’administration de l’État de l’accord.",
            "Keep the State administration informed of the agreement.",
            "Mantenga informada del acuerdo a la administración del Estado.",
        ],
    ),
    gate(
        RuleId("P-IT"),
        &["IT"],
        "Manual Europe – Latin America",
        [
            "Italie : une région consulte d’abord le ministère des affaires étrangères et le département des affaires régionales.",
            "Italy: a region first consults the foreign ministry and the department of regional affairs.",
            "Italia: una región consulta antes al ministerio de exteriores y al departamento de asuntos regionales.",
        ],
        [
            "Joignez les deux avis au dossier.",
            "Keep both opinions with the file.",
            "Adjunte ambos dictámenes al expediente.",
        ],
    ),
    gate(
        RuleId("P-AR"),
        &["AR"],
        "Manual Europe – Latin America",
        [
            "Argentine : l’accord d’une province est compatible avec la politique étrangère et n’engage ni compétence fédérale ni crédit public.",
            "Argentina: a province’s agreement is compatible with foreign policy and touches neither federal competence nor public credit.",
            "Argentina: el acuerdo de una provincia es compatible con la política exterior y no afecta competencias federales ni el crédito público.",
        ],
        [
            "Vérifiez ces trois points dans le texte.",
            "Check these three points in the text.",
            "Compruebe estos tres puntos en el texto.",
        ],
    ),
    gate(
        RuleId("P-CL"),
        &["CL"],
        "Manual Europe – Latin America",
        [
            "Chili : l’accord suit le cadre des traités et se coordonne avec le ministère des relations extérieures.",
            "Chile: the agreement follows the framework of treaties and is coordinated with the foreign ministry.",
            "Chile: el acuerdo sigue el marco de los tratados y se coordina con el ministerio de relaciones exteriores.",
        ],
        [
            "Consultez le ministère avant de signer.",
            "Consult the ministry before signing.",
            "Consulte al ministerio antes de firmar.",
        ],
    ),
    gate(
        RuleId("P-MX"),
        &["MX"],
        "Manual Europe – Latin America",
        [
            "Mexique : un jumelage est un accord interinstitutionnel ; le ministère des relations extérieures est informé, donne son avis, puis l’enregistre.",
            "Mexico: a twinning is an inter-institutional agreement; the foreign ministry is informed, gives its opinion, then registers it.",
            "México: un hermanamiento es un acuerdo interinstitucional; se informa a la secretaría de relaciones exteriores, que dictamina y lo registra.",
        ],
        [
            "Demandez l’avis, puis notez le numéro d’enregistrement par une régularisation.",
            "Ask for the opinion, then note the registration number as a completed formality.",
            "Pida el dictamen y anote después el número de registro como regularización.",
        ],
    ),
    gate(
        RuleId("P-PE"),
        &["PE"],
        "Manual Europe – Latin America",
        [
            "Pérou : l’accord est présenté à l’agence de coopération internationale pour inscription au plan annuel.",
            "Peru: the agreement is submitted to the international cooperation agency for registration in the annual plan.",
            "Perú: el acuerdo se presenta a la agencia de cooperación internacional para su registro en el plan anual.",
        ],
        [
            "Envoyez la demande, puis notez l’inscription.",
            "Send the request, then note the registration.",
            "Envíe la solicitud y anote después el registro.",
        ],
    ),
];

const fn gate(
    id: RuleId,
    countries: &'static [&'static str],
    source: &'static str,
    said: [&'static str; 3],
    out: [&'static str; 3],
) -> Rule {
    Rule {
        id,
        statement: in_each(said),
        way_out: in_each(out),
        severity: Severity::Inform,
        source,
        valid_from: None,
        valid_until: None,
        countries,
    }
}
