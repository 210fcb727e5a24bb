//! Rules of the shape of a financing plan: what makes it add up (`FP-…`).

use super::{Rule, RuleId, Severity, row};
use crate::text::words;

/// Where a rule comes from that is how this platform keeps figures honest.
const HOUSE: &str = "Rives: how money is followed";

/// Resources are expenses; details: both and the difference.
pub const FP_BALANCE: RuleId = RuleId("FP-BALANCE");

/// Another currency needs a value date; details: the currency, the plan's.
pub const FP_VALUE_DATE: RuleId = RuleId("FP-VALUE-DATE");

/// No rate in the plan's own currency; detail: the currency.
pub const FP_NO_RATE: RuleId = RuleId("FP-NO-RATE");

/// A rate that can be.
pub const FP_RATE: RuleId = RuleId("FP-RATE");

/// An amount that can be; detail: the decimals of its currency.
pub const FP_AMOUNT: RuleId = RuleId("FP-AMOUNT");

/// Each row has its number.
pub const FP_NUMBER: RuleId = RuleId("FP-NUMBER");

/// Money is carried by a party.
pub const FP_PARTY: RuleId = RuleId("FP-PARTY");

/// A year that can be.
pub const FP_YEAR: RuleId = RuleId("FP-YEAR");

/// Nature and source fit.
pub const FP_NATURE: RuleId = RuleId("FP-NATURE");

/// A plan has resources and expenses.
pub const FP_EMPTY: RuleId = RuleId("FP-EMPTY");

/// Tranches are the whole of their line; details: their sum, the line.
pub const FP_TRANCHES: RuleId = RuleId("FP-TRANCHES");

/// A project has one plan.
pub const FP_EXISTS: RuleId = RuleId("FP-EXISTS");

/// A plan is agreed for a project that goes on.
pub const FP_PROJECT_CLOSED: RuleId = RuleId("FP-PROJECT-CLOSED");

/// Money is recorded on a plan that all agreed to.
pub const FP_AGREE_FIRST: RuleId = RuleId("FP-AGREE-FIRST");

/// The rows.
pub const PLANS: &[Rule] = &[
    row(
        FP_BALANCE,
        Severity::Block,
        HOUSE,
        words(
            "Les ressources ({}) et les dépenses ({}) ne sont pas égales : l’écart est de {}.",
            "Resources ({}) and expenses ({}) are not equal: they differ by {}.",
            "Los recursos ({}) y los gastos ({}) no son iguales: la diferencia es de {}.",
        ),
        words(
            "Ajustez une ligne ou un poste, au centime près ; l’argent qui reste est un poste aussi.",
            "Adjust a line or an item, to the cent; money that is left over is an item too.",
            "Ajuste una línea o una partida, al céntimo; el dinero que sobra también es una partida.",
        ),
    ),
    row(
        FP_VALUE_DATE,
        Severity::Block,
        HOUSE,
        words(
            "Un montant en {} n’a pas de valeur en {} sans date de valeur ni taux.",
            "An amount in {} has no value in {} without a value date and a rate.",
            "Un importe en {} no tiene valor en {} sin fecha de valor ni tipo de cambio.",
        ),
        words(
            "Donnez la date de valeur, le taux et l’endroit où il est publié.",
            "Give the value date, the rate and where it is published.",
            "Dé la fecha de valor, el tipo de cambio y dónde se publica.",
        ),
    ),
    row(
        FP_NO_RATE,
        Severity::Block,
        HOUSE,
        words(
            "Un montant en {}, monnaie du plan, n’a pas de taux.",
            "An amount in {}, the plan’s currency, has no rate.",
            "Un importe en {}, moneda del plan, no tiene tipo de cambio.",
        ),
        words(
            "Retirez la date de valeur et le taux.",
            "Remove the value date and the rate.",
            "Retire la fecha de valor y el tipo de cambio.",
        ),
    ),
    row(
        FP_RATE,
        Severity::Block,
        HOUSE,
        words(
            "Ce taux n’est pas possible : plus que zéro, douze chiffres au plus, dix décimales au plus.",
            "This rate is not possible: above zero, twelve digits and ten decimals at most.",
            "Este tipo no es posible: mayor que cero, doce cifras y diez decimales como máximo.",
        ),
        words(
            "Écrivez combien d’unités de la monnaie du plan vaut une unité, avec un point : 0.0015245.",
            "Write how many units of the plan’s currency one unit is worth, with a point: 0.0015245.",
            "Escriba cuántas unidades de la moneda del plan vale una unidad, con punto: 0.0015245.",
        ),
    ),
    row(
        FP_AMOUNT,
        Severity::Block,
        HOUSE,
        words(
            "Ce montant n’est pas possible : plus que zéro, {} décimales au plus dans cette monnaie.",
            "This amount is not possible: above zero, {} decimals at most in this currency.",
            "Este importe no es posible: mayor que cero, {} decimales como máximo en esta moneda.",
        ),
        words(
            "Écrivez le montant avec un point : 12000.50.",
            "Write the amount with a point: 12000.50.",
            "Escriba el importe con punto: 12000.50.",
        ),
    ),
    row(
        FP_NUMBER,
        Severity::Block,
        HOUSE,
        words(
            "Chaque ligne a son numéro, à partir de 1, une seule fois.",
            "Each row has its number, from 1, once.",
            "Cada línea tiene su número, desde 1, una sola vez.",
        ),
        words(
            "Donnez à la ligne un numéro libre.",
            "Give the row a free number.",
            "Dé a la línea un número libre.",
        ),
    ),
    row(
        FP_PARTY,
        Severity::Block,
        HOUSE,
        words(
            "Chaque ligne est portée par une partie au projet.",
            "Each row is carried by a party of the project.",
            "Cada línea la lleva una parte del proyecto.",
        ),
        words(
            "Choisissez une des parties.",
            "Choose one of the parties.",
            "Elija una de las partes.",
        ),
    ),
    row(
        FP_YEAR,
        Severity::Block,
        HOUSE,
        words(
            "Cette année n’est pas possible.",
            "This year is not possible.",
            "Este año no es posible.",
        ),
        words(
            "Écrivez l’année budgétaire en quatre chiffres.",
            "Write the budget year in four digits.",
            "Escriba el año presupuestario en cuatro cifras.",
        ),
    ),
    row(
        FP_NATURE,
        Severity::Block,
        HOUSE,
        words(
            "Un apport propre vient du budget d’une partie, un cofinancement d’ailleurs.",
            "An own contribution comes from a party’s budget, a co-financing from elsewhere.",
            "Un aporte propio viene del presupuesto de una parte, una cofinanciación de otro lugar.",
        ),
        words(
            "Changez la nature ou la source de la ligne.",
            "Change the nature or the source of the line.",
            "Cambie la naturaleza o la fuente de la línea.",
        ),
    ),
    row(
        FP_EMPTY,
        Severity::Block,
        HOUSE,
        words(
            "Un plan a au moins une ressource et une dépense.",
            "A plan has at least one resource and one expense.",
            "Un plan tiene al menos un recurso y un gasto.",
        ),
        words("Ajoutez une ligne.", "Add a row.", "Añada una línea."),
    ),
    row(
        FP_TRANCHES,
        Severity::Block,
        HOUSE,
        words(
            "Les tranches font {} ; la ligne, {}.",
            "The tranches come to {}; the line to {}.",
            "Los tramos suman {}; la línea, {}.",
        ),
        words(
            "Ajustez une tranche : ensemble elles sont la ligne.",
            "Adjust a tranche: together they are the line.",
            "Ajuste un tramo: juntos son la línea.",
        ),
    ),
    row(
        FP_EXISTS,
        Severity::Block,
        HOUSE,
        words(
            "Ce projet a déjà un plan de financement.",
            "This project already has a financing plan.",
            "Este proyecto ya tiene un plan de financiación.",
        ),
        words(
            "Révisez-le : chaque rive consentira au nouveau.",
            "Revise it: each side will consent to the new one.",
            "Revíselo: cada parte consentirá el nuevo.",
        ),
    ),
    row(
        FP_PROJECT_CLOSED,
        Severity::Block,
        HOUSE,
        words(
            "Le projet est achevé ou abandonné, ou sa coopération a pris fin : son plan ne change plus.",
            "The project is closed or abandoned, or its cooperation has ended: its plan no longer changes.",
            "El proyecto ha concluido o se abandonó, o su cooperación terminó: su plan ya no cambia.",
        ),
        words(
            "Les derniers versements s’enregistrent encore.",
            "The last payments can still be recorded.",
            "Los últimos pagos aún pueden registrarse.",
        ),
    ),
    row(
        FP_AGREE_FIRST,
        Severity::Block,
        HOUSE,
        words(
            "Toutes les rives consentent d’abord au même plan.",
            "Every side first consents to the same plan.",
            "Primero todas las partes consienten el mismo plan.",
        ),
        words(
            "Lisez le plan ensemble, puis que chaque rive y consente.",
            "Read the plan together, then let each side consent to it.",
            "Lean juntas el plan y que cada parte lo consienta.",
        ),
    ),
];
