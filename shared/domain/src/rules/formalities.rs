//! Steps of national laws that hold a convention up (`P-…`, `R-…`), and what else the manual says of a country.

use jiff::civil::date;

use super::{Rule, RuleId, Severity, french, row, since};
use crate::text::words;

/// Where what is said of other countries comes from.
const MANUAL: &str = "Manual Europe – Latin America";

/// A convention of a French authority binds once it was transmitted; detail: the authority.
pub const R_03_FORCE: RuleId = RuleId("R-03-FORCE");

/// The prior authorisation of the overseas regime comes before the signature; detail: the authority.
pub const R_09_AUTHORISATION: RuleId = RuleId("R-09-AUTHORISATION");

/// Federal approval before a Land signs; detail: the Land.
pub const P_DE_APPROVAL: RuleId = RuleId("P-DE-APPROVAL");

/// Consultation by an Italian region; detail: the authority.
pub const P_IT_CONSULTATION: RuleId = RuleId("P-IT-CONSULTATION");

/// Coordination of a Chilean authority with the ministry; detail: the authority.
pub const P_CL_COORDINATION: RuleId = RuleId("P-CL-COORDINATION");

/// Opinion before a Mexican authority signs; detail: the authority.
pub const P_MX_OPINION: RuleId = RuleId("P-MX-OPINION");

/// Registration before a Mexican authority is bound; detail: the authority.
pub const P_MX_REGISTRATION: RuleId = RuleId("P-MX-REGISTRATION");

/// Registration before a Peruvian authority is bound; detail: the authority.
pub const P_PE_REGISTRATION: RuleId = RuleId("P-PE-REGISTRATION");

/// Belgium knows no gate.
pub const P_BE: RuleId = RuleId("P-BE");

/// The Netherlands ask for no gate but for two limits.
pub const P_NL: RuleId = RuleId("P-NL");

/// Steps of national laws.
pub const STEPS: &[Rule] = &[
    since(
        date(1992, 2, 6),
        french(row(
            R_03_FORCE,
            Severity::Block,
            "Orientation law of 6 February 1992, now CGCT art. L. 1115-1; CNCD operational guide 2020",
            words(
                "{} n’a pas encore transmis la convention au contrôle de légalité : elle n’est pas en vigueur.",
                "{} has not transmitted the convention to the control of legality yet: it is not in force.",
                "{} aún no ha remitido el convenio al control de legalidad: no está en vigor.",
            ),
            words(
                "Transmettez-la au représentant de l’État, puis enregistrez la date ; la plateforme ne transmet rien.",
                "Send it to the State’s representative, then record the date; the platform transmits nothing.",
                "Remítalo al representante del Estado y registre la fecha; la plataforma no transmite nada.",
            ),
        )),
    ),
    since(
        date(2016, 12, 5),
        french(row(
            R_09_AUTHORISATION,
            Severity::Block,
            "Law of 5 December 2016 on the external action of local authorities; CNCD operational guide 2020",
            words(
                "{} a besoin de l’autorisation préalable de la République pour conclure avec un État.",
                "{} needs the Republic’s prior authorisation to conclude with a State.",
                "{} necesita la autorización previa de la República para celebrar acuerdos con un Estado.",
            ),
            words(
                "Demandez l’autorisation, puis enregistrez-la avant de signer.",
                "Ask for the authorisation, then record it before signing.",
                "Solicite la autorización y regístrela antes de firmar.",
            ),
        )),
    ),
    Rule {
        countries: &["DE"],
        ..row(
            P_DE_APPROVAL,
            Severity::Block,
            MANUAL,
            words(
                "{} est un Land : l’accord du gouvernement fédéral précède la signature.",
                "{} is a Land: the approval of the federal government comes before the signature.",
                "{} es un Land: la aprobación del gobierno federal precede a la firma.",
            ),
            words(
                "Demandez l’accord, puis enregistrez-le.",
                "Ask for the approval, then record it.",
                "Solicite la aprobación y regístrela.",
            ),
        )
    },
    Rule {
        countries: &["IT"],
        ..row(
            P_IT_CONSULTATION,
            Severity::Inform,
            MANUAL,
            words(
                "{} : si c’est une région, elle consulte d’abord le ministère des affaires étrangères et le département des affaires régionales.",
                "{}: if it is a region, it first consults the foreign ministry and the department of regional affairs.",
                "{}: si es una región, consulta antes al ministerio de exteriores y al departamento de asuntos regionales.",
            ),
            words(
                "Enregistrez la consultation si elle est due.",
                "Record the consultation if it is due.",
                "Registre la consulta si procede.",
            ),
        )
    },
    Rule {
        countries: &["CL"],
        ..row(
            P_CL_COORDINATION,
            Severity::Inform,
            MANUAL,
            words(
                "{} : l’accord se coordonne avec le ministère des relations extérieures.",
                "{}: the agreement is coordinated with the foreign ministry.",
                "{}: el acuerdo se coordina con el ministerio de relaciones exteriores.",
            ),
            words(
                "Consultez le ministère, puis enregistrez la consultation.",
                "Consult the ministry, then record the consultation.",
                "Consulte al ministerio y registre la consulta.",
            ),
        )
    },
    Rule {
        countries: &["MX"],
        ..row(
            P_MX_OPINION,
            Severity::Block,
            MANUAL,
            words(
                "{} n’a pas encore l’avis de la secrétairerie des relations extérieures.",
                "{} does not have the opinion of the foreign ministry yet.",
                "{} aún no tiene el dictamen de la secretaría de relaciones exteriores.",
            ),
            words(
                "Informez la secrétairerie, demandez son avis, puis enregistrez-le avant de signer.",
                "Inform the ministry, ask for its opinion, then record it before signing.",
                "Informe a la secretaría, pida su dictamen y regístrelo antes de firmar.",
            ),
        )
    },
    Rule {
        countries: &["MX"],
        ..row(
            P_MX_REGISTRATION,
            Severity::Block,
            MANUAL,
            words(
                "La convention n’est pas encore inscrite pour {} à la secrétairerie des relations extérieures.",
                "The convention is not registered with the foreign ministry for {} yet.",
                "El convenio aún no está registrado para {} en la secretaría de relaciones exteriores.",
            ),
            words(
                "Demandez l’inscription, puis enregistrez son numéro.",
                "Ask for the registration, then record its number.",
                "Solicite el registro y anote su número.",
            ),
        )
    },
    Rule {
        countries: &["PE"],
        ..row(
            P_PE_REGISTRATION,
            Severity::Block,
            MANUAL,
            words(
                "La convention n’est pas encore inscrite pour {} au plan annuel de l’agence de coopération internationale.",
                "The convention is not registered for {} in the annual plan of the international cooperation agency yet.",
                "El convenio aún no está inscrito para {} en el plan anual de la agencia de cooperación internacional.",
            ),
            words(
                "Envoyez la demande à l’agence, puis enregistrez l’inscription.",
                "Send the request to the agency, then record the registration.",
                "Envíe la solicitud a la agencia y registre la inscripción.",
            ),
        )
    },
    Rule {
        countries: &["BE"],
        ..row(
            P_BE,
            Severity::Inform,
            MANUAL,
            words(
                "Belgique : pas de contrôle fédéral préalable, pas d’information centrale.",
                "Belgium: no prior federal control, no central information.",
                "Bélgica: sin control federal previo ni información central.",
            ),
            words(
                "Il n’y a rien à faire avant de signer.",
                "There is nothing to do before signing.",
                "No hay nada que hacer antes de firmar.",
            ),
        )
    },
    Rule {
        countries: &["NL"],
        ..row(
            P_NL,
            Severity::Inform,
            MANUAL,
            words(
                "Pays-Bas : l’accord ne contredit pas la politique nationale et répond à un intérêt local.",
                "Netherlands: the agreement does not contradict national policy and answers a local interest.",
                "Países Bajos: el acuerdo no contradice la política nacional y responde a un interés local.",
            ),
            words(
                "Vérifiez ces deux points dans le texte.",
                "Check these two points in the text.",
                "Compruebe estos dos puntos en el texto.",
            ),
        )
    },
];
