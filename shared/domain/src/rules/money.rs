//! Rules of money from law and calls: of the guide, and the terms of the State’s calls.

use jiff::civil::date;

use super::{Rule, RuleId, Severity, french, row, since};
use crate::text::words;

/// The guide's rules on money.
const GUIDE: &str = "CNCD operational guide 2020, consolidated rules R-15 to R-29";
/// The terms of the calls of the State of 2024.
const CALLS: &str = "MEAE calls for decentralised cooperation 2024, regulations";

/// A subsidy is voted by the council.
pub const R_15: RuleId = RuleId("R-15");

/// A convention with the association above the threshold of its date, or when the action is co-financed.
pub const R_16: RuleId = RuleId("R-16");

/// A convention is advised below the threshold when a specific mission is given.
pub const R_17: RuleId = RuleId("R-17");

/// Amounts, votes and payees are never overwritten.
pub const R_18: RuleId = RuleId("R-18");

/// A co-financing completes an own contribution.
pub const R_19: RuleId = RuleId("R-19");

/// The share of the State by class of country; detail: the ceiling in percent.
pub const R_20: RuleId = RuleId("R-20");

/// No minimum for the State's calls.
pub const R_21: RuleId = RuleId("R-21");

/// The agency's facility: share, grant, years; detail: which.
pub const R_22: RuleId = RuleId("R-22");

/// The facility's programme: an earlier grant, its sums; detail: which.
pub const R_23: RuleId = RuleId("R-23");

/// The levy: sector, rate, product, same sector; detail: which.
pub const R_24: RuleId = RuleId("R-24");

/// General budgets pay for these sectors without limit.
pub const R_25: RuleId = RuleId("R-25");

/// Support to engineering is no part of a plan.
pub const R_29: RuleId = RuleId("R-29");

/// What is given in kind is capped in the calls of the State; detail: percent.
pub const FP_VALUED: RuleId = RuleId("FP-VALUED");

/// The French side brings a least share in the calls of the State; detail: percent.
pub const FP_OWN_SHARE: RuleId = RuleId("FP-OWN-SHARE");

/// What a subsidy needs before it is paid; detail: the rules.
pub const FP_SUBSIDY: RuleId = RuleId("FP-SUBSIDY");

/// The rows.
pub const MONEY: &[Rule] = &[
    french(row(
        R_15,
        Severity::Block,
        GUIDE,
        words(
            "Une subvention à une association se verse après le vote de l’assemblée.",
            "A subsidy to an association is paid after the council’s vote.",
            "Una subvención a una asociación se paga tras el voto del concejo municipal.",
        ),
        words(
            "Enregistrez la délibération : sa date et son numéro.",
            "Record the vote: its date and its number.",
            "Registre la deliberación: su fecha y su número.",
        ),
    )),
    since(
        date(2001, 6, 6),
        french(row(
            R_16,
            Severity::Block,
            "Law of 12 April 2000, art. 10, and decree 2001-495 of 6 June 2001; CNCD operational guide 2020, P-05",
            words(
                "Au-dessus du seuil en vigueur à la date du vote (23 000 € depuis 2001), ou dès que l’action est cofinancée, une convention avec l’association est obligatoire.",
                "Above the threshold in force on the day of the vote (€23,000 since 2001), or when the action is co-financed, a convention with the association is required.",
                "Por encima del umbral vigente el día del voto (23 000 € desde 2001), o si la acción está cofinanciada, hace falta un convenio con la asociación.",
            ),
            words(
                "Signez la convention avec l’association, enregistrez-la, puis versez.",
                "Sign the convention with the association, record it, then pay.",
                "Firme el convenio con la asociación, regístrelo y pague después.",
            ),
        )),
    ),
    french(row(
        R_17,
        Severity::Warn,
        GUIDE,
        words(
            "Une mission précise est confiée à l’association : une convention est recommandée, même sous le seuil.",
            "A specific mission is given to the association: a convention is advised, even below the threshold.",
            "Se confía una misión precisa a la asociación: se recomienda un convenio, incluso por debajo del umbral.",
        ),
        words(
            "Écrivez les objectifs et leur suivi dans une convention.",
            "Write the objectives and how they are followed into a convention.",
            "Escriba los objetivos y su seguimiento en un convenio.",
        ),
    )),
    row(
        R_18,
        Severity::Block,
        GUIDE,
        words(
            "L’argent public se suit sans rature : une correction nomme le montant qu’elle remplace, et celui-ci doit encore compter.",
            "Public money is followed without erasure: a correction names the amount that it replaces, and that one must still count.",
            "El dinero público se sigue sin tachaduras: una corrección nombra el importe que sustituye, y este debe contar todavía.",
        ),
        words(
            "Corrigez la dernière version de ce montant.",
            "Correct the newest version of this amount.",
            "Corrija la última versión de este importe.",
        ),
    ),
    french(row(
        R_19,
        Severity::Block,
        GUIDE,
        words(
            "Un cofinancement complète un apport initial de la collectivité française : il n’y en a pas dans ce plan.",
            "A co-financing completes an initial contribution of the French authority: this plan has none.",
            "Una cofinanciación completa un aporte inicial de la autoridad francesa: este plan no tiene ninguno.",
        ),
        words(
            "Ajoutez une ligne de budget propre, si petite soit-elle.",
            "Add a line from its own budget, however small.",
            "Añada una línea de presupuesto propio, por pequeña que sea.",
        ),
    )),
    french(row(
        R_20,
        Severity::Block,
        "CICID of 8 February 2018 and calls of 2024 (rates are rows with their days); CNCD operational guide 2020, F-05",
        words(
            "La part de l’État dépasse {} % des ressources, plafond de son appel pour cette classe de pays.",
            "The share of the State is above {} % of the resources, the ceiling of its call for this class of country.",
            "La parte del Estado supera el {} % de los recursos, tope de su convocatoria para esta clase de país.",
        ),
        words(
            "Baissez la part de l’État, ou vérifiez la classe du pays partenaire.",
            "Lower the share of the State, or check the class of the partner’s country.",
            "Baje la parte del Estado o compruebe la clase del país socio.",
        ),
    )),
    french(row(
        R_21,
        Severity::Inform,
        GUIDE,
        words(
            "Les appels de l’État n’ont ni montant minimal, ni condition de taille ou d’expérience.",
            "The State’s calls have no minimum amount, nor a condition of size or experience.",
            "Las convocatorias del Estado no tienen importe mínimo ni condición de tamaño o experiencia.",
        ),
        words(
            "Rien à faire : un petit projet est recevable.",
            "Nothing to do: a small project is eligible.",
            "Nada que hacer: un proyecto pequeño es admisible.",
        ),
    )),
    french(row(
        R_22,
        Severity::Block,
        GUIDE,
        words(
            "La FICOL finance au plus 70 %, de 200 000 à 1 500 000 €, sur trois ans au plus : {}.",
            "FICOL brings at most 70 %, from €200,000 to €1,500,000, over three years at most: {}.",
            "La FICOL aporta como máximo el 70 %, de 200 000 a 1 500 000 €, en tres años como máximo: {}.",
        ),
        words(
            "Ajustez la ligne ou la durée du projet ; zone et transition se vérifient auprès de l’agence.",
            "Adjust the line or the duration of the project; area and transition are checked with the agency.",
            "Ajuste la línea o la duración del proyecto; la zona y la transición se comprueban con la agencia.",
        ),
    )),
    french(row(
        R_23,
        Severity::Block,
        GUIDE,
        words(
            "La FICOL programmatique suit une première FICOL et finance de 600 000 à 1 500 000 € : {}.",
            "The FICOL programme follows a first FICOL and brings from €600,000 to €1,500,000: {}.",
            "La FICOL programática sigue a una primera FICOL y aporta de 600 000 a 1 500 000 €: {}.",
        ),
        words(
            "Nommez la FICOL précédente dans « financeur » et ajustez le montant.",
            "Name the earlier FICOL under “funder” and adjust the amount.",
            "Nombre la FICOL anterior en «financiador» y ajuste el importe.",
        ),
    )),
    row(
        R_24,
        Severity::Block,
        "CGCT art. L. 1115-1-1 and L. 1115-2 (laws of 27 January 2005, 7 December 2006 and 7 July 2014); CNCD operational guide 2020, F-02 to F-04b",
        words(
            "Le 1 % : au plus 1 % du produit d’un service public d’eau, d’énergie ou de déchets, pour des actions du même secteur : {}.",
            "The 1 % levy: at most 1 % of the product of a public service of water, energy or waste, for actions of the same sector: {}.",
            "El 1 %: como máximo el 1 % del producto de un servicio público de agua, energía o residuos, para acciones del mismo sector: {}.",
        ),
        words(
            "Indiquez le secteur, le produit de l’année et le taux voté, ou prenez la somme au budget général.",
            "State the sector, the year’s product and the rate that was voted, or take the sum from the general budget.",
            "Indique el sector, el producto del año y la tasa votada, o tome la suma del presupuesto general.",
        ),
    ),
    french(row(
        R_25,
        Severity::Inform,
        GUIDE,
        words(
            "Le budget général peut financer l’eau, l’énergie et les déchets sans limite de montant, quelle que soit la collectivité.",
            "The general budget may pay for water, energy and waste without limit, whichever the authority.",
            "El presupuesto general puede financiar agua, energía y residuos sin límite de importe, sea cual sea la autoridad.",
        ),
        words(
            "Rien à faire : le 1 % s’y ajoute si vous le votez.",
            "Nothing to do: the 1 % levy comes on top if you vote it.",
            "Nada que hacer: el 1 % se suma si lo votan.",
        ),
    )),
    row(
        R_29,
        Severity::Block,
        GUIDE,
        words(
            "L’appui DCOL paie un conseil, jamais un projet : il n’entre pas dans un plan de financement.",
            "DCOL support pays for advice, never for a project: it is no part of a financing plan.",
            "El apoyo DCOL paga un asesoramiento, nunca un proyecto: no entra en un plan de financiación.",
        ),
        words(
            "Retirez cette ligne ; demandez la DCOL à part.",
            "Remove this line; ask for DCOL apart.",
            "Retire esta línea; solicite la DCOL aparte.",
        ),
    ),
    since(
        date(2024, 1, 1),
        french(row(
            FP_VALUED,
            Severity::Block,
            CALLS,
            words(
                "Ce que la rive française valorise en nature dépasse {} % de son propre apport, plafond des appels de l’État depuis 2024.",
                "What the French side gives in kind is above {} % of its own contribution, the cap of the State’s calls since 2024.",
                "Lo que la parte francesa valora en especie supera el {} % de su propio aporte, tope de las convocatorias del Estado desde 2024.",
            ),
            words(
                "Augmentez l’apport en argent, ou baissez la valorisation.",
                "Raise the contribution in money, or lower what is given in kind.",
                "Aumente el aporte en dinero o baje la valoración en especie.",
            ),
        )),
    ),
    since(
        date(2024, 1, 1),
        french(row(
            FP_OWN_SHARE,
            Severity::Block,
            CALLS,
            words(
                "La rive française apporte moins de {} % du total, minimum des appels de l’État depuis 2024.",
                "The French side brings less than {} % of the total, the minimum of the State’s calls since 2024.",
                "La parte francesa aporta menos del {} % del total, mínimo de las convocatorias del Estado desde 2024.",
            ),
            words(
                "Augmentez l’apport de la collectivité française.",
                "Raise the contribution of the French authority.",
                "Aumente el aporte de la autoridad francesa.",
            ),
        )),
    ),
    french(row(
        FP_SUBSIDY,
        Severity::Inform,
        GUIDE,
        words(
            "Avant d’être versée, cette subvention demandera : {}.",
            "Before it is paid, this subsidy will need: {}.",
            "Antes de pagarse, esta subvención requerirá: {}.",
        ),
        words(
            "R-15 : le vote du conseil ; R-16 : une convention avec l’association.",
            "R-15: the council’s vote; R-16: a convention with the association.",
            "R-15: el voto del concejo; R-16: un convenio con la asociación.",
        ),
    )),
];
