// Carets: where somebody is in a text, told to the others now and then, and where theirs are here.
import * as Y from 'yjs';
import { fromBase64, toBase64 } from './kept';

/** A place as it travels: it stays where it is while others write before it. */
export interface Place {
	lang: string;
	anchor: string;
	head: string;
}

/** The least time between two places that are told, and when one is told again although it has not moved. */
const pause = 500;
const again = 10_000;

const relative = (text: Y.Text, at: number) =>
	toBase64(Y.encodeRelativePosition(Y.createRelativePositionFromTypeIndex(text, at)));

/** A selection in a text. */
export const placeIn = (text: Y.Text, lang: string, from: number, to: number): Place => ({
	lang,
	anchor: relative(text, from),
	head: relative(text, to)
});

/** Where a place is now; null when it is in no text that is here. */
export function whereIs(doc: Y.Doc, place: string): number | null {
	try {
		const position = Y.decodeRelativePosition(fromBase64(place));
		return Y.createAbsolutePositionFromRelativePosition(position, doc)?.index ?? null;
	} catch {
		// Another programme's place: not shown.
		return null;
	}
}

/** Tells the others where one is. */
export class Pointer {
	readonly #tell: (place: Place | null) => void;
	#place: Place | null = null;
	#told = 'null';
	#timer: ReturnType<typeof setTimeout> | undefined;

	constructor(tell: (place: Place | null) => void) {
		this.#tell = tell;
	}

	/** One is there now; nowhere with null. */
	move(place: Place | null): void {
		this.#place = place;
		if (JSON.stringify(place) === this.#told) return;
		this.#soon(pause);
	}

	/** One has left. */
	end(): void {
		clearTimeout(this.#timer);
		if (this.#told !== 'null') this.#tell(null);
	}

	#soon(after: number): void {
		if (after === pause && this.#timer !== undefined && !this.#waiting) return;
		clearTimeout(this.#timer);
		this.#waiting = after === again;
		this.#timer = setTimeout(() => {
			this.#timer = undefined;
			this.#told = JSON.stringify(this.#place);
			this.#tell(this.#place);
			if (this.#place) this.#soon(again);
		}, after);
	}

	#waiting = false;
}
