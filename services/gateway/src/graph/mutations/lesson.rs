//! Mutations on lessons.

use async_graphql::{Context, ID, Object};
use domain::LessonId;
use domain::lesson::Command;

use super::LessonPayload;
use super::desk::{Attempt, Desk};
use crate::graph::fault::Result;
use crate::graph::inputs::{
    ActingAs, ConsentToLessonInput, RetractLessonInput, RewriteLessonInput,
    WithdrawLessonConsentInput, WriteLessonInput, id, unknown,
};
use crate::graph::scalars::Uuid;

macro_rules! acts {
    ($($(#[$doc:meta])* $act:ident($input:ident);)*) => {
        /// Lessons.
        #[derive(Default)]
        pub struct LessonMutation;

        #[Object]
        impl LessonMutation {
            /// Writes a lesson of a cooperation, or of one of its projects, for the partners.
            async fn write_lesson(
                &self,
                ctx: &Context<'_>,
                input: WriteLessonInput,
            ) -> Result<LessonPayload> {
                let desk = Desk::new(ctx, input.command_id, input.acting_as.clone())?;
                let attempt = write(&desk, input).await;
                Ok(desk.settle(attempt).await?.into())
            }
            $(
            $(#[$doc])*
            async fn $act(&self, ctx: &Context<'_>, input: $input) -> Result<LessonPayload> {
                let (command, acting_as) = (input.command_id, input.acting_as.clone());
                let lesson = input.lesson.clone();
                act(ctx, command, acting_as, &lesson, input.command()).await
            }
        )*}
    };
}

acts! {
    /// Writes it anew; consents are void, what is public stays until all consent to the new words.
    rewrite_lesson(RewriteLessonInput);
    /// Consents to its words being public; the consent of the last side publishes them.
    consent_to_lesson(ConsentToLessonInput);
    /// Takes the consent back, before all have consented.
    withdraw_lesson_consent(WithdrawLessonConsentInput);
    /// Takes it from the public page; every side may, alone.
    retract_lesson(RetractLessonInput);
}

async fn write(desk: &Desk<'_>, input: WriteLessonInput) -> Attempt<LessonId> {
    let author = desk.author()?;
    let cooperation = desk.cooperation(&input.cooperation, "cooperation").await?;
    let lesson = LessonId(desk.created());
    let command = input.command(cooperation)?;
    let outcome = desk.world.lessons.handle(&author, desk.command, lesson, command).await?;
    Ok((lesson, outcome))
}

/// Acts on a lesson that the asker can see.
async fn act(
    ctx: &Context<'_>,
    command_id: Uuid,
    acting_as: Option<ActingAs>,
    given: &ID,
    command: Command,
) -> Result<LessonPayload> {
    let desk = Desk::new(ctx, command_id, acting_as)?;
    let attempt = async {
        let author = desk.author()?;
        let lesson: LessonId = id(given, "lesson")?;
        if desk.view().await?.lesson(lesson).await?.is_none() {
            return Err(unknown("lesson", given).into());
        }
        let outcome = desk.world.lessons.handle(&author, desk.command, lesson, command).await?;
        Ok((lesson, outcome))
    };
    Ok(desk.settle(attempt.await).await?.into())
}
