// Where an entry of the timeline stands: on a bank, or across the water.
import type { Verb } from '$lib/gql/generated/graphql';

/** What all sides did together: it lies across the water like a bridge. */
const joint = new Set<string>([
	'JUMELAGE_CONTENT_AGREED',
	'JUMELAGE_CEREMONY_HELD',
	'PARTNERSHIP_AGREED_BY_ALL',
	'PARTNERSHIP_STARTED',
	'EXCHANGE_HELD'
] satisfies Verb[]);

export type Place = 'start' | 'end' | 'across';

interface Entry {
	verb: Verb;
	side: number | null;
}

/** `order`: the numbers of the sides as they are shown; the first stands at the start edge, the others opposite. */
export function placeOf(entry: Entry, order: readonly number[]): Place {
	if (joint.has(entry.verb) || entry.side === null) return 'across';
	return entry.side === order[0] ? 'start' : 'end';
}

/** True for what was done together, not merely noted by the system. */
export const isJoint = (entry: Entry): boolean => joint.has(entry.verb);

/** The lane of a side among those of the far bank, from 0. */
export function laneOf(entry: Entry, order: readonly number[]): number {
	const at = entry.side === null ? -1 : order.indexOf(entry.side);
	return Math.max(0, Math.min(at - 1, 3));
}

/** Cuts entries in groups of one calendar year each, in order. */
export function byYear<E extends { at: string; happenedOn?: string | null }>(
	entries: readonly E[]
): { year: string; entries: E[] }[] {
	const groups: { year: string; entries: E[] }[] = [];
	for (const entry of entries) {
		const last = groups.at(-1);
		// The first entry of an older link speaks of the year in which it began.
		const began = last === undefined ? entry.happenedOn?.slice(0, 4) : undefined;
		const year = began ?? String(new Date(entry.at).getFullYear());
		if (last?.year === year) last.entries.push(entry);
		else groups.push({ year, entries: [entry] });
	}
	return groups;
}
