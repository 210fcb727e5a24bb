//! Inputs of acts on the evaluations of projects.

use async_graphql::{ID, InputObject};
use domain::project::Command;
use domain::project::evaluation::{Answer, EvaluationCommand as C};
use domain::{EvaluationId, MeasureId, OrganisationId, Refusal};

use super::{ActingAs, LocalTextInput, id, texts};
use crate::graph::enums::EvaluationOccasion;
use crate::graph::scalars::{Date, Uuid};

/// What a side says to one criterion of the form: in words, by a mark where it has one, or both.
#[derive(Debug, Clone, InputObject)]
pub struct EvaluationAnswerInput {
    /// The code of the criterion.
    pub criterion: String,
    pub text: Option<LocalTextInput>,
    /// From 1, on the scale of the form.
    pub mark: Option<u8>,
}

impl From<EvaluationAnswerInput> for Answer {
    fn from(input: EvaluationAnswerInput) -> Self {
        let EvaluationAnswerInput { criterion, text, mark } = input;
        Self { criterion, text: text.map(Into::into), mark }
    }
}

macro_rules! on_evaluation {
    ($($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty,)* }
        $input:ident => $command:expr;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, InputObject)]
        pub struct $name {
            pub command_id: Uuid,
            pub acting_as: Option<ActingAs>,
            pub project: ID,
            $($(#[$field_doc])* pub $field: $type,)*
        }

        impl $name {
            pub(crate) fn command(self) -> Result<Command, Refusal> {
                let $input = self;
                Ok(Command::Evaluation($command))
            }
        }
    )*};
}

on_evaluation! {
    /// An evaluation to open.
    OpenEvaluationInput {
        occasion: EvaluationOccasion,
        /// The last day of answering without having read the others.
        until: Date,
    }
    input => C::Open { occasion: input.occasion.into(), until: input.until.0 };
    /// The answers of the acting side, whole.
    AnswerEvaluationInput { evaluation: ID, answers: Vec<EvaluationAnswerInput>, }
    input => C::Answer {
        evaluation: evaluation(&input.evaluation)?,
        answers: input.answers.into_iter().map(Into::into).collect(),
    };
    /// Something that is to change.
    ProposeMeasureInput {
        evaluation: ID,
        title: Vec<LocalTextInput>,
        /// The party that does it.
        party: ID,
        due: Date,
    }
    input => C::ProposeMeasure {
        evaluation: evaluation(&input.evaluation)?, title: texts(input.title),
        party: id::<OrganisationId>(&input.party, "party")?, due: input.due.0,
    };
    /// The agreement of the acting side to a measure.
    AgreeToMeasureInput { evaluation: ID, measure: ID, }
    input => C::Agree {
        evaluation: evaluation(&input.evaluation)?, measure: measure(&input.measure)?,
    };
    /// A measure to drop.
    DropMeasureInput { evaluation: ID, measure: ID, reason: String, }
    input => C::Drop {
        evaluation: evaluation(&input.evaluation)?, measure: measure(&input.measure)?,
        reason: input.reason,
    };
    /// A measure that all agreed to, to be made a task of the project.
    TakeUpMeasureInput { evaluation: ID, measure: ID, }
    input => C::TakeUp {
        evaluation: evaluation(&input.evaluation)?, measure: measure(&input.measure)?,
    };
    /// The conclusion of an evaluation.
    ConcludeEvaluationInput { evaluation: ID, conclusion: Vec<LocalTextInput>, }
    input => C::Conclude {
        evaluation: evaluation(&input.evaluation)?, conclusion: texts(input.conclusion),
    };
}

fn evaluation(given: &ID) -> Result<EvaluationId, Refusal> {
    id(given, "evaluation")
}

fn measure(given: &ID) -> Result<MeasureId, Refusal> {
    id(given, "measure")
}
