// The shapes of a financing plan, named once.
import type { FinancingPageQuery } from '$lib/gql/generated/financing';

export type FundedProject = Extract<
	NonNullable<FinancingPageQuery['node']>,
	{ __typename: 'Project' }
>;
export type PlanNode = NonNullable<FundedProject['financing']>;
export type ContentNode = NonNullable<PlanNode['plan']>;
export type LineNode = ContentNode['lines'][number];
export type ExpenseNode = ContentNode['expenses'][number];
export type EntryNode = PlanNode['entries'][number];
export type SumsNode = ContentNode['sums'];
