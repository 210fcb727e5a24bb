// The history of one cooperation: its latest entries, earlier ones when asked for, and what arrives while it is shown.
import { untrack } from 'svelte';
import { query } from '$lib/gql/client';
import {
	CooperationRiverDocument,
	CooperationRiverLatestDocument
} from '$lib/gql/generated/cooperation';
import { i18n } from '$lib/i18n.svelte';
import { session } from '$lib/viewer.svelte';
import { isSmallTalk } from './river';
import type { RiverChange } from './types';

/** Entries that a page begins with; fewer are fetched again as long as there are earlier ones. */
const enough = 15;
/** Requests at most for one step back: talk alone may fill some of them. */
const steps = 5;

/** Create it while a component is being set up; `asOf` given: nothing after that moment. */
export class Timeline {
	/** In order, oldest first. */
	entries = $state.raw<RiverChange[]>([]);
	failed = $state(false);
	loading = $state(true);
	/** True while there are entries before the first one that is shown. */
	hasEarlier = $state(false);
	busy = $state(false);
	readonly #id: () => string;
	readonly #asOf: () => string | null;
	#run = 0;
	/** The places up to which was read, at both ends: what was left out there counts as well. */
	#first: string | null = null;
	#last: string | null = null;

	constructor(id: () => string, asOf: () => string | null) {
		this.#id = id;
		this.#asOf = asOf;
		$effect(() => {
			void [id(), asOf(), i18n.lang, session.viewer?.id];
			untrack(() => {
				this.entries = [];
				this.loading = true;
				this.#first = this.#last = null;
				void this.#back(++this.#run, enough);
			});
		});
	}

	/** Shows entries before those that are shown. */
	earlier = async (): Promise<void> => {
		this.busy = true;
		await this.#back(this.#run, this.entries.length + enough);
		this.busy = false;
	};

	/** Fetches what came after the last entry that is shown. */
	follow = async (): Promise<void> => {
		const run = this.#run;
		if (this.#last === null) return this.#back(run, enough);
		for (;;) {
			const after: string = this.#last;
			const answer = await query(CooperationRiverDocument, { ...this.#asked(), after });
			if (run !== this.#run) return;
			this.failed = !answer.ok;
			if (!answer.ok || !answer.data.node || !('timeline' in answer.data.node)) return;
			const page = answer.data.node.timeline;
			this.entries = [...this.entries, ...this.#shown(page.changes)];
			this.#last = page.endCursor;
			if (!page.hasMore || page.endCursor === after) return;
		}
	};

	/** Reads back until so many entries are shown. */
	async #back(run: number, wanted: number): Promise<void> {
		await session.ready();
		for (let step = 0; step < steps; step += 1) {
			const before = this.#first;
			const answer = await query(CooperationRiverLatestDocument, { ...this.#asked(), before });
			if (run !== this.#run) return;
			this.loading = false;
			this.failed = !answer.ok;
			if (!answer.ok || !answer.data.node || !('timeline' in answer.data.node)) return;
			const page = answer.data.node.timeline;
			this.#first = page.changes[0]?.cursor ?? before;
			this.#last ??= page.endCursor;
			this.hasEarlier = page.hasMore;
			this.entries = [...this.#shown(page.changes), ...this.entries];
			if (!page.hasMore || this.entries.length >= wanted) return;
		}
	}

	#asked() {
		return { id: this.#id(), asOf: this.#asOf(), lang: i18n.apiLang };
	}

	/** Those that are not shown yet, without small talk. */
	#shown(changes: RiverChange[]): RiverChange[] {
		const known = new Set(this.entries.map((entry) => entry.cursor));
		return changes.filter((change) => !known.has(change.cursor) && !isSmallTalk(change.verb));
	}
}
