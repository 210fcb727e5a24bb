// The parties of a proposal while it is being written.
import type { OrganisationLineFragment } from '$lib/gql/generated/graphql';
import type { PartyRole } from '$lib/gql/generated/schema';

export interface PartyRow {
	organisation: OrganisationLineFragment | null;
	side: number;
	role: PartyRole;
}

/** A number that no side has yet. */
export function nextSide(rows: readonly PartyRow[], own: number): number {
	return Math.max(own, ...rows.map((row) => row.side)) + 1;
}

/** The parties as the API takes them; rows without an organisation are left out. */
export function partiesInput(
	own: { id: string; side: number; role: PartyRole },
	rows: readonly PartyRow[]
) {
	const others = rows.flatMap((row) =>
		row.organisation ? [{ organisation: row.organisation.id, side: row.side, role: row.role }] : []
	);
	return [{ organisation: own.id, side: own.side, role: own.role }, ...others];
}

/** The sides with the names of their parties, in the order of their numbers. */
export function sideLabels(
	own: { name: string; side: number },
	rows: readonly PartyRow[]
): { number: number; label: string }[] {
	const names = new Map<number, string[]>([[own.side, [own.name]]]);
	for (const row of rows) {
		if (row.organisation) {
			names.set(row.side, [...(names.get(row.side) ?? []), row.organisation.name]);
		}
	}
	return [...names]
		.sort(([a], [b]) => a - b)
		.map(([number, parties]) => ({ number, label: parties.join(', ') }));
}
