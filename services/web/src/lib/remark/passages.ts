// Passages of a text: the paragraph at a place, and the text cut where passages and carets are.

/** From the first character to the one after the last, in UTF-16 units. */
export interface Span {
	from: number;
	to: number;
}

/** A part of the text that is all in some passage or in none, with whoever stands right behind it. */
export interface Piece<C> {
	text: string;
	marked: boolean;
	carets: C[];
}

/** The paragraph at a place, without the line break at its end. */
export function paragraphAt(text: string, at: number): Span {
	const from = text.lastIndexOf('\n', at - 1) + 1;
	const end = text.indexOf('\n', at);
	return { from: at === 0 ? 0 : from, to: end === -1 ? text.length : end };
}

/** What a person chose: their selection or, without one, the paragraph where they are. */
export const chosen = (text: string, from: number, to: number): Span =>
	from < to ? { from, to } : paragraphAt(text, from);

/** Which paragraph a place is in, counted from 1; empty lines do not count. */
export function paragraphNumber(text: string, at: number): number {
	const before = text.slice(0, paragraphAt(text, at).from).split('\n');
	return before.filter((line) => line.trim() !== '').length + 1;
}

/** The text in pieces. Places beyond its end are left out: they are of a text that is newer than what is shown. */
export function pieces<C>(
	text: string,
	spans: readonly Span[],
	carets: readonly { at: number; caret: C }[]
): Piece<C>[] {
	const there = spans.filter(({ from, to }) => from < to && to <= text.length);
	const standing = carets.filter(({ at }) => at >= 0 && at <= text.length);
	const cuts = new Set([0, text.length]);
	for (const { from, to } of there) cuts.add(from).add(to);
	for (const { at } of standing) cuts.add(at);
	const places = [...cuts].sort((a, b) => a - b);
	const behind = (place: number) =>
		standing.filter(({ at }) => at === place).map(({ caret }) => caret);
	const made: Piece<C>[] = [];
	const first = behind(0);
	if (first.length > 0) made.push({ text: '', marked: false, carets: first });
	for (const [index, to] of places.entries()) {
		const from = places[index - 1];
		if (from === undefined) continue;
		const marked = there.some((span) => span.from <= from && to <= span.to);
		made.push({ text: text.slice(from, to), marked, carets: behind(to) });
	}
	return made;
}

/** A passage in a few words, whole where it is short. */
export function excerpt(passage: string, most = 90): string {
	const line = passage.replace(/\s+/g, ' ').trim();
	if (line.length <= most) return line;
	const letters = [...line];
	return letters.length <= most ? line : `${letters.slice(0, most - 1).join('')}…`;
}
