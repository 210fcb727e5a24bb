// What both proposal forms share: who proposes, the partner named in the address, and the draft.
import { query } from '$lib/gql/client';
import { OneOrganisationDocument, type OrganisationLineFragment } from '$lib/gql/generated/graphql';
import { session } from '$lib/viewer.svelte';
import type { PartyRow } from './parties';

/** The institutions in whose name the person can propose. */
export function proposers(): { id: string; name: string }[] {
	const found = (session.viewer?.seats ?? []).flatMap((seat) =>
		seat.organisation ? [{ id: seat.organisation.id, name: seat.organisation.name }] : []
	);
	return found.filter((one, at) => found.findIndex((other) => other.id === one.id) === at);
}

/**
 * Puts the organisation with `id` in the first free place, unless it is there already. A draft that had gone further with
 * somebody else shows its partners again: nobody shall be proposed to unseen.
 */
export async function invitePartner(
	proposal: { rows: PartyRow[]; step: number },
	id: string | null
): Promise<void> {
	const { rows } = proposal;
	if (!id || rows.some((row) => row.organisation?.id === id)) return;
	proposal.step = 0;
	const answer = await query(OneOrganisationDocument, { id });
	if (!answer.ok || !answer.data.node || !('country' in answer.data.node)) return;
	const organisation = answer.data.node as OrganisationLineFragment;
	const free = rows.find((row) => row.organisation === null);
	if (free) free.organisation = organisation;
	else rows.push({ organisation, side: rows.length + 2, role: 'LEAD' });
}
