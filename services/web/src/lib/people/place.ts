// Where people have seats: an organisation or a country group.
import type { ActingAs, Role } from '$lib/gql/generated/schema';
import { session } from '$lib/viewer.svelte';

export interface Place {
	id: string;
	kind: 'organisation' | 'group';
	name: string;
}

/** The part of an input that names the place. */
export const named = (place: Place): { organisation: string } | { group: string } =>
	place.kind === 'organisation' ? { organisation: place.id } : { group: place.id };

/** In whose name the viewer acts there: the place's own people in its name, others as they choose. */
export function ownSeat(place: Place): ActingAs | undefined {
	const mine = session.viewer?.seats.some(
		(seat) => (seat.organisation ?? seat.group)?.id === place.id
	);
	return mine ? named(place) : undefined;
}

/** The roles that can be given in an organisation. */
export const organisationRoles: readonly Role[] = [
	'OFFICER',
	'EXECUTIVE',
	'COUNCIL_SECRETARY',
	'CONTRIBUTOR',
	'COMMITTEE_MEMBER',
	'READER',
	'ADMINISTRATOR',
	'LEGALITY_REVIEWER',
	'EMBASSY',
	'FUNDER_INSTRUCTOR'
];
/** The roles that can be given in a country group. */
export const groupRoles: readonly Role[] = [
	'GROUP_COORDINATOR',
	'GROUP_CHAIR',
	'GROUP_MEMBER',
	'GROUP_OBSERVER'
];
