// One draft on this page: a Yjs document, what of it the others do not have yet, and the way there and back.
import * as Y from 'yjs';
import { fromBase64, toBase64, type Kept } from './kept';

/** What the server tells of a draft. */
export interface Batch {
	seq: number;
	updates: readonly string[];
	state: string;
}

/** What became of an update that was sent: taken, refused (`early` asks for all that is lacking), or to be tried again. */
export type Sent<R> =
	{ as: 'taken' } | { as: 'early' } | { as: 'later' } | { as: 'refused'; why: R };

export interface Outside<R> {
	send: (update: string) => Promise<Sent<R>>;
	/** Keeps what is not sent on the device; with nothing, forgets it. */
	keep: (kept: Kept | null) => void;
	/** Something that the page shows has changed. */
	changed: () => void;
}

/** What comes from the others. */
const THEIRS = 'theirs';
/** Left by an earlier page of this device. */
const LEFT = 'left';
/** The least time between two updates that are sent. */
export const pause = 180;
/** When an update is tried again that could not be sent. */
const patience = 3_000;
/** The server takes this many bytes at once. */
const most = 120 * 1024;

export class Sync<R> {
	readonly doc = new Y.Doc();
	/** The last batch that was taken in; null until the first. */
	seq: number | null = null;
	/** Changes that the others do not have yet. */
	unsent = 0;
	/** Why the last update was refused. */
	refused: R | null = null;
	readonly #outside: Outside<R>;
	#pending: Uint8Array[] = [];
	/** On its way, and not in the pending ones meanwhile. */
	#flying: Uint8Array | null = null;
	#state: Uint8Array | null = null;
	#all = false;
	#sending = false;
	/** What waits was put off. */
	#late = false;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#over = false;

	constructor(outside: Outside<R>, left: readonly Kept[] = []) {
		this.#outside = outside;
		this.doc.on('update', (update: Uint8Array, origin: unknown) => {
			if (origin === THEIRS || origin === LEFT) return;
			this.#pending.push(update);
			this.unsent += 1;
			this.#written();
		});
		// It may build on what is not here yet: Yjs waits for that by itself.
		for (const one of left) {
			Y.applyUpdate(this.doc, one.update, LEFT);
			this.#pending.push(one.update);
			this.unsent += one.count;
		}
	}

	/** The text of a language; made when it is first asked for, on whichever page, and the same on all. */
	text(lang: string): Y.Text {
		return this.doc.getText(lang);
	}

	/** The languages that have words. */
	languages(): string[] {
		const named = [...this.doc.share.keys()];
		return named.filter((lang) => this.doc.getText(lang).length > 0).sort();
	}

	/** Takes in what the server tells. */
	receive(batch: Batch): void {
		for (const update of batch.updates) Y.applyUpdate(this.doc, fromBase64(update), THEIRS);
		this.seq = batch.seq;
		this.#state = fromBase64(batch.state);
		if (this.unsent > 0 && !this.refused) this.#schedule(pause, true);
		this.#outside.changed();
	}

	/** Nothing more is sent or told; what is not sent stays on the device. */
	end(): void {
		this.#over = true;
		clearTimeout(this.#timer);
		this.doc.destroy();
	}

	#written(): void {
		this.#keep();
		this.#schedule(pause);
		this.#outside.changed();
	}

	#keep(): void {
		const written = this.#merged();
		const both = [this.#flying, written].filter((one) => one !== null);
		const update = both.length > 1 ? Y.mergeUpdates(both) : both[0];
		this.#outside.keep(update ? { count: this.unsent, update } : null);
	}

	#merged(): Uint8Array | null {
		if (this.#pending.length === 0) return null;
		// Merged once and kept so: a long time offline stays one update.
		if (this.#pending.length > 1) this.#pending = [Y.mergeUpdates(this.#pending)];
		return this.#pending[0] ?? null;
	}

	/** Sends after a while; `sooner` than what was put off because the line was cut. */
	#schedule(after: number, sooner = false): void {
		if (sooner && this.#late) clearTimeout(this.#timer);
		else if (this.#timer !== undefined) return;
		if (this.#sending || this.#over) return;
		this.#late = after >= patience;
		this.#timer = setTimeout(() => {
			this.#timer = undefined;
			void this.#send();
		}, after);
	}

	/** What the draft lacks: what was written here, or everything that it does not have when that is asked for. */
	#lacking(): Uint8Array | null {
		const update = this.#merged();
		if (update === null || this.#state === null) return update;
		return this.#all || update.length > most
			? Y.encodeStateAsUpdate(this.doc, this.#state)
			: update;
	}

	async #send(): Promise<void> {
		// Until the first batch it is not known what the draft has.
		const update = this.seq === null ? null : this.#lacking();
		if (update === null || this.#sending) return;
		const count = this.unsent;
		this.#flying = this.#merged();
		this.#pending = [];
		this.#sending = true;
		const sent = await this.#outside.send(toBase64(update));
		this.#sending = false;
		if (this.#over) return;
		if (sent.as !== 'taken' && this.#flying) this.#pending.unshift(this.#flying);
		this.#flying = null;
		let again: number | null = null;
		switch (sent.as) {
			case 'taken':
				this.unsent -= count;
				this.#all = false;
				this.refused = null;
				this.#keep();
				if (this.unsent > 0) again = pause;
				break;
			case 'early':
				again = this.#all ? patience : 0;
				this.#all = true;
				break;
			case 'later':
				again = patience;
				break;
			case 'refused':
				// Not tried again as it is: the next change may mend it.
				this.refused = sent.why;
				if (this.unsent > count) again = pause;
				break;
		}
		if (again !== null) this.#schedule(again);
		this.#outside.changed();
	}
}
