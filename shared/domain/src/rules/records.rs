//! Rules of the house about records: organisations, claims, groups and the country register.

use super::{Rule, RuleId, Severity, row};
use crate::text::words;

/// An identifier that is malformed; detail: what was given.
pub const H_IDENTIFIER: RuleId = RuleId("H-IDENTIFIER");

/// No name that can be shown first.
pub const H_OFFICIAL_NAME: RuleId = RuleId("H-OFFICIAL-NAME");

/// Following the target leads back here.
pub const H_MERGE_LOOP: RuleId = RuleId("H-MERGE-LOOP");

/// The person has asked already.
pub const H_CLAIM_PENDING: RuleId = RuleId("H-CLAIM-PENDING");

/// The person acts for it already.
pub const H_CLAIM_HELD: RuleId = RuleId("H-CLAIM-HELD");

/// No such claim is pending.
pub const H_CLAIM_UNKNOWN: RuleId = RuleId("H-CLAIM-UNKNOWN");

/// Nobody confirms their own claim.
pub const H_CLAIM_OWN: RuleId = RuleId("H-CLAIM-OWN");

/// The author does not know the organisation.
pub const H_CLAIM_STRANGER: RuleId = RuleId("H-CLAIM-STRANGER");

/// The group is closed.
pub const H_GROUP_CLOSED: RuleId = RuleId("H-GROUP-CLOSED");

/// The author does not run this group.
pub const H_GROUP_NOT_YOURS: RuleId = RuleId("H-GROUP-NOT-YOURS");

/// Already a member.
pub const H_MEMBER_ALREADY: RuleId = RuleId("H-MEMBER-ALREADY");

/// Not a member.
pub const H_MEMBER_UNKNOWN: RuleId = RuleId("H-MEMBER-UNKNOWN");

/// A group that would look at everything.
pub const H_SCOPE_EMPTY: RuleId = RuleId("H-SCOPE-EMPTY");

/// A scope that is wider than what the author holds.
pub const H_SCOPE_WIDER: RuleId = RuleId("H-SCOPE-WIDER");

/// A fact without its source.
pub const H_SOURCE: RuleId = RuleId("H-SOURCE");

/// The fact is on record already.
pub const H_FACT_KNOWN: RuleId = RuleId("H-FACT-KNOWN");

/// The fact is not on record.
pub const H_FACT_UNKNOWN: RuleId = RuleId("H-FACT-UNKNOWN");

/// The table of records.
pub const RECORDS: &[Rule] = &[
    row(
        H_IDENTIFIER,
        Severity::Block,
        "Rives: identifiers",
        words(
            "L’identifiant « {} » n’est pas bien formé.",
            "The identifier “{}” is not well formed.",
            "El identificador «{}» no está bien formado.",
        ),
        words(
            "Donnez le registre en minuscules (insee, siren, geonames, wikidata…) et la valeur sans espace.",
            "Give the register in lower case (insee, siren, geonames, wikidata…) and the value without blanks.",
            "Indique el registro en minúsculas (insee, siren, geonames, wikidata…) y el valor sin espacios.",
        ),
    ),
    row(
        H_OFFICIAL_NAME,
        Severity::Block,
        "Rives: names",
        words(
            "Il faut au moins un nom officiel ou une traduction, et il vient en premier.",
            "At least one official name or translation is needed, and it comes first.",
            "Se necesita al menos un nombre oficial o una traducción, y va primero.",
        ),
        words(
            "Mettez le nom usuel en tête ; les variantes et les anciens noms suivent.",
            "Put the usual name first; variants and former names follow.",
            "Ponga primero el nombre usual; las variantes y los nombres antiguos siguen.",
        ),
    ),
    row(
        H_MERGE_LOOP,
        Severity::Block,
        "Rives",
        words(
            "La fiche choisie renvoie déjà à celle-ci.",
            "The chosen record already leads back to this one.",
            "La ficha elegida ya remite a esta.",
        ),
        words(
            "Réunissez les fiches dans l’autre sens.",
            "Merge the other way round.",
            "Únalas en el otro sentido.",
        ),
    ),
    row(
        H_CLAIM_PENDING,
        Severity::Block,
        "Rives",
        words(
            "Vous avez déjà demandé à agir pour cette organisation.",
            "You have already asked to act for this organisation.",
            "Ya ha solicitado actuar por esta organización.",
        ),
        words(
            "Attendez la réponse ; vos partenaires et le groupe-pays la voient.",
            "Wait for the answer; your partners and the country group see it.",
            "Espere la respuesta; sus socios y el grupo país la ven.",
        ),
    ),
    row(
        H_CLAIM_HELD,
        Severity::Block,
        "Rives",
        words(
            "Vous agissez déjà pour cette organisation.",
            "You already act for this organisation.",
            "Ya actúa por esta organización.",
        ),
        words(
            "Il n’y a rien à demander.",
            "There is nothing to ask for.",
            "No hay nada que pedir.",
        ),
    ),
    row(
        H_CLAIM_UNKNOWN,
        Severity::Block,
        "Rives",
        words(
            "Cette demande n’est pas, ou n’est plus, en attente.",
            "This request is not, or no longer, pending.",
            "Esta solicitud no está, o ya no está, pendiente.",
        ),
        words(
            "Rechargez la fiche : quelqu’un a peut-être déjà répondu.",
            "Look at the record again: somebody may have answered already.",
            "Vuelva a mirar la ficha: quizá alguien ya respondió.",
        ),
    ),
    row(
        H_CLAIM_OWN,
        Severity::Block,
        "Rives",
        words(
            "On ne répond pas à sa propre demande.",
            "Nobody settles their own request.",
            "Nadie resuelve su propia solicitud.",
        ),
        words(
            "Une personne d’une organisation partenaire ou du groupe-pays y répondra.",
            "Somebody of a partner organisation or of the country group will settle it.",
            "La resolverá alguien de una organización socia o del grupo país.",
        ),
    ),
    row(
        H_CLAIM_STRANGER,
        Severity::Block,
        "Rives: invited by those who know them",
        words(
            "Votre organisation n’a pas de lien enregistré avec celle-ci et ne peut pas répondre de ses gens.",
            "Your organisation has no recorded link with this one and cannot vouch for its people.",
            "Su organización no tiene un vínculo registrado con esta y no puede responder por su gente.",
        ),
        words(
            "Laissez répondre un partenaire, le groupe-pays ou l’administration de la plateforme.",
            "Leave it to a partner, the country group or the platform’s administrators.",
            "Déjelo a un socio, al grupo país o a la administración de la plataforma.",
        ),
    ),
    row(
        H_GROUP_CLOSED,
        Severity::Block,
        "Rives",
        words("Ce groupe est clos.", "This group is closed.", "Este grupo está cerrado."),
        words(
            "Choisissez un groupe actif, ou fondez-en un.",
            "Choose an open group, or found one.",
            "Elija un grupo activo, o funde uno.",
        ),
    ),
    row(
        H_GROUP_NOT_YOURS,
        Severity::Block,
        "Rives: group roles",
        words(
            "Vous ne présidez ni ne coordonnez ce groupe.",
            "You neither chair nor coordinate this group.",
            "Usted no preside ni coordina este grupo.",
        ),
        words(
            "Adressez-vous à sa présidence ou à sa coordination.",
            "Turn to its chair or coordinator.",
            "Diríjase a su presidencia o a su coordinación.",
        ),
    ),
    row(
        H_MEMBER_ALREADY,
        Severity::Block,
        "Rives",
        words(
            "Cette autorité est déjà membre du groupe.",
            "This authority is already a member of the group.",
            "Esta autoridad ya es miembro del grupo.",
        ),
        words("Il n’y a rien à faire.", "There is nothing to do.", "No hay nada que hacer."),
    ),
    row(
        H_MEMBER_UNKNOWN,
        Severity::Block,
        "Rives",
        words(
            "Cette autorité n’est pas membre du groupe.",
            "This authority is not a member of the group.",
            "Esta autoridad no es miembro del grupo.",
        ),
        words(
            "Choisissez un membre du groupe.",
            "Choose a member of the group.",
            "Elija un miembro del grupo.",
        ),
    ),
    row(
        H_SCOPE_EMPTY,
        Severity::Block,
        "Rives: scope",
        words(
            "Un groupe regarde au moins un pays ou un thème.",
            "A group looks at one country or one theme at least.",
            "Un grupo mira al menos un país o un tema.",
        ),
        words(
            "Choisissez des pays, des thèmes, ou les deux.",
            "Choose countries, themes, or both.",
            "Elija países, temas, o ambos.",
        ),
    ),
    row(
        H_SCOPE_WIDER,
        Severity::Block,
        "Rives: scope",
        words(
            "Ce périmètre dépasse celui que vous suivez ; un périmètre donne des droits.",
            "This scope goes beyond the one you look after; a scope gives rights.",
            "Este ámbito supera el que usted sigue; un ámbito da derechos.",
        ),
        words(
            "Restez dans le périmètre de votre groupe, ou demandez l’élargissement à l’administration de la plateforme.",
            "Stay within the scope of your group, or ask the platform’s administration to widen it.",
            "Permanezca en el ámbito de su grupo o pida a la administración de la plataforma que lo amplíe.",
        ),
    ),
    row(
        H_SOURCE,
        Severity::Block,
        "Rives: the register of countries",
        words(
            "Un fait du registre des pays a besoin de sa source.",
            "A fact of the country register needs its source.",
            "Un dato del registro de países necesita su fuente.",
        ),
        words(
            "Citez l’acte ou la page qui le dit.",
            "Cite the act or the page that says so.",
            "Cite el acto o la página que lo dice.",
        ),
    ),
    row(
        H_FACT_KNOWN,
        Severity::Block,
        "Rives",
        words(
            "Ce fait est déjà enregistré.",
            "This fact is on record already.",
            "Este dato ya consta.",
        ),
        words("Il n’y a rien à faire.", "There is nothing to do.", "No hay nada que hacer."),
    ),
    row(
        H_FACT_UNKNOWN,
        Severity::Block,
        "Rives",
        words(
            "Ce fait n’est pas enregistré ainsi.",
            "This fact is not on record in these words.",
            "Este dato no consta así.",
        ),
        words(
            "Reprenez le fait tel que le registre le montre.",
            "Take the fact as the register shows it.",
            "Tome el dato tal como lo muestra el registro.",
        ),
    ),
];
