// What a person did to a text field, as one change; and where a place in a text is after somebody else's.

/** At `at`, `removed` characters (UTF-16 units) gave way to `inserted`. */
export interface Change {
	at: number;
	removed: number;
	inserted: string;
}

/** A part of what somebody else did, in the shape in which Yjs tells it. */
export interface Step {
	retain?: number;
	insert?: unknown;
	delete?: number;
}

const isHigh = (text: string, at: number) => (text.charCodeAt(at) & 0xfc00) === 0xd800;
const isLow = (text: string, at: number) => (text.charCodeAt(at) & 0xfc00) === 0xdc00;

/**
 * The one change that leads from `before` to `after`, with the caret at `caret` when it was done: among equal letters it
 * tells which were typed. No character of two units is cut in half. Null when nothing changed.
 */
export function changeOf(before: string, after: string, caret = after.length): Change | null {
	if (before === after) return null;
	const most = Math.min(before.length, after.length);
	let end = 0;
	const behind = Math.min(most, Math.max(0, after.length - caret));
	while (end < behind && before.at(-1 - end) === after.at(-1 - end)) end += 1;
	let start = 0;
	while (start < most - end && before[start] === after[start]) start += 1;
	// What is equal behind a caret that tells nothing.
	while (end < most - start && before.at(-1 - end) === after.at(-1 - end)) end += 1;
	if (start > 0 && isHigh(before, start - 1)) start -= 1;
	if (end > 0 && isLow(before, before.length - end)) end -= 1;
	return {
		at: start,
		removed: before.length - start - end,
		inserted: after.slice(start, after.length - end)
	};
}

/** Where a place is after somebody else's change: behind what was inserted before it; `stay` keeps it before that. */
export function placeAfter(place: number, steps: readonly Step[], stay = false): number {
	let at = 0;
	let now = place;
	for (const step of steps) {
		if (step.retain !== undefined) at += step.retain;
		else if (typeof step.insert === 'string') {
			if (at < now || (at === now && !stay)) now += step.insert.length;
			at += step.insert.length;
		} else if (step.delete !== undefined && at < now) now -= Math.min(step.delete, now - at);
		if (at > now) break;
	}
	return now;
}
