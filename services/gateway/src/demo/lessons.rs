//! What the two towns of the fictional project learnt: a midterm evaluation, answered by both, and a good practice that both made public.

use anyhow::Context as _;
use directory::import::jumelage_of;
use domain::cooperation::{Cooperation, Theme};
use domain::lesson::{self, Draft, Kind, hash_of};
use domain::project::Command;
use domain::project::evaluation::{Answer, EvaluationCommand as E, Occasion};
use domain::{Author, EvaluationId, LessonId, LocalText, ProjectId};
use jiff::ToSpan;
use jiff::tz::TimeZone;

use super::act::{Act, command, id};
use super::fiction::marked;
use super::people::{Cast, Town};
use super::projects::{WHAT, texts};

const HERE: Town = Town::SaintEtienne;
const THERE: Town = Town::Valparaiso;
const OPENED: &str = "an evaluation on the way";
const LESSON: &str = "a lesson of the project";

/// Plays the evaluation and the lesson.
pub(super) async fn play(act: &Act<'_>, cast: &Cast) -> anyhow::Result<()> {
    let scene = Scene { act, cast };
    scene.evaluate().await?;
    scene.learn().await
}

struct Scene<'a> {
    act: &'a Act<'a>,
    cast: &'a Cast,
}

impl Scene<'_> {
    fn author(&self, town: Town) -> anyhow::Result<&Author> {
        self.cast.get(&town).with_context(|| format!("nobody of {town:?} is here"))
    }

    async fn evaluate(&self) -> anyhow::Result<()> {
        let project = ProjectId(id(WHAT));
        let today = self.act.world.clock.now().to_zoned(TimeZone::UTC).date();
        let until = today.checked_add(30.days()).context("no such day")?;
        let open = E::Open { occasion: Occasion::Midterm, until };
        self.act.project(self.author(THERE)?, OPENED, project, Command::Evaluation(open)).await?;
        let evaluation = EvaluationId(commands::part_of(command(OPENED), 0));
        for (town, what, said) in [
            (
                HERE,
                "Saint-Étienne answers the evaluation",
                ("fr", "Une fuite est réparée en trois jours", 3),
            ),
            (
                THERE,
                "Valparaíso answers the evaluation",
                ("es", "Las cuadrillas trabajan con planos", 3),
            ),
        ] {
            let (lang, words, mark) = said;
            let text =
                LocalText { lang: lang.to_owned(), text: format!("{words} {}", marked(lang)) };
            let criterion = "services".to_owned();
            let answer = Answer { criterion, text: Some(text), mark: Some(mark) };
            let answer = E::Answer { evaluation, answers: vec![answer] };
            self.act
                .project(self.author(town)?, what, project, Command::Evaluation(answer))
                .await?;
        }
        let conclusion = texts("On continue ensemble", "Seguimos juntos");
        let conclude = Command::Evaluation(E::Conclude { evaluation, conclusion });
        self.act.project(self.author(HERE)?, "the evaluation is concluded", project, conclude).await
    }

    async fn learn(&self) -> anyhow::Result<()> {
        let draft = Draft {
            kind: Kind::GoodPractice,
            title: texts("Chercher les fuites la nuit", "Buscar las fugas de noche"),
            body: texts(
                "La nuit, l’eau qui coule s’entend : deux équipes à l’écoute trouvent plus de fuites qu’une carte.",
                "De noche se oye correr el agua: dos equipos a la escucha encuentran más fugas que un plano.",
            ),
            themes: vec![Theme("1.2".to_owned())],
        };
        let (hash, lesson) = (hash_of(&draft), LessonId(id(LESSON)));
        let cooperation = Cooperation::Jumelage(jumelage_of(HERE.id(), THERE.id()));
        let (parties, project) = (Vec::new(), Some(ProjectId(id(WHAT))));
        let draft = Box::new(draft);
        let write = lesson::Command::Write { cooperation, parties, project, draft };
        self.act.lesson(self.author(HERE)?, LESSON, lesson, write).await?;
        for (town, what) in
            [(THERE, "Valparaíso makes the lesson public"), (HERE, "both make the lesson public")]
        {
            let consent = lesson::Command::Consent { hash: hash.clone() };
            self.act.lesson(self.author(town)?, what, lesson, consent).await?;
        }
        Ok(())
    }
}
