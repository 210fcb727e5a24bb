// What the parts of a discussion share: its parties, and who speaks for the viewer.
import type { HomePartiesFragment } from '$lib/gql/generated/documents';

export type Parties = HomePartiesFragment['parties'];

/** An institution in whose name the viewer talks, as acts name it. */
export const speaker = (parties: Parties): { actingAs?: { organisation: string } } => {
	const own = parties.find((party) => party.isMine);
	return own ? { actingAs: { organisation: own.organisation.id } } : {};
};

/** Parties that a message can call on: those of one's own side where it stays there. */
export const callable = (parties: Parties, aside: boolean) => {
	const sides = new Set(parties.filter((party) => party.isMine).map((party) => party.side));
	const fits = (party: Parties[number]) => !party.isMine && (!aside || sides.has(party.side));
	return parties.filter(fits).map((party) => party.organisation);
};
