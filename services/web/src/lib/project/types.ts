// The shapes of a project's page, named once.
import type { ProjectPageQuery } from '$lib/gql/generated/project';

export type ProjectNode = Extract<NonNullable<ProjectPageQuery['node']>, { __typename: 'Project' }>;
export type TaskNode = ProjectNode['tasks'][number];
export type PhaseNode = ProjectNode['phases'][number];
export type MilestoneNode = ProjectNode['milestones'][number];
export type IndicatorNode = ProjectNode['indicators'][number];
export type RiskNode = ProjectNode['risks'][number];
export type MeasurementNode = IndicatorNode['measurements'][number];
