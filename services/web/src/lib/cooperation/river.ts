// Where an entry of the timeline stands: on a bank, or across the water.
import type { Verb } from '$lib/gql/generated/graphql';

/** What all sides did together: it lies across the water like a bridge. */
const joint = new Set<string>([
	'JUMELAGE_CONTENT_AGREED',
	'JUMELAGE_CEREMONY_HELD',
	'PARTNERSHIP_AGREED_BY_ALL',
	'PARTNERSHIP_STARTED',
	'EXCHANGE_HELD',
	'CONVENTION_TEXT_AGREED',
	'CONVENTION_ENTERED_INTO_FORCE',
	'PROJECT_DESCRIPTION_AGREED',
	'PROJECT_STARTED',
	'PROJECT_CLOSED'
] satisfies Verb[]);

export type Place = 'start' | 'end' | 'across';

interface Entry {
	verb: Verb;
	side: number | null;
}

/** Messages and reactions stand in their discussion: the river shows that one was opened, and how it ended. */
export const isSmallTalk = (verb: Verb): boolean =>
	verb.startsWith('DISCUSSION_') && verb !== 'DISCUSSION_OPENED' && verb !== 'DISCUSSION_CLOSED';

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

interface Dated {
	at: string;
	happenedOn?: string | null;
}

/** The year an entry speaks of: that of its happening where it was recorded only later. */
function yearOf(entry: Dated): number {
	const recorded = new Date(entry.at).getFullYear();
	const happened = entry.happenedOn ? Number(entry.happenedOn.slice(0, 4)) : recorded;
	return Math.min(happened, recorded);
}

/** The entries from the earliest year to now; within a year they keep the order of the record. */
export function inOrder<E extends Dated>(entries: readonly E[]): E[] {
	return [...entries].sort((a, b) => yearOf(a) - yearOf(b));
}

/** Cuts ordered entries in groups of one calendar year each. */
export function byYear<E extends Dated>(entries: readonly E[]): { year: string; entries: E[] }[] {
	const groups: { year: string; entries: E[] }[] = [];
	for (const entry of entries) {
		const year = String(yearOf(entry));
		const last = groups.at(-1);
		if (last?.year === year) last.entries.push(entry);
		else groups.push({ year, entries: [entry] });
	}
	return groups;
}

/** The calendar day of a moment where the person is. */
const dayOf = (moment: string): string => new Date(moment).toLocaleDateString('sv-SE');

/** How the day of an entry stands to the day of its record: the same, earlier, or still to come when it was recorded. */
export function happening(entry: Dated): 'same' | 'before' | 'ahead' {
	const recorded = dayOf(entry.at);
	if (!entry.happenedOn || entry.happenedOn === recorded) return 'same';
	return entry.happenedOn > recorded ? 'ahead' : 'before';
}
