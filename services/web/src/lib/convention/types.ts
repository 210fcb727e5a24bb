// The shapes of a convention's page, named once.
import type { ConventionPageQuery } from '$lib/gql/generated/convention';

export type ConventionNode = Extract<
	NonNullable<ConventionPageQuery['node']>,
	{ __typename: 'Convention' }
>;
export type ConventionPartyNode = ConventionNode['parties'][number];
export type ConventionVersionNode = ConventionNode['versions'][number];

/** The version as it stands. */
export const present = (node: ConventionNode): ConventionVersionNode | null =>
	node.versions.at(-1) ?? null;

/** The hashes of the papers that the record of a convention names: votes, signatures, formalities. */
export const hashesOf = (node: ConventionNode): string[] =>
	node.parties
		.flatMap((party) => [
			party.approval?.document,
			party.signature?.document,
			...party.steps.map((step) => step.done?.document)
		])
		.filter((hash) => typeof hash === 'string');
