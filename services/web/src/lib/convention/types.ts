// The shapes of a convention's page, named once.
import type { ConventionPageQuery } from '$lib/gql/generated/graphql';

export type ConventionNode = Extract<
	NonNullable<ConventionPageQuery['node']>,
	{ __typename: 'Convention' }
>;
export type ConventionPartyNode = ConventionNode['parties'][number];
export type ConventionVersionNode = ConventionNode['versions'][number];

/** The version as it stands. */
export const present = (node: ConventionNode): ConventionVersionNode | null =>
	node.versions.at(-1) ?? null;
