//! Rules of conventions: their path to force (`CV-…`).

use super::{Rule, RuleId, Severity, row};
use crate::text::words;

/// Where a rule comes from that is how this platform keeps an agreement honest.
const HOUSE: &str = "Rives: how a convention comes into force";

/// A party signs after its own council; detail: the party.
pub const CV_COUNCIL: RuleId = RuleId("CV-COUNCIL");

/// Every side consents to the same version first; detail: who has not.
pub const CV_AGREE_FIRST: RuleId = RuleId("CV-AGREE-FIRST");

/// There is no text yet.
pub const CV_NO_VERSION: RuleId = RuleId("CV-NO-VERSION");

/// No new version under a signature.
pub const CV_SIGNED: RuleId = RuleId("CV-SIGNED");

/// Each party signs.
pub const CV_SIGN: RuleId = RuleId("CV-SIGN");

/// A party signs once.
pub const CV_SIGNED_ONCE: RuleId = RuleId("CV-SIGNED-ONCE");

/// A council approves a version once.
pub const CV_VOTED: RuleId = RuleId("CV-VOTED");

/// A signature is not older than its vote.
pub const CV_BEFORE_COUNCIL: RuleId = RuleId("CV-BEFORE-COUNCIL");

/// Nobody records for another party.
pub const CV_OWN_ACT: RuleId = RuleId("CV-OWN-ACT");

/// A signature has a place.
pub const CV_PLACE: RuleId = RuleId("CV-PLACE");

/// A document is known by its hash.
pub const CV_DOCUMENT: RuleId = RuleId("CV-DOCUMENT");

/// A step that is not on the path.
pub const CV_NO_STEP: RuleId = RuleId("CV-NO-STEP");

/// A formality is completed once.
pub const CV_STEP_DONE: RuleId = RuleId("CV-STEP-DONE");

/// A step comes after another; detail: which.
pub const CV_STEP_ORDER: RuleId = RuleId("CV-STEP-ORDER");

/// An answer against does not complete a step.
pub const CV_UNFAVOURABLE: RuleId = RuleId("CV-UNFAVOURABLE");

/// Nothing is observed that was not transmitted.
pub const CV_NOT_TRANSMITTED: RuleId = RuleId("CV-NOT-TRANSMITTED");

/// An observation stands.
pub const CV_OBSERVED: RuleId = RuleId("CV-OBSERVED");

/// There is no such observation.
pub const CV_NO_OBSERVATION: RuleId = RuleId("CV-NO-OBSERVATION");

/// A hindrance ended after the last step.
pub const CV_FORCE: RuleId = RuleId("CV-FORCE");

/// Whose commitment it is.
pub const CV_COMMITMENT_PARTY: RuleId = RuleId("CV-COMMITMENT-PARTY");

/// A currency of ISO 4217; detail: what was written.
pub const CV_CURRENCY: RuleId = RuleId("CV-CURRENCY");

/// An amount that can be; detail: decimals of the currency.
pub const CV_AMOUNT: RuleId = RuleId("CV-AMOUNT");

/// Notice comes before the end.
pub const CV_NOTICE: RuleId = RuleId("CV-NOTICE");

/// Renewal needs a clause.
pub const CV_NOT_RENEWABLE: RuleId = RuleId("CV-NOT-RENEWABLE");

/// A renewal is longer.
pub const CV_RENEW_LATER: RuleId = RuleId("CV-RENEW-LATER");

/// Nothing expires early.
pub const CV_NOT_EXPIRED: RuleId = RuleId("CV-NOT-EXPIRED");

/// After the last day.
pub const CV_TERM_ENDED: RuleId = RuleId("CV-TERM-ENDED");

/// Who a convention with an association is between.
pub const CV_ASSOCIATION: RuleId = RuleId("CV-ASSOCIATION");

/// What an amendment amends.
pub const CV_AMENDS: RuleId = RuleId("CV-AMENDS");

/// A convention needs its cooperation.
pub const CV_COOPERATION_CLOSED: RuleId = RuleId("CV-COOPERATION-CLOSED");

/// Nothing is known of the country’s law; detail: the party.
pub const CV_NO_PROFILE: RuleId = RuleId("CV-NO-PROFILE");

/// The path of a convention.
pub const CONVENTIONS: &[Rule] = &[
    row(
        CV_COUNCIL,
        Severity::Block,
        HOUSE,
        words(
            "Le conseil de {} n’a pas encore approuvé la version convenue.",
            "The council of {} has not approved the agreed version yet.",
            "El concejo de {} aún no ha aprobado la versión acordada.",
        ),
        words(
            "Inscrivez-la à l’ordre du jour, puis enregistrez le vote.",
            "Put it on the agenda, then record the vote.",
            "Inclúyala en el orden del día y registre el voto.",
        ),
    ),
    row(
        CV_AGREE_FIRST,
        Severity::Block,
        HOUSE,
        words(
            "Tous les côtés n’ont pas consenti à la même version. Manquent : {}.",
            "Not every side has consented to the same version yet. Missing: {}.",
            "No todos los lados han consentido la misma versión. Faltan: {}.",
        ),
        words(
            "Chaque côté lit la version et y consent, ou en nomme une autre.",
            "Each side reads the version and consents to it, or names another.",
            "Cada lado lee la versión y la consiente, o nombra otra.",
        ),
    ),
    row(
        CV_NO_VERSION,
        Severity::Block,
        HOUSE,
        words(
            "Aucune version du texte n’est nommée.",
            "No version of the text is named yet.",
            "Aún no se ha nombrado ninguna versión del texto.",
        ),
        words(
            "Nommez une première version.",
            "Name a first version.",
            "Nombre una primera versión.",
        ),
    ),
    row(
        CV_SIGNED,
        Severity::Block,
        HOUSE,
        words(
            "Une partie a déjà signé : le texte ne change plus.",
            "A party has signed already: the text no longer changes.",
            "Una parte ya ha firmado: el texto ya no cambia.",
        ),
        words(
            "Laissez les autres signer et convenez d’un avenant, ou abandonnez ce projet avec une raison.",
            "Let the others sign and agree an amendment, or give this draft up with a reason.",
            "Deje firmar a las demás y acuerde una adenda, o abandone este proyecto con un motivo.",
        ),
    ),
    row(
        CV_SIGN,
        Severity::Block,
        HOUSE,
        words(
            "Chaque partie signe la version que son conseil a approuvée.",
            "Each party signs the version that its council approved.",
            "Cada parte firma la versión que aprobó su concejo.",
        ),
        words(
            "Signez, puis enregistrez le jour, le lieu et la fonction.",
            "Sign, then record the day, the place and the function.",
            "Firme y registre el día, el lugar y la función.",
        ),
    ),
    row(
        CV_SIGNED_ONCE,
        Severity::Block,
        HOUSE,
        words(
            "Votre organisation a déjà signé.",
            "Your organisation has signed already.",
            "Su organización ya ha firmado.",
        ),
        words("Il n’y a rien à faire.", "There is nothing to do.", "No hay nada que hacer."),
    ),
    row(
        CV_VOTED,
        Severity::Block,
        HOUSE,
        words(
            "Votre conseil a déjà approuvé cette version.",
            "Your council has approved this version already.",
            "Su concejo ya ha aprobado esta versión.",
        ),
        words("Il n’y a rien à faire.", "There is nothing to do.", "No hay nada que hacer."),
    ),
    row(
        CV_BEFORE_COUNCIL,
        Severity::Block,
        HOUSE,
        words(
            "La signature ne peut pas précéder le vote du conseil.",
            "The signature cannot come before the council’s vote.",
            "La firma no puede preceder al voto del concejo.",
        ),
        words("Vérifiez les deux dates.", "Check both dates.", "Compruebe ambas fechas."),
    ),
    row(
        CV_OWN_ACT,
        Severity::Block,
        HOUSE,
        words(
            "Votes, signatures et formalités sont enregistrés par la partie elle-même.",
            "Votes, signatures and formalities are recorded by the party itself.",
            "Votos, firmas y trámites los registra la propia parte.",
        ),
        words(
            "Invitez ses responsables à le faire.",
            "Invite its people to do so.",
            "Invite a sus responsables a hacerlo.",
        ),
    ),
    row(
        CV_PLACE,
        Severity::Block,
        HOUSE,
        words(
            "Le lieu de la signature manque.",
            "The place of the signature is missing.",
            "Falta el lugar de la firma.",
        ),
        words(
            "Écrivez la ville et la salle.",
            "Write the town and the hall.",
            "Escriba la ciudad y la sala.",
        ),
    ),
    row(
        CV_DOCUMENT,
        Severity::Block,
        HOUSE,
        words(
            "L’empreinte du document n’est pas un SHA-256 en hexadécimal.",
            "The hash of the document is no SHA-256 in hex.",
            "La huella del documento no es un SHA-256 hexadecimal.",
        ),
        words(
            "Collez les 64 caractères que donne sha256sum, ou laissez vide.",
            "Paste the 64 characters that sha256sum gives, or leave it empty.",
            "Pegue los 64 caracteres que da sha256sum, o déjelo vacío.",
        ),
    ),
    row(
        CV_NO_STEP,
        Severity::Block,
        HOUSE,
        words(
            "Le droit connu de votre pays ne demande pas cette formalité.",
            "The law known of your country does not ask for this formality.",
            "El derecho conocido de su país no pide este trámite.",
        ),
        words("Il n’y a rien à faire.", "There is nothing to do.", "No hay nada que hacer."),
    ),
    row(
        CV_STEP_DONE,
        Severity::Block,
        HOUSE,
        words(
            "Cette formalité est déjà accomplie.",
            "This formality is completed already.",
            "Este trámite ya está cumplido.",
        ),
        words("Il n’y a rien à faire.", "There is nothing to do.", "No hay nada que hacer."),
    ),
    row(
        CV_STEP_ORDER,
        Severity::Block,
        HOUSE,
        words("D’abord : {}.", "First: {}.", "Antes: {}."),
        words(
            "Enregistrez d’abord l’étape précédente.",
            "Record the step before it first.",
            "Registre antes el paso anterior.",
        ),
    ),
    row(
        CV_UNFAVOURABLE,
        Severity::Warn,
        HOUSE,
        words(
            "La réponse défavorable est notée ; l’étape reste à accomplir.",
            "The unfavourable answer is noted; the step stays to be done.",
            "La respuesta desfavorable queda anotada; el paso sigue pendiente.",
        ),
        words(
            "Changez le texte, ou demandez de nouveau.",
            "Change the text, or ask again.",
            "Cambie el texto o pídalo de nuevo.",
        ),
    ),
    row(
        CV_NOT_TRANSMITTED,
        Severity::Block,
        HOUSE,
        words(
            "Une observation suit une transmission ; aucune n’est enregistrée pour votre organisation.",
            "An observation follows a transmission; none is recorded for your organisation.",
            "Una observación sigue a una remisión; no consta ninguna de su organización.",
        ),
        words(
            "Enregistrez d’abord la transmission.",
            "Record the transmission first.",
            "Registre antes la remisión.",
        ),
    ),
    row(
        CV_OBSERVED,
        Severity::Warn,
        HOUSE,
        words(
            "Le contrôle de légalité a fait une observation : elle attend une réponse.",
            "The control of legality made an observation: it awaits an answer.",
            "El control de legalidad ha hecho una observación: espera respuesta.",
        ),
        words(
            "Répondez-lui, puis enregistrez son retrait.",
            "Answer it, then record its withdrawal.",
            "Respóndala y registre después su retirada.",
        ),
    ),
    row(
        CV_NO_OBSERVATION,
        Severity::Block,
        HOUSE,
        words(
            "Aucune observation de ce genre n’est en cours.",
            "No such observation stands.",
            "No hay ninguna observación así en curso.",
        ),
        words(
            "Il n’y a rien à retirer.",
            "There is nothing to withdraw.",
            "No hay nada que retirar.",
        ),
    ),
    row(
        CV_FORCE,
        Severity::Block,
        HOUSE,
        words(
            "Tout est accompli ; l’entrée en vigueur reste à enregistrer.",
            "All is done; the entry into force is to be recorded.",
            "Todo está cumplido; falta registrar la entrada en vigor.",
        ),
        words(
            "Enregistrez l’entrée en vigueur.",
            "Record the entry into force.",
            "Registre la entrada en vigor.",
        ),
    ),
    row(
        CV_COMMITMENT_PARTY,
        Severity::Block,
        HOUSE,
        words(
            "Un engagement est celui d’une partie, une fois par monnaie.",
            "A commitment is that of a party, once a currency.",
            "Un compromiso es de una parte, una vez por moneda.",
        ),
        words(
            "Choisissez une partie, ou réunissez ses montants dans une ligne.",
            "Choose a party, or join its amounts in one line.",
            "Elija una parte o reúna sus importes en una línea.",
        ),
    ),
    row(
        CV_CURRENCY,
        Severity::Block,
        HOUSE,
        words("« {} » n’est pas une monnaie.", "“{}” is no currency.", "«{}» no es una moneda."),
        words(
            "Écrivez son code ISO 4217 : EUR, XOF, BRL.",
            "Write its ISO 4217 code: EUR, XOF, BRL.",
            "Escriba su código ISO 4217: EUR, XOF, BRL.",
        ),
    ),
    row(
        CV_AMOUNT,
        Severity::Block,
        HOUSE,
        words(
            "Ce montant n’est pas possible : zéro ou plus, {} décimales au plus dans cette monnaie.",
            "This amount is not possible: zero or more, {} decimals at most in this currency.",
            "Este importe no es posible: cero o más, {} decimales como máximo en esta moneda.",
        ),
        words(
            "Corrigez le montant ; zéro est une réponse.",
            "Correct the amount; zero is an answer.",
            "Corrija el importe; cero es una respuesta.",
        ),
    ),
    row(
        CV_NOTICE,
        Severity::Block,
        HOUSE,
        words(
            "Le préavis se donne avant la fin.",
            "Notice is given before the end.",
            "El preaviso se da antes del fin.",
        ),
        words(
            "Corrigez l’une des deux dates.",
            "Correct one of the two dates.",
            "Corrija una de las dos fechas.",
        ),
    ),
    row(
        CV_NOT_RENEWABLE,
        Severity::Block,
        HOUSE,
        words(
            "Le texte ne prévoit pas de reconduction.",
            "The text does not provide for a renewal.",
            "El texto no prevé una renovación.",
        ),
        words(
            "Convenez d’un avenant ou d’une nouvelle convention.",
            "Agree an amendment or a new convention.",
            "Acuerde una adenda o un nuevo convenio.",
        ),
    ),
    row(
        CV_RENEW_LATER,
        Severity::Block,
        HOUSE,
        words(
            "Une reconduction finit après le terme actuel.",
            "A renewal ends after the present term.",
            "Una renovación termina después del plazo actual.",
        ),
        words(
            "Choisissez une fin plus tardive, ou aucune.",
            "Choose a later end, or none.",
            "Elija un fin posterior, o ninguno.",
        ),
    ),
    row(
        CV_NOT_EXPIRED,
        Severity::Block,
        HOUSE,
        words(
            "Le terme de cette convention n’est pas passé.",
            "The term of this convention has not ended.",
            "El plazo de este convenio no ha terminado.",
        ),
        words(
            "Attendez sa fin, ou dénoncez-la avec une raison.",
            "Wait for its end, or terminate it with a reason.",
            "Espere su fin o denúncielo con un motivo.",
        ),
    ),
    row(
        CV_TERM_ENDED,
        Severity::Inform,
        HOUSE,
        words(
            "Le terme est passé : la convention est reconduite ou échue.",
            "The term has ended: the convention is renewed or expired.",
            "El plazo ha terminado: el convenio se renueva o vence.",
        ),
        words(
            "Reconduisez-la si le texte le prévoit, ou enregistrez son échéance.",
            "Renew it if the text provides for it, or record its expiry.",
            "Renuévelo si el texto lo prevé, o registre su vencimiento.",
        ),
    ),
    row(
        CV_ASSOCIATION,
        Severity::Block,
        HOUSE,
        words(
            "Une convention avec une association lie une collectivité et une association.",
            "A convention with an association binds one authority and one association.",
            "Un convenio con una asociación vincula a una autoridad y una asociación.",
        ),
        words(
            "Choisissez une association, et votre organisation comme collectivité.",
            "Choose one association, and your organisation as the authority.",
            "Elija una asociación, y su organización como autoridad.",
        ),
    ),
    row(
        CV_AMENDS,
        Severity::Block,
        HOUSE,
        words(
            "Un avenant change une convention en vigueur entre les mêmes parties.",
            "An amendment changes a convention in force between the same parties.",
            "Una adenda modifica un convenio en vigor entre las mismas partes.",
        ),
        words(
            "Choisissez la convention à changer, ou un autre genre.",
            "Choose the convention to change, or another kind.",
            "Elija el convenio que se modifica, u otro tipo.",
        ),
    ),
    row(
        CV_COOPERATION_CLOSED,
        Severity::Block,
        HOUSE,
        words(
            "Une convention appartient à une coopération proposée ou en cours.",
            "A convention belongs to a cooperation that is proposed or lives.",
            "Un convenio pertenece a una cooperación propuesta o en curso.",
        ),
        words(
            "Proposez d’abord la coopération, ou relancez-la.",
            "Propose the cooperation first, or revive it.",
            "Proponga antes la cooperación o reactívela.",
        ),
    ),
    row(
        CV_NO_PROFILE,
        Severity::Inform,
        HOUSE,
        words(
            "Aucun profil juridique n’est connu pour {} : le chemin est le vote du conseil, puis la signature.",
            "No legal profile is known for {}: the path is the council’s vote, then the signature.",
            "No se conoce perfil jurídico para {}: el camino es el voto del concejo y después la firma.",
        ),
        words(
            "Vérifiez ce que demande son droit ; la plateforme n’en dit rien.",
            "Check what its law asks for; the platform says nothing of it.",
            "Compruebe lo que pide su derecho; la plataforma no dice nada.",
        ),
    ),
];
