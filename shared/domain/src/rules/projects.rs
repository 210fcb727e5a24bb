//! Rules of joint projects (`PJ-…`): consent before work, honest figures, nobody speaks for another.

use super::{Rule, RuleId, Severity, row};
use crate::text::words;

/// Where a rule comes from that is how this platform keeps a common project honest.
const HOUSE: &str = "Rives: how a joint project is run";
/// Partners work together from the start: diagnosis, objectives and ways are agreed.
const WORK: &str = "Manual Europe – Latin America, activities and who does them; Rives: how a joint project is run";
/// The path of a project; stages in between may be left out.
const CYCLE: &str = "Manual Europe – Latin America, the cycle of a project";
/// Evaluation is more than accounting: results against where one began.
const OUTCOME: &str =
    "Manual Europe – Latin America, results and their measure; Rives: how a joint project is run";
/// A project that chases money serves nobody's priority.
const PRIORITY: &str = "Manual Europe – Latin America, priorities of the partners";
/// The policy markers of aid declarations.
const MARKERS: &str = "IATI Standard 2.03, PolicyMarker and PolicySignificance";

/// A joint project starts when all consented; detail: who has not.
pub const PJ_AGREE_FIRST: RuleId = RuleId("PJ-AGREE-FIRST");

/// What all agreed to is changed by a revision.
pub const PJ_AGREED: RuleId = RuleId("PJ-AGREED");

/// The start waits to be recorded.
pub const PJ_START: RuleId = RuleId("PJ-START");

/// A project needs a living cooperation.
pub const PJ_COOPERATION_CLOSED: RuleId = RuleId("PJ-COOPERATION-CLOSED");

/// Stages are left out, never gone back to.
pub const PJ_STAGE_ORDER: RuleId = RuleId("PJ-STAGE-ORDER");

/// Work begins once all consented.
pub const PJ_NOT_RUNNING: RuleId = RuleId("PJ-NOT-RUNNING");

/// It is not in this project, or no longer open.
pub const PJ_UNKNOWN: RuleId = RuleId("PJ-UNKNOWN");

/// A task cannot go there from where it is; detail: where it is.
pub const PJ_TASK_STATE: RuleId = RuleId("PJ-TASK-STATE");

/// No task comes after itself.
pub const PJ_CYCLE: RuleId = RuleId("PJ-CYCLE");

/// A task before it is still open; detail: which.
pub const PJ_BEFORE: RuleId = RuleId("PJ-BEFORE");

/// Nobody says for another side how far its task is.
pub const PJ_OWN_TASK: RuleId = RuleId("PJ-OWN-TASK");

/// Who does a task is a party of the project.
pub const PJ_PARTY: RuleId = RuleId("PJ-PARTY");

/// A result of the description.
pub const PJ_RESULT: RuleId = RuleId("PJ-RESULT");

/// One figure a day; detail: the day.
pub const PJ_MEASURED_TWICE: RuleId = RuleId("PJ-MEASURED-TWICE");

/// A measurement comes after the baseline; detail: the baseline’s day.
pub const PJ_BEFORE_BASELINE: RuleId = RuleId("PJ-BEFORE-BASELINE");

/// A value that can be kept.
pub const PJ_VALUE: RuleId = RuleId("PJ-VALUE");

/// Women and men add up.
pub const PJ_SEX: RuleId = RuleId("PJ-SEX");

/// A marker once, from 0 to 2.
pub const PJ_MARKER: RuleId = RuleId("PJ-MARKER");

/// A risk has an answer.
pub const PJ_ANSWER: RuleId = RuleId("PJ-ANSWER");

/// A start without an indicator.
pub const PJ_NO_INDICATOR: RuleId = RuleId("PJ-NO-INDICATOR");

/// Submitted without the consent of all.
pub const PJ_SUBMITTED: RuleId = RuleId("PJ-SUBMITTED");

/// Which priority it serves is not said.
pub const PJ_PRIORITY: RuleId = RuleId("PJ-PRIORITY");

/// Rules of projects.
pub const PROJECTS: &[Rule] = &[
    row(
        PJ_AGREE_FIRST,
        Severity::Block,
        WORK,
        words(
            "Un projet commun commence quand toutes les rives ont consenti à la même description ; manque encore : {}.",
            "A joint project starts when every side has consented to the same description; still missing: {}.",
            "Un proyecto conjunto empieza cuando todas las partes han consentido la misma descripción; falta aún: {}.",
        ),
        words(
            "Lisez la description ensemble, puis que chaque rive y consente.",
            "Read the description together, then let each side consent to it.",
            "Lean juntas la descripción y que cada parte la consienta.",
        ),
    ),
    row(
        PJ_AGREED,
        Severity::Block,
        HOUSE,
        words(
            "Toutes les rives ont consenti à cette description ; aucune ne s’en retire seule.",
            "Every side has consented to this description; none takes its consent back alone.",
            "Todas las partes han consentido esta descripción; ninguna retira sola su consentimiento.",
        ),
        words(
            "Proposez une révision, ou abandonnez le projet en disant pourquoi.",
            "Propose a revision, or abandon the project and say why.",
            "Proponga una revisión o abandone el proyecto diciendo por qué.",
        ),
    ),
    row(
        PJ_START,
        Severity::Inform,
        HOUSE,
        words(
            "Toutes les rives ont consenti : le projet peut commencer.",
            "Every side has consented: the project can start.",
            "Todas las partes han consentido: el proyecto puede empezar.",
        ),
        words(
            "Enregistrez le premier jour du travail.",
            "Record the first day of the work.",
            "Registre el primer día de trabajo.",
        ),
    ),
    row(
        PJ_COOPERATION_CLOSED,
        Severity::Block,
        HOUSE,
        words(
            "Un projet appartient à une coopération proposée ou en cours.",
            "A project belongs to a cooperation that is proposed or lives.",
            "Un proyecto pertenece a una cooperación propuesta o en curso.",
        ),
        words(
            "Proposez d’abord la coopération, ou relancez-la.",
            "Propose the cooperation first, or revive it.",
            "Proponga antes la cooperación o reactívela.",
        ),
    ),
    row(
        PJ_STAGE_ORDER,
        Severity::Block,
        CYCLE,
        words(
            "Cette étape ne vient pas après celle où en est le projet.",
            "This stage does not come after the one the project has reached.",
            "Esta etapa no viene después de la que ha alcanzado el proyecto.",
        ),
        words(
            "Choisissez une étape plus avancée ; on peut en sauter. Le début et la fin du travail s’enregistrent à part.",
            "Choose a later stage; stages may be left out. The start and the end of the work are recorded apart.",
            "Elija una etapa posterior; se pueden omitir etapas. El inicio y el fin del trabajo se registran aparte.",
        ),
    ),
    row(
        PJ_NOT_RUNNING,
        Severity::Block,
        WORK,
        words(
            "Le travail commence quand le projet est en cours.",
            "Work begins once the project is running.",
            "El trabajo empieza cuando el proyecto está en curso.",
        ),
        words(
            "Faites d’abord consentir chaque rive, puis enregistrez le début du projet.",
            "Let each side consent first, then record the start of the project.",
            "Que cada parte consienta primero; después registre el inicio del proyecto.",
        ),
    ),
    row(
        PJ_UNKNOWN,
        Severity::Block,
        HOUSE,
        words(
            "Cet élément n’est pas dans ce projet, ou n’y est plus ouvert.",
            "This is not part of the project, or no longer open in it.",
            "Este elemento no está en el proyecto, o ya no está abierto.",
        ),
        words(
            "Rechargez la page : l’autre rive l’a peut-être changé entre-temps.",
            "Load the page again: the other side may have changed it meanwhile.",
            "Vuelva a cargar la página: la otra parte puede haberlo cambiado.",
        ),
    ),
    row(
        PJ_TASK_STATE,
        Severity::Block,
        HOUSE,
        words(
            "L’état de la tâche ne le permet pas : {}.",
            "The state of the task does not allow it: {}.",
            "El estado de la tarea no lo permite: {}.",
        ),
        words(
            "Reprenez d’abord la tâche, en disant pourquoi.",
            "Take the task up again first, saying why.",
            "Retome antes la tarea, diciendo por qué.",
        ),
    ),
    row(
        PJ_CYCLE,
        Severity::Block,
        HOUSE,
        words(
            "Une tâche ne peut pas venir après elle-même, même par d’autres tâches.",
            "A task cannot come after itself, not through other tasks either.",
            "Una tarea no puede ir después de sí misma, tampoco a través de otras.",
        ),
        words(
            "Enlevez l’une des tâches qui la précèdent.",
            "Take away one of the tasks that come before it.",
            "Quite una de las tareas que la preceden.",
        ),
    ),
    row(
        PJ_BEFORE,
        Severity::Warn,
        HOUSE,
        words(
            "Une tâche qui la précède n’est pas finie : {}.",
            "A task that comes before it is not done: {}.",
            "Una tarea que la precede no está hecha: {}.",
        ),
        words(
            "L’ordre reste libre ; dites-vous-le d’une rive à l’autre.",
            "The order stays free; tell each other across the water.",
            "El orden es libre; avísense de una orilla a otra.",
        ),
    ),
    row(
        PJ_OWN_TASK,
        Severity::Block,
        HOUSE,
        words(
            "La rive qui fait une tâche dit elle-même où elle en est.",
            "The side that does a task says itself how far it is.",
            "La parte que hace una tarea dice ella misma cómo va.",
        ),
        words(
            "Demandez-lui de l’enregistrer, ou confiez la tâche à votre rive en disant pourquoi.",
            "Ask it to record this, or give the task to your side and say why.",
            "Pídale que lo registre, o asigne la tarea a su parte diciendo por qué.",
        ),
    ),
    row(
        PJ_PARTY,
        Severity::Block,
        HOUSE,
        words(
            "Seule une partie du projet peut être chargée d’une tâche.",
            "Only a party of the project can be given a task.",
            "Solo una parte del proyecto puede encargarse de una tarea.",
        ),
        words(
            "Choisissez une des organisations du projet.",
            "Choose one of the organisations of the project.",
            "Elija una de las organizaciones del proyecto.",
        ),
    ),
    row(
        PJ_RESULT,
        Severity::Block,
        HOUSE,
        words(
            "La description n’a pas de résultat à cette place.",
            "The description has no result at this place.",
            "La descripción no tiene un resultado en ese lugar.",
        ),
        words(
            "Choisissez un des résultats de la description.",
            "Choose one of the results of the description.",
            "Elija uno de los resultados de la descripción.",
        ),
    ),
    row(
        PJ_MEASURED_TWICE,
        Severity::Block,
        OUTCOME,
        words(
            "Cet indicateur a déjà une mesure pour le {}.",
            "This indicator already has a measurement for {}.",
            "Este indicador ya tiene una medición del {}.",
        ),
        words(
            "Corrigez la mesure de ce jour : l’ancienne reste au dossier et ne compte plus.",
            "Correct the measurement of that day: the old one stays on record and no longer counts.",
            "Corrija la medición de ese día: la anterior queda en el registro y deja de contar.",
        ),
    ),
    row(
        PJ_BEFORE_BASELINE,
        Severity::Block,
        HOUSE,
        words(
            "Cette mesure est d’avant la valeur de départ, qui est du {}.",
            "This measurement is from before the baseline, which is of {}.",
            "Esta medición es anterior al valor de partida, que es del {}.",
        ),
        words("Corrigez le jour.", "Correct the day.", "Corrija el día."),
    ),
    row(
        PJ_VALUE,
        Severity::Block,
        HOUSE,
        words(
            "Cette valeur n’est pas un nombre que l’on puisse garder : jusqu’à six décimales, sans excès.",
            "This value is not a number that can be kept: up to six decimals, within reason.",
            "Este valor no es un número que pueda guardarse: hasta seis decimales, sin excesos.",
        ),
        words(
            "Écrivez un nombre, comme 12,5 ; par l’API avec un point.",
            "Write a number, such as 12.5.",
            "Escriba un número, como 12,5; por la API con punto.",
        ),
    ),
    row(
        PJ_SEX,
        Severity::Block,
        OUTCOME,
        words(
            "Femmes et hommes se comptent ensemble, pour un indicateur qui compte des personnes, et leur somme est la valeur.",
            "Women and men are counted together, for an indicator that counts people, and add up to the value.",
            "Mujeres y hombres se cuentan juntos, en un indicador que cuenta personas, y suman el valor.",
        ),
        words(
            "Donnez les deux nombres, ou aucun.",
            "Give both numbers, or none.",
            "Dé los dos números, o ninguno.",
        ),
    ),
    row(
        PJ_MARKER,
        Severity::Block,
        MARKERS,
        words(
            "Un marqueur est donné une fois, de 0 (non visé) à 2 (but principal).",
            "A marker is given once, from 0 (not targeted) to 2 (principal aim).",
            "Un marcador se da una vez, de 0 (no buscado) a 2 (fin principal).",
        ),
        words(
            "Choisissez pour chacun une seule importance.",
            "Choose a single importance for each.",
            "Elija una sola importancia para cada uno.",
        ),
    ),
    row(
        PJ_ANSWER,
        Severity::Block,
        HOUSE,
        words(
            "Dites ce que l’on fait face à ce risque ou à cette hypothèse.",
            "Say what is done about this risk or assumption.",
            "Diga qué se hace ante este riesgo o supuesto.",
        ),
        words(
            "« Nous l’acceptons » est aussi une réponse.",
            "“We accept it” is an answer too.",
            "«Lo aceptamos» también es una respuesta.",
        ),
    ),
    row(
        PJ_NO_INDICATOR,
        Severity::Warn,
        OUTCOME,
        words(
            "Le projet commence sans indicateur : on ne verra pas ce qu’il change.",
            "The project starts without an indicator: what it changes will not be seen.",
            "El proyecto empieza sin indicador: no se verá lo que cambia.",
        ),
        words(
            "Définissez au moins un indicateur, avec sa valeur de départ.",
            "Define at least one indicator, with its value at the start.",
            "Defina al menos un indicador, con su valor de partida.",
        ),
    ),
    row(
        PJ_SUBMITTED,
        Severity::Warn,
        WORK,
        words(
            "Le projet est soumis avant que toutes les rives aient consenti à sa description.",
            "The project is submitted before every side has consented to its description.",
            "El proyecto se presenta antes de que todas las partes hayan consentido su descripción.",
        ),
        words(
            "Faites consentir chaque rive : un financeur entend les deux.",
            "Let each side consent: a funder listens to both.",
            "Que cada parte consienta: un financiador escucha a ambas.",
        ),
    ),
    row(
        PJ_PRIORITY,
        Severity::Inform,
        PRIORITY,
        words(
            "La description ne nomme ni thème ni objectif de développement durable.",
            "The description names neither a theme nor a sustainable development goal.",
            "La descripción no nombra ni tema ni objetivo de desarrollo sostenible.",
        ),
        words(
            "Dites quelle priorité de chaque rive il sert.",
            "Say which priority of each side it serves.",
            "Diga a qué prioridad de cada parte sirve.",
        ),
    ),
];
