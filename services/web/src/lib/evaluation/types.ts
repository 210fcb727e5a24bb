// The shapes of a project's evaluations, named once.
import type { EvaluationPageQuery } from '$lib/gql/generated/evaluation';

export type EvaluatedProject = Extract<
	NonNullable<EvaluationPageQuery['node']>,
	{ __typename: 'Project' }
>;
export type EvaluationNode = EvaluatedProject['evaluations'][number];
export type EvaluationSideNode = EvaluationNode['sides'][number];
export type MeasureNode = EvaluationNode['measures'][number];
export type FormNode = EvaluationPageQuery['evaluationForm'];
