// Ties a text area to one text of a draft: what is typed goes in, what others write appears without moving the caret.
import * as Y from 'yjs';
import { changeOf, placeAfter, type Step } from './change';

/** How long typing counts as one step to be undone. */
const together = 800;

export class Field {
	readonly #area: HTMLTextAreaElement;
	readonly #text: Y.Text;
	readonly #undo: Y.UndoManager;
	readonly #shown: (text: string) => void;
	/** What the area showed when it was last equal to the text. */
	#shadow: string;
	/** What others wrote while something is being composed: shown when that is done. */
	#missed: Step[][] = [];
	#composing = false;

	constructor(area: HTMLTextAreaElement, text: Y.Text, shown: (text: string) => void) {
		this.#area = area;
		this.#text = text;
		this.#shown = shown;
		this.#shadow = text.toString();
		// Only what was typed here is undone, never what others wrote.
		this.#undo = new Y.UndoManager(text, {
			trackedOrigins: new Set([this]),
			captureTimeout: together
		});
		area.value = this.#shadow;
		shown(this.#shadow);
		text.observe(this.#heard);
		area.addEventListener('input', this.#typed);
		area.addEventListener('beforeinput', this.#before);
		area.addEventListener('keydown', this.#key);
		area.addEventListener('compositionstart', this.#begun);
		area.addEventListener('compositionend', this.#done);
	}

	/** Leaves the area as it is. */
	end(): void {
		const area = this.#area;
		this.#text.unobserve(this.#heard);
		this.#undo.destroy();
		area.removeEventListener('input', this.#typed);
		area.removeEventListener('beforeinput', this.#before);
		area.removeEventListener('keydown', this.#key);
		area.removeEventListener('compositionstart', this.#begun);
		area.removeEventListener('compositionend', this.#done);
	}

	readonly #typed = () => {
		if (this.#composing) return;
		const change = changeOf(this.#shadow, this.#area.value, this.#area.selectionEnd);
		if (change) {
			let [from, to] = [change.at, change.at + change.removed];
			for (const steps of this.#missed) {
				from = placeAfter(from, steps);
				to = Math.max(from, placeAfter(to, steps, true));
			}
			this.#text.doc?.transact(() => {
				if (to > from) this.#text.delete(from, to - from);
				if (change.inserted) this.#text.insert(from, change.inserted);
			}, this);
		}
		const missed = this.#missed;
		this.#missed = [];
		if (missed.length > 0) this.#write(missed);
		this.#shadow = this.#area.value;
		this.#shown(this.#shadow);
	};

	/** The text has changed: by this area, by its undoing, or by others. */
	readonly #heard = (event: Y.YTextEvent) => {
		if (event.transaction.origin === this) return;
		const steps = event.delta as Step[];
		if (this.#composing) this.#missed.push(steps);
		else this.#write([steps]);
	};

	#write(all: Step[][]): void {
		const area = this.#area;
		const { selectionStart, selectionEnd, selectionDirection } = area;
		const after = (place: number) =>
			all.reduce((now, steps) => placeAfter(now, steps, true), place);
		const words = this.#text.toString();
		area.value = words;
		if (document.activeElement === area) {
			area.setSelectionRange(after(selectionStart), after(selectionEnd), selectionDirection);
		}
		this.#shadow = words;
		this.#shown(words);
	}

	/** The browser's own undoing knows nothing of what others wrote. */
	readonly #before = (event: InputEvent) => {
		if (event.inputType === 'historyUndo') this.#back(event, 'undo');
		else if (event.inputType === 'historyRedo') this.#back(event, 'redo');
	};

	readonly #key = (event: KeyboardEvent) => {
		if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
		const key = event.key.toLowerCase();
		if (key === 'z') this.#back(event, event.shiftKey ? 'redo' : 'undo');
		else if (key === 'y') this.#back(event, 'redo');
	};

	#back(event: Event, way: 'undo' | 'redo'): void {
		event.preventDefault();
		if (!this.#area.readOnly) this.#undo[way]();
	}

	readonly #begun = () => {
		this.#composing = true;
	};

	readonly #done = () => {
		this.#composing = false;
		this.#typed();
	};
}
