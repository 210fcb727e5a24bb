// The shapes of a cooperation's page, named once.
import type {
	CooperationPageQuery,
	FindingPartsFragment,
	RiverPartFragment
} from '$lib/gql/generated/cooperation';

type Found = NonNullable<CooperationPageQuery['node']>;
export type JumelageNode = Extract<Found, { __typename: 'Jumelage' }>;
export type PartnershipNode = Extract<Found, { __typename: 'Partnership' }>;
export type CooperationNode = JumelageNode | PartnershipNode;
export type SideNode = CooperationNode['sides'][number];
export type RiverChange = RiverPartFragment['changes'][number];

/** What a rule finds in a party. */
export type Finding = FindingPartsFragment;

/** A text in one language. */
export interface LocalText {
	lang: string;
	text: string;
}

/** The hash of the text that people read now, if the cooperation has one. */
export function currentHash(node: CooperationNode): string | null {
	return node.__typename === 'Jumelage' ? (node.charter?.hash ?? null) : node.terms.hash;
}

/** The sides in the order of the banks: the viewer's own first, the others by their number. */
export function bankOrder<S extends { number: number; isMine: boolean }>(sides: readonly S[]): S[] {
	return [...sides].sort((a, b) => Number(b.isMine) - Number(a.isMine) || a.number - b.number);
}
