// Groups parties into sides; the viewer's own side stands at the start edge, the others keep their order.

interface AnyParty {
	side: number;
	isMine: boolean;
}

export interface SideOf<P> {
	number: number;
	/** The colour of the side, 1 to 6: see `.bank-1` … in tokens.css. */
	colour: number;
	isMine: boolean;
	parties: P[];
}

/** The colour number of a side: it belongs to the side, whoever looks. */
export function sideColour(side: number): number {
	return ((side - 1 + 600) % 6) + 1;
}

/** The sides of `parties`, the viewer's own first. */
export function sidesFor<P extends AnyParty>(parties: readonly P[]): SideOf<P>[] {
	const sides = new Map<number, SideOf<P>>();
	for (const party of parties) {
		const side = sides.get(party.side) ?? {
			number: party.side,
			colour: sideColour(party.side),
			isMine: false,
			parties: []
		};
		side.parties.push(party);
		side.isMine ||= party.isMine;
		sides.set(party.side, side);
	}
	return [...sides.values()].sort(
		(a, b) => Number(b.isMine) - Number(a.isMine) || a.number - b.number
	);
}
