// What a long page holds: its sections as they stand in the document, and the one that is being read.

export interface Entry {
	id: string;
	title: string;
}

/** Fewer sections need no list to find one's way. */
export const worthListing = 3;

/** The headings by which sections of `root` are named, in the order of the page. */
export function headingsIn(root: ParentNode): HTMLElement[] {
	return [...root.querySelectorAll<HTMLElement>('section[aria-labelledby] h2[id]')].filter(
		(heading) => heading.closest('section')?.getAttribute('aria-labelledby') === heading.id
	);
}

export const entriesOf = (headings: readonly { id: string; textContent: string | null }[]) =>
	headings.map(({ id, textContent }): Entry => ({ id, title: textContent?.trim() ?? '' }));

/** True where both lists say the same: what is shown is then left alone. */
export const alike = (a: readonly Entry[], b: readonly Entry[]): boolean =>
	a.length === b.length && a.every((one, at) => one.id === b[at]?.id && one.title === b[at]?.title);

interface Place {
	id: string;
	/** Of its heading, in pixels below the upper edge of the window. */
	top: number;
}
interface Window {
	height: number;
	/** True when there is nothing further down. */
	atEnd: boolean;
	/** The section that was asked for last. */
	wanted: string | null;
}

/**
 * The section that is being read: the last whose heading has passed the upper third of the window; before all of them the
 * first. At the end of a page the last sections cannot come that high: the one that was asked for counts, else the last.
 */
export function readAt(places: readonly Place[], { height, atEnd, wanted }: Window): string | null {
	if (atEnd && places.length > 0) {
		const asked = places.find((one) => one.id === wanted && one.top >= 0 && one.top < height);
		return (asked ?? places.at(-1))?.id ?? null;
	}
	const passed = places.filter((one) => one.top <= height / 3);
	return (passed.at(-1) ?? places[0])?.id ?? null;
}
