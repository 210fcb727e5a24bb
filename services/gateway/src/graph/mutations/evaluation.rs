//! Mutations on the evaluations of projects.

use async_graphql::{Context, Object};

use super::ProjectPayload;
use super::project::act;
use crate::graph::fault::Result;
use crate::graph::inputs::{
    AgreeToMeasureInput, AnswerEvaluationInput, ConcludeEvaluationInput, DropMeasureInput,
    OpenEvaluationInput, ProposeMeasureInput, TakeUpMeasureInput,
};

macro_rules! acts {
    ($($(#[$doc:meta])* $act:ident($input:ident);)*) => {
        /// Evaluations of projects.
        #[derive(Default)]
        pub struct EvaluationMutation;

        #[Object]
        impl EvaluationMutation {$(
            $(#[$doc])*
            async fn $act(&self, ctx: &Context<'_>, input: $input) -> Result<ProjectPayload> {
                let (command, acting_as) = (input.command_id, input.acting_as.clone());
                let project = input.project.clone();
                act(ctx, command, acting_as, &project, || input.command()).await
            }
        )*}
    };
}

acts! {
    /// Opens an evaluation; there is one at a time.
    open_evaluation(OpenEvaluationInput);
    /// Answers the form for the acting side, anew until the answers are shown to the others.
    answer_evaluation(AnswerEvaluationInput);
    /// Proposes something that is to change, once the sides have read each other.
    propose_measure(ProposeMeasureInput);
    /// Agrees to a measure for the acting side.
    agree_to_measure(AgreeToMeasureInput);
    /// Drops a measure that is no task yet.
    drop_measure(DropMeasureInput);
    /// Makes a task of a measure that all sides agreed to.
    take_up_measure(TakeUpMeasureInput);
    /// Concludes an evaluation; after a final one the project is evaluated.
    conclude_evaluation(ConcludeEvaluationInput);
}
