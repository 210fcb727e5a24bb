// The shapes of a cooperation's page, named once.
import type { CooperationPageQuery, RiverPartFragment } from '$lib/gql/generated/graphql';

type Found = NonNullable<CooperationPageQuery['node']>;
export type JumelageNode = Extract<Found, { __typename: 'Jumelage' }>;
export type PartnershipNode = Extract<Found, { __typename: 'Partnership' }>;
export type CooperationNode = JumelageNode | PartnershipNode;
export type SideNode = CooperationNode['sides'][number];
export type RiverChange = RiverPartFragment['changes'][number];

/** A text in one language. */
export interface LocalText {
	lang: string;
	text: string;
}

/** The hash of the text that people read now, if the cooperation has one. */
export function currentHash(node: CooperationNode): string | null {
	return node.__typename === 'Jumelage' ? (node.charter?.hash ?? null) : node.terms.hash;
}
