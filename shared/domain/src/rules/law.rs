//! Rules of law and of the guides, R-01…R-36, as rows; the checks are in `screening`.

use jiff::civil::date;

use super::{Rule, RuleId, Severity, french, row, since};
use crate::text::words;

/// ISO 3166-1 codes under which French authorities are found: the Republic and its territories overseas.
pub const FRENCH: &[&str] =
    &["FR", "BL", "GF", "GP", "MF", "MQ", "NC", "PF", "PM", "RE", "TF", "WF", "YT"];

/// A complete deliberation before an action is active; details: the authority, what is missing.
pub const R_01: RuleId = RuleId("R-01");

/// Approval by the deliberating body before signature; detail: the authority.
pub const R_02: RuleId = RuleId("R-02");

/// Transmission to the control of legality; detail: the authority.
pub const R_03: RuleId = RuleId("R-03");

/// One original in French when a French authority is a party; detail: the authority.
pub const R_04: RuleId = RuleId("R-04");

/// Signatory parties are named.
pub const R_05: RuleId = RuleId("R-05");

/// The object is stated, in general words if need be.
pub const R_06: RuleId = RuleId("R-06");

/// The duration is free.
pub const R_07: RuleId = RuleId("R-07");

/// The estimated commitments are stated, zero allowed; detail: the authority.
pub const R_08: RuleId = RuleId("R-08");

/// No convention with a sovereign State; detail: the State.
pub const R_09: RuleId = RuleId("R-09");

/// The overseas regime of R-09: prior authorisation; detail: the State.
pub const R_09_OVERSEAS: RuleId = RuleId("R-09-OVERSEAS");

/// No action with an entity that France does not recognise; details: the party, the source of the fact.
pub const R_10: RuleId = RuleId("R-10");

/// No action in breach of French or European sanctions; details: the party, the source of the fact.
pub const R_11: RuleId = RuleId("R-11");

/// Recognition and sanctions are checked for every act, even a wish.
pub const R_12: RuleId = RuleId("R-12");

/// A grouping acts within its competences; details: the grouping, the theme.
pub const R_13: RuleId = RuleId("R-13");

/// The competences of a grouping are not described yet; detail: the grouping.
pub const R_13_UNDESCRIBED: RuleId = RuleId("R-13-UNDESCRIBED");

/// Local interest is no condition.
pub const R_14: RuleId = RuleId("R-14");

/// The partners differ much in size; details: both names.
pub const R_27: RuleId = RuleId("R-27");

/// Each side has stated what it expects and brings; detail: the sides that have not.
pub const R_28: RuleId = RuleId("R-28");

/// A country group is chaired by an elected person.
pub const R_31: RuleId = RuleId("R-31");

/// External action respects the commitments of France; detail: the authority.
pub const R_36: RuleId = RuleId("R-36");

/// The table.
pub const LAW: &[Rule] = &[
    since(
        date(1992, 2, 6),
        french(row(
            R_01,
            Severity::Block,
            "Orientation law of 6 February 1992, now CGCT art. L. 1115-1; CNCD operational guide 2020",
            words(
                "La délibération de {} est incomplète : il manque {}.",
                "The deliberation of {} is incomplete: {} missing.",
                "La deliberación de {} está incompleta: falta {}.",
            ),
            words(
                "Complétez la délibération enregistrée : motifs, modalités, moyens financiers (« aucun » est une réponse).",
                "Complete the recorded deliberation: motives, modalities, financial means (“none” is an answer).",
                "Complete la deliberación registrada: motivos, modalidades, medios financieros («ninguno» es una respuesta).",
            ),
        )),
    ),
    since(
        date(1992, 2, 6),
        french(row(
            R_02,
            Severity::Block,
            "Orientation law of 6 February 1992, now CGCT art. L. 1115-1; CNCD operational guide 2020",
            words(
                "L’assemblée délibérante de {} n’a pas approuvé le texte.",
                "The council of {} has not approved the text.",
                "La asamblea de {} no ha aprobado el texto.",
            ),
            words(
                "Inscrivez le texte à l’ordre du jour, puis enregistrez le vote.",
                "Put the text on the agenda, then record the vote.",
                "Inclúyalo en el orden del día y registre después el voto.",
            ),
        )),
    ),
    since(
        date(1992, 2, 6),
        french(row(
            R_03,
            // A block in the guide: R-03-FORCE holds a convention up; of a twinning, no act records a transmission, so that it
            // can only remind.
            Severity::Warn,
            "Orientation law of 6 February 1992, now CGCT art. L. 1115-1; CNCD operational guide 2020",
            words(
                "Pour {} : la convention est à transmettre au contrôle de légalité.",
                "For {}: the agreement is to be transmitted to the State’s control of legality.",
                "Para {}: el convenio debe transmitirse al control de legalidad.",
            ),
            words(
                "Transmettez-la au représentant de l’État ; la plateforme en garde trace, elle ne transmet pas.",
                "Send it to the State’s representative; the platform keeps the record, it does not transmit.",
                "Remítalo al representante del Estado; la plataforma deja constancia, no lo transmite.",
            ),
        )),
    ),
    french(row(
        R_04,
        Severity::Block,
        "CNCD operational guide 2020",
        words(
            "{} a besoin d’un original en français.",
            "{} needs an original in French.",
            "{} necesita un original en francés.",
        ),
        words(
            "Ajoutez la version française du texte ; les autres langues restent.",
            "Add the French version of the text; the other languages stay.",
            "Añada la versión francesa del texto; las demás lenguas se mantienen.",
        ),
    )),
    french(row(
        R_05,
        Severity::Block,
        "CNCD operational guide 2020",
        words(
            "Une partie signataire n’a pas de nom.",
            "A signatory party has no name.",
            "Una parte firmante no tiene nombre.",
        ),
        words(
            "Complétez la fiche de cette partie.",
            "Complete the record of this party.",
            "Complete la ficha de esta parte.",
        ),
    )),
    french(row(
        R_06,
        Severity::Block,
        "CNCD operational guide 2020",
        words(
            "Le texte ne dit pas son objet.",
            "The text does not state its object.",
            "El texto no indica su objeto.",
        ),
        words(
            "Dites l’objet ; une formule générale suffit.",
            "State the object; general words are enough.",
            "Indique el objeto; basta una fórmula general.",
        ),
    )),
    french(row(
        R_07,
        Severity::Inform,
        "CNCD operational guide 2020",
        words(
            "La durée est libre : fixe, indéterminée ou renouvelable.",
            "The duration is free: fixed, indefinite or renewable.",
            "La duración es libre: fija, indefinida o renovable.",
        ),
        words("Il n’y a rien à faire.", "There is nothing to do.", "No hay nada que hacer."),
    )),
    french(row(
        R_08,
        Severity::Block,
        "CNCD operational guide 2020",
        words(
            "L’estimation des engagements financiers de {} manque.",
            "The estimated financial commitments of {} are missing.",
            "Falta la estimación de los compromisos financieros de {}.",
        ),
        words(
            "Donnez un montant estimé ; zéro est une réponse.",
            "Give an estimated amount; zero is an answer.",
            "Indique un importe estimado; cero es una respuesta.",
        ),
    )),
    since(
        date(1992, 2, 6),
        french(row(
            R_09,
            Severity::Block,
            "Orientation law of 6 February 1992, now CGCT art. L. 1115-5; CNCD operational guide 2020",
            words(
                "{} est un État souverain ou l’un de ses services : une collectivité française ne peut pas conclure avec lui.",
                "{} is a sovereign State or one of its services: a French authority cannot conclude an agreement with it.",
                "{} es un Estado soberano o uno de sus servicios: una autoridad francesa no puede celebrar acuerdos con él.",
            ),
            words(
                "Choisissez une autorité locale ou un État fédéré de ce pays ; l’ambassade peut orienter.",
                "Choose a local authority or a federated state of that country; the embassy can advise.",
                "Elija una autoridad local o un Estado federado de ese país; la embajada puede orientar.",
            ),
        )),
    ),
    since(
        date(2016, 12, 5),
        french(row(
            R_09_OVERSEAS,
            Severity::Warn,
            "Law of 5 December 2016 on the external action of local authorities; CNCD operational guide 2020",
            words(
                "{} est un État : une collectivité d’outre-mer ne peut conclure avec lui que dans les cas prévus et avec l’autorisation préalable de la République.",
                "{} is a State: an overseas authority can conclude with it only in the cases provided for and with the Republic’s prior authorisation.",
                "{} es un Estado: una autoridad de ultramar solo puede celebrar acuerdos con él en los casos previstos y con autorización previa de la República.",
            ),
            words(
                "Demandez l’autorisation avant toute signature et citez-la dans la délibération.",
                "Ask for the authorisation before any signature and cite it in the deliberation.",
                "Solicite la autorización antes de cualquier firma y cítela en la deliberación.",
            ),
        )),
    ),
    french(row(
        R_10,
        Severity::Block,
        "CNCD operational guide 2020; interministerial circular of 24 May 2018",
        words(
            "{} relève d’une entité que la France ne reconnaît pas ({}).",
            "{} belongs to an entity that France does not recognise ({}).",
            "{} pertenece a una entidad que Francia no reconoce ({}).",
        ),
        words(
            "Renoncez à cet acte, même sous forme de charte ou de vœu ; le ministère des Affaires étrangères peut conseiller.",
            "Give up this act, even as a charter or a mere wish; the foreign ministry can advise.",
            "Renuncie a este acto, incluso como carta o simple voto; el ministerio de Asuntos Exteriores puede aconsejar.",
        ),
    )),
    french(row(
        R_11,
        Severity::Block,
        "CNCD operational guide 2020",
        words(
            "{} est visé par des sanctions françaises ou européennes ({}).",
            "{} is under French or European sanctions ({}).",
            "{} está sujeto a sanciones francesas o europeas ({}).",
        ),
        words(
            "Suspendez la démarche et consultez le ministère des Affaires étrangères.",
            "Suspend the approach and consult the foreign ministry.",
            "Suspenda la gestión y consulte al ministerio de Asuntos Exteriores.",
        ),
    )),
    french(row(
        R_12,
        Severity::Block,
        "CNCD operational guide 2020",
        words(
            "La reconnaissance et les sanctions valent pour tout acte : convention, jumelage, charte d’amitié, simple vœu.",
            "Recognition and sanctions hold for every act: agreement, twinning, friendship charter, mere wish.",
            "El reconocimiento y las sanciones valen para todo acto: convenio, hermanamiento, carta de amistad, simple voto.",
        ),
        words(
            "Une forme plus légère ne lève pas l’interdiction.",
            "A lighter form does not lift the prohibition.",
            "Una forma más ligera no levanta la prohibición.",
        ),
    )),
    french(row(
        R_13,
        Severity::Block,
        "CNCD operational guide 2020 (principle of speciality)",
        words(
            "{} est un groupement : le thème {} n’est pas dans ses compétences.",
            "{} is a grouping: theme {} is not within its competences.",
            "{} es una agrupación: el tema {} no está entre sus competencias.",
        ),
        words(
            "Retirez ce thème, complétez les compétences de la fiche si elles ont changé, ou agissez par une commune.",
            "Leave the theme out, complete the competences on the record if they changed, or act through a commune.",
            "Retire el tema, complete las competencias de la ficha si han cambiado, o actúe a través de un municipio.",
        ),
    )),
    french(row(
        R_13_UNDESCRIBED,
        Severity::Warn,
        "CNCD operational guide 2020 (principle of speciality)",
        words(
            "{} est un groupement dont les compétences ne sont pas décrites : le thème ne peut pas être vérifié.",
            "{} is a grouping whose competences are not described: the theme cannot be checked.",
            "{} es una agrupación cuyas competencias no están descritas: el tema no puede comprobarse.",
        ),
        words(
            "Décrivez ses compétences sur sa fiche.",
            "Describe its competences on its record.",
            "Describa sus competencias en su ficha.",
        ),
    )),
    french(row(
        R_14,
        Severity::Inform,
        "CGCT art. L. 1115-1; CNCD operational guide 2020",
        words(
            "L’intérêt local n’est pas une condition de l’action extérieure ; l’expliquer aux habitants reste utile.",
            "Local interest is no condition of external action; explaining it to inhabitants remains useful.",
            "El interés local no es condición de la acción exterior; explicarlo a los habitantes sigue siendo útil.",
        ),
        words(
            "Il n’y a rien à faire ; un argument peut être ajouté aux motifs.",
            "There is nothing to do; an argument can be added to the motives.",
            "No hay nada que hacer; puede añadirse un argumento a los motivos.",
        ),
    )),
    row(
        R_27,
        Severity::Warn,
        "CNCD operational guide 2020; ratio of ten set by the house",
        words(
            "{} et {} sont de tailles très différentes.",
            "{} and {} are of very different sizes.",
            "{} y {} son de tamaños muy diferentes.",
        ),
        words(
            "Dites ensemble ce que chacune attend et peut apporter ; c’est un avis, pas un refus.",
            "Say together what each expects and can bring; this is advice, not a refusal.",
            "Digan juntas qué espera y qué puede aportar cada una; es un consejo, no un rechazo.",
        ),
    ),
    row(
        R_28,
        Severity::Warn,
        "CNCD operational guide 2020",
        words(
            "Réciprocité : le côté {} n’a pas dit ce qu’il attend et apporte.",
            "Reciprocity: side {} has not said what it expects and brings.",
            "Reciprocidad: el lado {} no ha dicho lo que espera y aporta.",
        ),
        words(
            "Invitez chaque côté à écrire ses attentes et ses apports.",
            "Invite each side to write down its expectations and contributions.",
            "Invite a cada lado a escribir sus expectativas y aportaciones.",
        ),
    ),
    row(
        R_31,
        Severity::Block,
        "CNCD operational guide 2020 (groups of CUF and AFCCRE)",
        words(
            "La présidence d’un groupe-pays revient à une personne élue.",
            "A country group is chaired by an elected person.",
            "Un grupo país lo preside una persona electa.",
        ),
        words(
            "Donnez la présidence à un élu, ou choisissez la coordination pour cette personne.",
            "Give the chair to an elected person, or choose coordinator for this one.",
            "Dé la presidencia a una persona electa, o elija la coordinación para esta.",
        ),
    ),
    french(row(
        R_36,
        Severity::Inform,
        "CGCT art. L. 1115-1; CNCD operational guide 2020",
        words(
            "Pour {} : l’action respecte les engagements internationaux, les intérêts nationaux et l’image de la puissance publique.",
            "For {}: the action respects France’s international commitments, its national interests and the image of public authority.",
            "Para {}: la acción respeta los compromisos internacionales, los intereses nacionales y la imagen de la autoridad pública.",
        ),
        words(
            "Votre conseil l’affirme par sa délibération ; l’État en juge au contrôle de légalité.",
            "Your council affirms it by its deliberation; the State judges it in the control of legality.",
            "Su asamblea lo afirma con su deliberación; el Estado lo juzga en el control de legalidad.",
        ),
    )),
];
