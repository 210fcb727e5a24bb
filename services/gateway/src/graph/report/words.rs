//! What reports say in the three languages: headings, heads of columns, sentences with gaps.

use domain::text::Words;

/// Words in French, English and Spanish.
pub(super) const fn of(fr: &'static str, en: &'static str, es: &'static str) -> Words {
    Words { fr, en, es }
}

macro_rules! said {
    ($($name:ident: $fr:literal, $en:literal, $es:literal;)*) => {
        $(pub(super) const $name: Words = of($fr, $en, $es);)*

        #[cfg(test)]
        pub(super) const ALL: &[Words] = &[$($name),*];
    };
}

said! {
    SOURCE: "Établi par Rives d’après le dossier commun des parties", "Drawn up by Rives from the record that the parties share", "Elaborado por Rives a partir del registro común de las partes";
    PAGE: "Page", "Page", "Página";
    OF: "sur", "of", "de";
    CONTENTS: "Sommaire", "Contents", "Índice";
    PERIOD: "Du {from} au {to}", "From {from} to {to}", "Del {from} al {to}";
    SINCE_DAY: "Depuis le {from}", "Since {from}", "Desde el {from}";
    UNTIL_DAY: "Jusqu’au {to}", "Until {to}", "Hasta el {to}";
    AS_OF: "État du dossier au {day} à {time} (UTC), position {position}. Ce qui a été enregistré plus tard n’y figure pas.", "As of {day} at {time} (UTC), position {position} of the record. What was recorded later is not in it.", "Estado del registro al {day} a las {time} (UTC), posición {position}. Lo registrado más tarde no figura.";
    WRITTEN_LATER: "Les conclusions, difficultés et perspectives sont celles que les parties ont rédigées pour cette période, avec leur date.", "Conclusions, difficulties and prospects are those that the parties wrote for this period, with their date.", "Las conclusiones, dificultades y perspectivas son las que las partes redactaron para este periodo, con su fecha.";

    COOPERATION: "Coopération", "Cooperation", "Cooperación";
    PARTIES: "Parties", "Parties", "Partes";
    CONVENTIONS: "Conventions", "Conventions", "Convenios";
    STAGE: "Où en est le projet", "Where it stands", "Situación del proyecto";
    PLANNED: "Durée prévue", "Planned duration", "Duración prevista";
    BEGAN: "Début du travail", "Work began", "Inicio del trabajo";
    ENDED: "Fin du travail", "Work ended", "Fin del trabajo";
    THEMES: "Thèmes", "Themes", "Temas";
    GOALS: "Objectifs de développement durable", "Sustainable development goals", "Objetivos de desarrollo sostenible";

    DESCRIPTION: "Le projet", "The project", "El proyecto";
    OBJECTIVE: "Objectif général", "General objective", "Objetivo general";
    SPECIFIC: "Objectifs spécifiques", "Specific objectives", "Objetivos específicos";
    RESULTS: "Résultats attendus", "Expected results", "Resultados esperados";
    BENEFITS: "Ce que chaque partie attend et apporte", "What each side expects and brings", "Lo que cada parte espera y aporta";
    SIDE: "Partie", "Side", "Parte";
    EXPECTS: "Attend", "Expects", "Espera";
    BRINGS: "Apporte", "Brings", "Aporta";
    CONSENTED: "Description consentie par toutes les parties. Empreinte SHA-256 : {hash}", "Description to which every side consented. SHA-256: {hash}", "Descripción consentida por todas las partes. SHA-256: {hash}";
    NOT_CONSENTED: "Description proposée ; toutes les parties n’y ont pas encore consenti. Empreinte SHA-256 : {hash}", "Proposed description; not every side has consented yet. SHA-256: {hash}", "Descripción propuesta; aún no han consentido todas las partes. SHA-256: {hash}";

    ACTIVITIES: "Activités", "Activities", "Actividades";
    ACTIVITY: "Activité", "Activity", "Actividad";
    WHO: "Par", "By", "Por";
    DUE: "Prévue pour", "Due", "Prevista para";
    SINCE: "Date", "Date", "Fecha";
    DONE_IN: "Réalisées pendant la période", "Done in the period", "Realizadas en el periodo";
    UNDER_WAY: "En cours à la fin de la période", "Under way at the end of the period", "En curso al final del periodo";
    TO_COME: "À venir", "To come", "Por realizar";
    DONE_BEFORE: "Réalisées auparavant", "Done before", "Realizadas antes";
    DROPPED: "Abandonnées", "Dropped", "Abandonadas";
    REASON: "Raison", "Reason", "Motivo";
    NO_ACTIVITIES: "Aucune activité n’est enregistrée.", "No activity is on record.", "No hay ninguna actividad registrada.";

    PHASES: "Phases", "Phases", "Fases";
    PHASE: "Phase", "Phase", "Fase";
    DAYS: "Jours", "Days", "Días";
    PHASE_PARTS: "Activités et jalons", "Activities and milestones", "Actividades e hitos";
    PHASE_EMPTY: "Aucune activité n’est prévue dans cette phase.", "No activity is planned in this phase.", "No hay ninguna actividad prevista en esta fase.";

    MILESTONES: "Jalons", "Milestones", "Hitos";
    MILESTONE: "Jalon", "Milestone", "Hito";
    REACHED: "Atteint le", "Reached on", "Alcanzado el";
    LATE: "en retard", "late", "con retraso";
    AHEAD: "à venir", "to come", "por venir";

    INDICATORS: "Résultats mesurés", "Measured results", "Resultados medidos";
    INDICATOR: "Indicateur", "Indicator", "Indicador";
    BASELINE: "Départ", "Baseline", "Línea de base";
    TARGET: "Cible", "Target", "Meta";
    BEFORE: "Avant la période", "Before the period", "Antes del periodo";
    AT_END: "Fin de période", "End of period", "Fin del periodo";
    FIGURES: "Mesures de la période", "Figures of the period", "Mediciones del periodo";
    DAY: "Jour", "Day", "Día";
    VALUE: "Valeur", "Value", "Valor";
    ORIGIN: "Source", "Source", "Fuente";
    CORRECTED: "corrigée, ne compte plus", "corrected, no longer counts", "corregida, ya no cuenta";
    WOMEN_MEN: "{women} femmes, {men} hommes", "{women} women, {men} men", "{women} mujeres, {men} hombres";
    NO_INDICATORS: "Aucun indicateur n’est défini.", "No indicator is defined.", "No se ha definido ningún indicador.";

    MONEY: "Financement", "Financing", "Financiación";
    MONEY_AGREED: "Plan consenti par toutes les parties, en {currency}. Empreinte SHA-256 : {hash}", "Plan to which every side consented, in {currency}. SHA-256: {hash}", "Plan consentido por todas las partes, en {currency}. SHA-256: {hash}";
    MONEY_PROPOSED: "Plan proposé, en {currency} ; toutes les parties n’y ont pas encore consenti. Empreinte SHA-256 : {hash}", "Proposed plan, in {currency}; not every side has consented yet. SHA-256: {hash}", "Plan propuesto, en {currency}; aún no han consentido todas las partes. SHA-256: {hash}";
    BY_SOURCE: "Ressources par source", "Resources by source", "Recursos por fuente";
    BY_NATURE: "Ressources par nature", "Resources by nature", "Recursos por naturaleza";
    BY_PARTY: "Ressources par partie", "Resources by party", "Recursos por parte";
    BY_YEAR: "Ressources par année", "Resources by year", "Recursos por año";
    NATURE: "Nature", "Nature", "Naturaleza";
    PARTY: "Partie", "Party", "Parte";
    YEAR: "Année", "Year", "Año";
    SUM_PLANNED: "Prévu", "Planned", "Previsto";
    SUM_CONFIRMED: "Confirmé", "Confirmed", "Confirmado";
    SUM_COMMITTED: "Engagé", "Committed", "Comprometido";
    SUM_DISBURSED: "Versé", "Disbursed", "Desembolsado";
    SUM_PERIOD: "dont pendant la période", "of which in the period", "de ello en el periodo";
    TOTAL: "Total", "Total", "Total";
    EXPENSES: "Dépenses", "Expenses", "Gastos";
    EXPENSE: "Dépense", "Expense", "Gasto";
    PAID: "Payé", "Paid", "Pagado";
    BALANCE: "Ressources prévues moins dépenses prévues : {sum}.", "Planned resources less planned expenses: {sum}.", "Recursos previstos menos gastos previstos: {sum}.";
    REMAINS: "Reste à verser sur les ressources prévues : {sum}.", "Still to come of the planned resources: {sum}.", "Queda por desembolsar de los recursos previstos: {sum}.";
    ENTRIES: "Montants enregistrés, actes de la période", "Amounts on record, acts of the period", "Importes registrados, actos del periodo";
    ENTRY: "Objet", "What", "Objeto";
    AMOUNT: "Montant", "Amount", "Importe";
    PAYEE: "Destinataire et pièce", "Payee and paper", "Destinatario y documento";
    NO_LONGER: "corrigé, ne compte plus", "corrected, no longer counts", "corregido, ya no cuenta";
    TRANCHES: "Tranches qui restent à venir", "Tranches still to come", "Tramos pendientes";
    CONDITION: "Condition", "Condition", "Condición";
    MISSING: "Manque", "Missing", "Falta";

    PENDING: "Ce qui est en retard ou attendu", "What is late or expected", "Lo que está retrasado o pendiente";
    PENDING_WHAT: "Quoi", "What", "Qué";
    PENDING_SINCE: "Depuis", "Since", "Desde";
    NOTHING_PENDING: "Rien n’est en retard et rien n’est attendu.", "Nothing is late and nothing is expected.", "Nada está retrasado y nada está pendiente.";

    RISKS: "Risques et hypothèses", "Risks and assumptions", "Riesgos y supuestos";
    RISK_TEXT: "Risque ou hypothèse", "Risk or assumption", "Riesgo o supuesto";
    RISK_WEIGHT: "Probabilité, effet", "Likelihood, effect", "Probabilidad, efecto";
    RISK_ANSWER: "Réponse", "Answer", "Respuesta";
    RISK_BECAME: "Ce qu’il en est", "What became of it", "Qué ocurrió";

    CONCLUSIONS: "Conclusions", "Conclusions", "Conclusiones";
    DIFFICULTIES: "Difficultés", "Difficulties", "Dificultades";
    PROSPECTS: "Perspectives", "Prospects", "Perspectivas";
    BY_ON: "{who}, le {day}", "{who}, {day}", "{who}, {day}";
    LESSONS: "Bilan et enseignements", "What it brought and what was learnt", "Balance y lecciones aprendidas";

    DECISIONS: "Décisions et consentements", "Decisions and consents", "Decisiones y consentimientos";
    SEAT: "Fonction", "Seat", "Función";
    ACT: "Acte", "Act", "Acto";
    MORE: "Les actes suivants se lisent sur la page.", "Further acts can be read on the page.", "Los actos siguientes se leen en la página.";
    DOCUMENTS: "Documents", "Documents", "Documentos";
    DOCUMENT: "Document", "Document", "Documento";
    HASH: "Empreinte SHA-256", "SHA-256", "SHA-256";
    GIVEN: "Déposé le", "Given on", "Entregado el";
    SIGNATURES: "Visas", "Signatures", "Firmas";
    SIGNATURE: "Date, fonction et signature", "Date, function and signature", "Fecha, función y firma";

    NUMBER: "N°", "No.", "N.º";
    FUNDER: "Financeur", "Funder", "Financiador";
    CURRENCY: "Devise", "Currency", "Moneda";
    IN_REFERENCE: "Prévu en {currency}", "Planned in {currency}", "Previsto en {currency}";
    VALUE_DAY: "Date de valeur", "Value date", "Fecha de valor";
    RATE: "Taux", "Rate", "Tipo de cambio";
    LABEL: "Intitulé", "Label", "Concepto";
    HEADING: "Poste", "Item", "Partida";
    RESOURCES: "Ressources", "Resources", "Recursos";
    RECORDED: "Montants", "Amounts", "Importes";
    STEP: "Étape", "Step", "Etapa";
    COUNTS: "Compte", "Counts", "Cuenta";
    YES: "oui", "yes", "sí";
    NO: "non", "no", "no";

    HANDOVER: "Dossier de passation", "Handover pack", "Expediente de traspaso";
    HANDOVER_LEAD: "Pour l’équipe qui prend la suite : ce qui a été promis, décidé, fait et dépensé, ce qui est attendu, et qui était qui, par fonction.", "For the team that takes over: what was promised, decided, done and spent, what is expected, and who was who, by seat.", "Para el equipo que toma el relevo: lo prometido, decidido, hecho y gastado, lo que está pendiente y quién era quién, por función.";
    SINCE_WHEN: "Depuis", "Since", "Desde";
    NATURE_OF: "Nature", "Kind", "Tipo";
    STANDS: "État", "State", "Estado";
    LAST_ACTIVITY: "Dernière activité", "Last activity", "Última actividad";
    PROMISED: "Ce qui a été promis", "What was promised", "Lo prometido";
    CHARTER: "Charte", "Charter", "Carta";
    TERM: "Durée", "Term", "Duración";
    NOTICE: "Préavis", "Notice", "Preaviso";
    NO_PROMISES: "Ni charte ni convention n’est enregistrée.", "Neither a charter nor a convention is on record.", "No hay carta ni convenio registrados.";
    DECIDED: "Ce qui a été décidé", "What was decided", "Lo decidido";
    COUNCIL: "Conseil", "Council", "Concejo";
    VOTE: "Vote", "Vote", "Voto";
    REFERENCE: "Référence", "Reference", "Referencia";
    NO_DECISIONS: "Aucune délibération n’est enregistrée.", "No deliberation is on record.", "No hay deliberaciones registradas.";
    DONE: "Ce qui a été fait", "What was done", "Lo hecho";
    MISSION: "Compte rendu de mission", "Mission report", "Informe de misión";
    MISSION_KIND: "Nature de l’échange", "Kind of exchange", "Tipo de intercambio";
    MISSION_HOST: "Accueil", "Host", "Anfitrión";
    MISSION_STATE: "Situation", "Standing", "Situación";
    MISSION_PLANNED: "Prévu, pas encore enregistré comme tenu", "Planned, not recorded as held yet", "Previsto, aún no registrado como celebrado";
    MISSION_HELD: "Tenu", "Held", "Celebrado";
    MISSION_CANCELLED: "Annulé", "Cancelled", "Cancelado";
    MISSION_PURPOSE: "Objet", "Purpose", "Objeto";
    MISSION_PLACE: "Lieu", "Place", "Lugar";
    MISSION_MET: "Qui nous avons rencontré", "Whom we met", "A quién encontramos";
    MISSION_FOLLOW: "Suites prévues", "What follows", "Seguimiento previsto";
    MISSION_CATEGORY: "Catégorie", "Category", "Categoría";
    MISSION_COUNT: "Nombre", "Number", "Número";
    MISSION_NOBODY: "Aucun côté n’a encore rédigé cette partie.", "No side has written this part yet.", "Ninguna parte ha redactado aún este apartado.";
    MISSION_TASKS: "Tâches qui en découlent", "Tasks that came of it", "Tareas que se derivaron";
    TASK: "Tâche", "Task", "Tarea";
    TASK_STATE: "État", "State", "Estado";
    MISSION_ACTS: "Ce qui s’est passé, par siège", "What happened, by seat", "Lo ocurrido, por cargo";
    EXCHANGES: "Échanges", "Exchanges", "Intercambios";
    EXCHANGE: "Échange", "Exchange", "Intercambio";
    PARTICIPANTS: "Participants", "Participants", "Participantes";
    OUTCOME: "Ce qui en est sorti", "What came of it", "Qué resultó";
    PROJECTS: "Projets", "Projects", "Proyectos";
    PROJECT: "Projet", "Project", "Proyecto";
    NOTHING_DONE: "Ni échange ni projet n’est enregistré.", "Neither an exchange nor a project is on record.", "No hay intercambios ni proyectos registrados.";
    SPENT: "Ce qui a été dépensé", "What was spent", "Lo gastado";
    SPENT_CAPTION: "Sommes versées, par année et par partie, en {currency}", "Sums disbursed, by year and by party, in {currency}", "Sumas desembolsadas, por año y por parte, en {currency}";
    NOTHING_SPENT: "Aucun versement n’est enregistré dans ce que vous pouvez voir.", "No disbursement is on record in what you may see.", "No hay desembolsos registrados en lo que usted puede ver.";
    SEATS: "Qui était qui, par fonction", "Who was who, by seat", "Quién era quién, por función";
    SEATS_CAPTION: "Comités de jumelage", "Twinning committees", "Comités de hermanamiento";
    ACTED: "Fonctions au nom desquelles on a agi", "Seats in whose name acts were done", "Funciones en cuyo nombre se actuó";
    FROM: "Du", "From", "Desde el";
    UNTIL: "Au", "Until", "Hasta el";
    ACTS: "Actes", "Acts", "Actos";
    ELECTED: "membre élu", "elected", "miembro electo";
    CITIZEN: "habitant", "citizen", "habitante";
    TIMELINE: "Chronologie", "Timeline", "Cronología";
    TIMELINE_SHORT: "Les {most} actes qui comptent le plus récemment ; le reste se lit sur la page de la coopération.", "The {most} latest acts that count; the others can be read on the cooperation’s page.", "Los {most} actos relevantes más recientes; los demás se leen en la página de la cooperación.";
    LATEST: "Les {most} plus récents de {all} ; les autres se lisent sur les pages.", "The {most} latest of {all}; the others can be read on the pages.", "Los {most} más recientes de {all}; los demás se leen en las páginas.";
    ENDING: "Fin", "End", "Fin";
}

/// A template with its gaps filled, in one pass: what is filled in is never read as a gap.
pub(super) fn fill(template: &str, gaps: &[(&str, &str)]) -> String {
    let mut said = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        said.push_str(before);
        let (name, beyond) = after.split_once('}').unwrap_or((after, ""));
        let value = gaps.iter().find(|(gap, _)| *gap == name).map(|(_, value)| *value);
        said.push_str(value.unwrap_or_default());
        rest = beyond;
    }
    said.push_str(rest);
    said
}

#[cfg(test)]
mod tests {
    use super::{ALL, fill};

    #[test]
    fn each_language_fills_the_same_gaps() {
        let gaps = |text: &str| {
            let mut found: Vec<_> = text.split('{').skip(1).map(|t| t.split('}').next()).collect();
            found.sort_unstable();
            found.into_iter().map(|one| one.unwrap_or_default().to_owned()).collect::<Vec<_>>()
        };
        for words in ALL {
            assert_eq!(gaps(words.fr), gaps(words.en), "{}", words.en);
            assert_eq!(gaps(words.fr), gaps(words.es), "{}", words.en);
        }
    }

    #[test]
    fn no_words_are_empty_or_loud() {
        for words in ALL {
            for said in [words.fr, words.en, words.es] {
                assert!(!said.is_empty() && !said.contains('!'), "{said}");
            }
        }
    }

    #[test]
    fn what_is_filled_in_is_no_gap() {
        assert_eq!(fill("{a} and {b}.", &[("a", "{b}"), ("b", "x")]), "{b} and x.");
    }
}
