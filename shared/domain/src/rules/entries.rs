//! Rules of what is recorded on a financing plan: consents, amounts, corrections (`FP-…`).

use super::{Rule, RuleId, Severity, row};
use crate::text::words;

/// Where a rule comes from that is how this platform keeps figures honest.
const HOUSE: &str = "Rives: how money is followed";

/// What all agreed to is changed by a revision.
pub const FP_AGREED: RuleId = RuleId("FP-AGREED");

/// Nobody says for another side what it paid or received.
pub const FP_OWN_LINE: RuleId = RuleId("FP-OWN-LINE");

/// It is not in the agreed plan.
pub const FP_UNKNOWN: RuleId = RuleId("FP-UNKNOWN");

/// Never more committed than confirmed; detail: what is confirmed.
pub const FP_COMMITTED: RuleId = RuleId("FP-COMMITTED");

/// Never more disbursed than committed; detail: what is committed.
pub const FP_DISBURSED: RuleId = RuleId("FP-DISBURSED");

/// Never more paid than planned; detail: what is planned.
pub const FP_PAID: RuleId = RuleId("FP-PAID");

/// An amount is in the currency of its row; detail: the currency.
pub const FP_ENTRY_CURRENCY: RuleId = RuleId("FP-ENTRY-CURRENCY");

/// A document is named by its hash.
pub const FP_DOCUMENT: RuleId = RuleId("FP-DOCUMENT");

/// Where money moves, the institution that receives it is on record.
pub const FP_PAYEE: RuleId = RuleId("FP-PAYEE");

/// It is on record already.
pub const FP_RECORDED: RuleId = RuleId("FP-RECORDED");

/// A row with records keeps its source, party and currency; detail: its number.
pub const FP_IN_USE: RuleId = RuleId("FP-IN-USE");

/// More is confirmed than planned.
pub const FP_ABOVE_PLAN: RuleId = RuleId("FP-ABOVE-PLAN");

/// What is paid to an association goes by the acts of its subsidy.
pub const FP_IS_SUBSIDY: RuleId = RuleId("FP-IS-SUBSIDY");

/// More is spent on an item than was planned; detail: what was.
pub const FP_OVERSPENT: RuleId = RuleId("FP-OVERSPENT");

/// Others' money is committed before any of one's own is confirmed.
pub const FP_OWN_FIRST: RuleId = RuleId("FP-OWN-FIRST");

/// The rows.
pub const ENTRIES: &[Rule] = &[
    row(
        FP_AGREED,
        Severity::Block,
        HOUSE,
        words(
            "Toutes les rives ont consenti à ce plan ; aucune ne s’en retire seule.",
            "Every side has consented to this plan; none takes its consent back alone.",
            "Todas las partes han consentido este plan; ninguna retira sola su consentimiento.",
        ),
        words("Proposez une révision.", "Propose a revision.", "Proponga una revisión."),
    ),
    row(
        FP_OWN_LINE,
        Severity::Block,
        HOUSE,
        words(
            "Cette ligne est portée par une autre rive : elle seule dit où en est l’argent.",
            "This row is carried by another side: it alone says how far the money has come.",
            "Esta línea la lleva otra parte: solo ella dice dónde está el dinero.",
        ),
        words("Demandez-le à l’autre rive.", "Ask the other side.", "Pídalo a la otra parte."),
    ),
    row(
        FP_UNKNOWN,
        Severity::Block,
        HOUSE,
        words(
            "Ceci n’est pas dans le plan auquel tous ont consenti.",
            "This is not in the plan that all consented to.",
            "Esto no está en el plan que todos consintieron.",
        ),
        words(
            "Rechargez la page, ou révisez le plan.",
            "Load the page again, or revise the plan.",
            "Vuelva a cargar la página o revise el plan.",
        ),
    ),
    row(
        FP_COMMITTED,
        Severity::Block,
        HOUSE,
        words(
            "On n’engage pas plus que ce qui est confirmé : {}.",
            "No more is committed than is confirmed: {}.",
            "No se compromete más de lo confirmado: {}.",
        ),
        words(
            "Enregistrez d’abord la confirmation, ou corrigez l’engagement.",
            "Record the confirmation first, or correct the commitment.",
            "Registre primero la confirmación o corrija el compromiso.",
        ),
    ),
    row(
        FP_DISBURSED,
        Severity::Block,
        HOUSE,
        words(
            "On ne verse pas plus que ce qui est engagé : {}.",
            "No more is disbursed than is committed: {}.",
            "No se desembolsa más de lo comprometido: {}.",
        ),
        words(
            "Enregistrez d’abord l’engagement, ou corrigez le versement.",
            "Record the commitment first, or correct the disbursement.",
            "Registre primero el compromiso o corrija el desembolso.",
        ),
    ),
    row(
        FP_PAID,
        Severity::Block,
        HOUSE,
        words(
            "On ne verse pas plus que ce que prévoit le plan : {}.",
            "No more is paid than the plan says: {}.",
            "No se paga más de lo que prevé el plan: {}.",
        ),
        words("Révisez le plan d’abord.", "Revise the plan first.", "Revise primero el plan."),
    ),
    row(
        FP_ENTRY_CURRENCY,
        Severity::Block,
        HOUSE,
        words(
            "Ce montant se dit dans la monnaie de sa ligne : {}.",
            "This amount is in the currency of its row: {}.",
            "Este importe se expresa en la moneda de su línea: {}.",
        ),
        words(
            "Donnez le montant dans cette monnaie, avec sa propre date de valeur si ce n’est pas celle du plan.",
            "Give the amount in that currency, with a value date of its own if it is not the plan’s.",
            "Dé el importe en esa moneda, con su propia fecha de valor si no es la del plan.",
        ),
    ),
    row(
        FP_DOCUMENT,
        Severity::Block,
        HOUSE,
        words(
            "L’empreinte d’un document est un SHA-256 : 64 chiffres hexadécimaux.",
            "The fingerprint of a document is a SHA-256: 64 hexadecimal digits.",
            "La huella de un documento es un SHA-256: 64 cifras hexadecimales.",
        ),
        words(
            "Laissez vide si vous ne l’avez pas.",
            "Leave it empty if you do not have it.",
            "Déjelo vacío si no la tiene.",
        ),
    ),
    row(
        FP_PAYEE,
        Severity::Block,
        "CNCD operational guide 2020, R-18; Rives: people are not in the record",
        words(
            "Dites quelle institution reçoit l’argent ; jamais une personne ni un compte.",
            "Say which institution receives the money; never a person or an account.",
            "Diga qué institución recibe el dinero; nunca una persona ni una cuenta.",
        ),
        words(
            "Écrivez le nom de l’institution.",
            "Write the name of the institution.",
            "Escriba el nombre de la institución.",
        ),
    ),
    row(
        FP_RECORDED,
        Severity::Block,
        HOUSE,
        words(
            "Ceci est déjà enregistré.",
            "This is on record already.",
            "Esto ya está registrado.",
        ),
        words(
            "Rien à faire ; corrigez le montant s’il est faux.",
            "Nothing to do; correct the amount if it is wrong.",
            "Nada que hacer; corrija el importe si es erróneo.",
        ),
    ),
    row(
        FP_IN_USE,
        Severity::Block,
        "CNCD operational guide 2020, R-18; Rives: how money is followed",
        words(
            "La ligne {} porte des montants ou des votes enregistrés : elle garde sa source, sa partie et sa monnaie.",
            "Row {} carries recorded amounts or votes: it keeps its source, its party and its currency.",
            "La línea {} lleva importes o votos registrados: conserva su fuente, su parte y su moneda.",
        ),
        words(
            "Gardez la ligne et ajoutez-en une autre.",
            "Keep the row and add another.",
            "Conserve la línea y añada otra.",
        ),
    ),
    row(
        FP_ABOVE_PLAN,
        Severity::Warn,
        HOUSE,
        words(
            "Plus est confirmé que ce que prévoit la ligne.",
            "More is confirmed than the line says.",
            "Se confirma más de lo que prevé la línea.",
        ),
        words(
            "Révisez le plan pour que les sommes le disent.",
            "Revise the plan so that the sums say it.",
            "Revise el plan para que las sumas lo digan.",
        ),
    ),
    row(
        FP_IS_SUBSIDY,
        Severity::Block,
        "CNCD operational guide 2020, consolidated rules R-15 to R-29; Rives: how money is followed",
        words(
            "Ce poste est une subvention à une association : elle se verse après le vote et la convention.",
            "This item is a subsidy to an association: it is paid after the vote and the convention.",
            "Esta partida es una subvención a una asociación: se paga después de la votación y del convenio.",
        ),
        words(
            "Enregistrez le versement de la subvention.",
            "Record the payment of the subsidy.",
            "Registre el pago de la subvención.",
        ),
    ),
    row(
        FP_OVERSPENT,
        Severity::Warn,
        HOUSE,
        words(
            "Plus est dépensé sur ce poste que ce que prévoit le plan : {}.",
            "More is spent on this item than the plan says: {}.",
            "Se gasta en esta partida más de lo que prevé el plan: {}.",
        ),
        words(
            "Révisez le plan, ou corrigez le montant.",
            "Revise the plan, or correct the amount.",
            "Revise el plan o corrija el importe.",
        ),
    ),
    row(
        FP_OWN_FIRST,
        Severity::Warn,
        "CNCD operational guide 2020, R-19",
        words(
            "Un cofinancement est engagé avant qu’un apport propre soit confirmé.",
            "A co-financing is committed before any own contribution is confirmed.",
            "Se compromete una cofinanciación antes de confirmar un aporte propio.",
        ),
        words(
            "Confirmez l’apport propre : un financeur complète, il ne commence pas.",
            "Confirm the own contribution: a funder completes, it does not begin.",
            "Confirme el aporte propio: un financiador completa, no empieza.",
        ),
    ),
];
