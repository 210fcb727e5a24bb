//! Terms of projects and of money in the three languages, as reports name them; those of the pages are the same.

use domain::exchange;
use domain::financing::{Heading, Nature, Source, Step};
use domain::project::{Level, ReportKind, RiskEnd, RiskKind, TaskState};
use domain::text::Words;

use super::words::of;

/// Where money comes from.
pub(super) fn source(source: Source) -> Words {
    match source {
        Source::GeneralBudget => of("Budget général", "General budget", "Presupuesto general"),
        Source::AnnexBudget => {
            of("Budget annexe (1 %)", "Annex budget (1 % levy)", "Presupuesto anexo (1 %)")
        }
        Source::State => {
            of("État (appel à projets)", "State (call for projects)", "Estado (convocatoria)")
        }
        Source::Ficol => of("AFD, FICOL", "AFD, FICOL", "AFD, FICOL"),
        Source::FicolProgramme => {
            of("AFD, FICOL programmatique", "AFD, FICOL programme", "AFD, FICOL programática")
        }
        Source::Dcol => of("DCOL (appui-conseil)", "DCOL (advice)", "DCOL (asesoramiento)"),
        Source::Agency => of("Agence", "Agency", "Agencia"),
        Source::EuropeanUnion => of("Union européenne", "European Union", "Unión Europea"),
        Source::Region => of("Région", "Region", "Región"),
        Source::Departement => of("Département", "Département", "Departamento"),
        Source::Chamber => of("Chambre consulaire", "Chamber", "Cámara"),
        Source::Company => of("Entreprise", "Company", "Empresa"),
        Source::Foundation => of("Fondation", "Foundation", "Fundación"),
        Source::University => of("Université", "University", "Universidad"),
        Source::ForeignAuthority => of(
            "Autre collectivité étrangère",
            "Other authority abroad",
            "Otra autoridad extranjera",
        ),
        Source::Delegatee => of("Délégataire", "Delegatee", "Delegatario"),
        Source::Donation => of("Dons", "Donations", "Donaciones"),
        Source::Other => of("Autre source", "Other source", "Otra fuente"),
    }
}

/// What kind of resource it is.
pub(super) fn nature(nature: Nature) -> Words {
    match nature {
        Nature::Own => of("Apport propre", "Own contribution", "Aporte propio"),
        Nature::Cofinancing => of("Cofinancement", "Co-financing", "Cofinanciación"),
        Nature::InKind => of("En nature", "In kind", "En especie"),
    }
}

/// What money is spent on.
pub(super) fn heading(heading: Heading) -> Words {
    match heading {
        Heading::Staff => of("Personnel", "Staff", "Personal"),
        Heading::Travel => of("Missions", "Travel", "Misiones"),
        Heading::Equipment => of("Équipement", "Equipment", "Equipo"),
        Heading::Works => of("Travaux", "Works", "Obras"),
        Heading::Services => {
            of("Études et services", "Studies and services", "Estudios y servicios")
        }
        Heading::Training => of("Formation", "Training", "Formación"),
        Heading::Communication => of("Communication", "Communication", "Comunicación"),
        Heading::Evaluation => {
            of("Suivi et évaluation", "Monitoring and evaluation", "Seguimiento y evaluación")
        }
        Heading::Management => of("Gestion", "Management", "Gestión"),
        Heading::Contingencies => of("Imprévus", "Contingencies", "Imprevistos"),
        Heading::Other => of("Autre", "Other", "Otro"),
    }
}

/// How far money has come.
pub(super) fn step(step: Step) -> Words {
    match step {
        Step::Confirmed => of("confirmé", "confirmed", "confirmado"),
        Step::Committed => of("engagé", "committed", "comprometido"),
        Step::Disbursed => of("versé", "disbursed", "desembolsado"),
    }
}

/// What kind of exchange.
pub(super) fn exchange(kind: exchange::Kind) -> Words {
    match kind {
        exchange::Kind::Youth => of("Jeunesse", "Youth", "Juventud"),
        exchange::Kind::School => of("Scolaire", "School", "Escolar"),
        exchange::Kind::Sport => of("Sport", "Sport", "Deporte"),
        exchange::Kind::Culture => of("Culture", "Culture", "Cultura"),
        exchange::Kind::Professional => of("Professionnel", "Professional", "Profesional"),
        exchange::Kind::Solidarity => of("Solidarité", "Solidarity", "Solidaridad"),
        exchange::Kind::Official => of("Officiel", "Official", "Oficial"),
        exchange::Kind::Other => of("Autre", "Other", "Otro"),
    }
}

/// How likely, how heavy.
pub(super) fn level(level: Level) -> Words {
    match level {
        Level::Low => of("faible", "low", "bajo"),
        Level::Medium => of("moyen", "medium", "medio"),
        Level::High => of("fort", "high", "alto"),
    }
}

/// What may happen, or what is taken for granted.
pub(super) fn risk(kind: RiskKind) -> Words {
    match kind {
        RiskKind::Risk => of("Risque", "Risk", "Riesgo"),
        RiskKind::Assumption => of("Hypothèse", "Assumption", "Supuesto"),
    }
}

/// How far a task has come.
pub(super) fn task(state: TaskState) -> Words {
    match state {
        TaskState::Planned => of("Prévue", "Planned", "Prevista"),
        TaskState::UnderWay => of("En cours", "Under way", "En curso"),
        TaskState::Done => of("Faite", "Done", "Hecha"),
        TaskState::Dropped => of("Abandonnée", "Dropped", "Abandonada"),
    }
}

/// What became of it.
pub(super) fn became(end: Option<RiskEnd>) -> Words {
    match end {
        None => of("Demeure", "It stands", "Sigue en pie"),
        Some(RiskEnd::Happened) => of(
            "S’est produit, ou n’a pas tenu",
            "It happened, or did not hold",
            "Ocurrió, o no se cumplió",
        ),
        Some(RiskEnd::Passed) => {
            of("Écarté, ou a tenu", "It passed, or held", "Pasó, o se cumplió")
        }
    }
}

/// Which report.
pub(super) fn kind(kind: ReportKind) -> Words {
    match kind {
        ReportKind::Interim => of("Rapport intermédiaire", "Interim report", "Informe intermedio"),
        ReportKind::Final => of("Rapport final", "Final report", "Informe final"),
    }
}
