// A draft that is open on this page, as components see it: the document, the line to the others, who is where.
import { mutate } from '$lib/gql/client';
import {
	PointDraftDocument,
	PushDraftDocument,
	type RefusalPartsFragment
} from '$lib/gql/generated/graphql';
import { live } from '$lib/live/live.svelte';
import { Pointer, type Place } from './carets';
import { Shelf } from './kept';
import { Sync, type Sent } from './sync';
import type { CaretNode } from './types';

/** Create it while a component is being set up, and end it with the component. */
export class OpenDraft {
	readonly sync: Sync<RefusalPartsFragment>;
	readonly pointer: Pointer;
	/** The languages that have words. */
	languages = $state.raw<string[]>([]);
	/** Where the others are. */
	carets = $state.raw<CaretNode[]>([]);
	/** The number of the last change of a remark; null until the first batch. */
	remarks = $state<number | null>(null);
	/** The last batch that was taken in; null until the first. */
	seq = $state<number | null>(null);
	/** Changes that the others do not have yet. */
	unsent = $state(0);
	refused = $state.raw<RefusalPartsFragment | null>(null);
	/** The server tells this page no more: it may not, or the line is lost. */
	silent = $state(false);
	/** False where this device keeps nothing: a closed page would lose what is not sent. */
	kept = $state(true);
	/** Moves with every change, for what is read from the document. */
	moved = $state(0);
	readonly #page = Math.floor(Math.random() * 2_147_483_647);
	readonly #leave: () => void;

	constructor(convention: string, acting: () => string | undefined) {
		const shelf = new Shelf(convention, this.#page);
		const common = () => {
			const organisation = acting();
			return { convention, ...(organisation ? { actingAs: { organisation } } : {}) };
		};
		this.sync = new Sync(
			{
				send: async (update) =>
					sentAs(await mutate(PushDraftDocument, { input: { ...common(), update } })),
				keep: (kept) => {
					if (kept === null) shelf.clear();
					else this.kept = shelf.keep(kept);
				},
				changed: () => this.#read()
			},
			shelf.take()
		);
		this.pointer = new Pointer((place: Place | null) => {
			if (acting() === undefined || live.state === 'offline') return;
			void mutate(PointDraftDocument, { input: { ...common(), page: this.#page, at: place } });
		});
		this.#leave = live.follow(
			convention,
			() => this.sync.seq,
			(batch) => {
				this.silent = batch === null;
				if (!batch) return;
				this.carets = batch.carets.filter((caret) => caret.page !== this.#page);
				this.sync.receive(batch);
				this.remarks = batch.remarks;
			}
		);
		this.#read();
	}

	end(): void {
		this.#leave();
		this.pointer.end();
		this.sync.end();
	}

	#read(): void {
		const { seq, unsent, refused } = this.sync;
		Object.assign(this, { seq, unsent, refused });
		this.languages = this.sync.languages();
		this.moved += 1;
	}
}

type Pushed = Awaited<
	ReturnType<typeof mutate<{ pushDraft: { refusals: RefusalPartsFragment[] } }, never>>
>;

function sentAs(answer: Pushed): Sent<RefusalPartsFragment> {
	// A fault is the server's: what was written waits until it is mended.
	if (!answer.ok) return { as: 'later' };
	const why = answer.data.pushDraft.refusals[0];
	switch (why?.rule.id) {
		case undefined:
			return { as: 'taken' };
		case 'CV-DRAFT-EARLY':
			return { as: 'early' };
		case 'CV-DRAFT-OFTEN':
			return { as: 'later' };
		default:
			return why ? { as: 'refused', why } : { as: 'taken' };
	}
}
