// The whole history of one cooperation: its first pages, and what arrives while it is shown.
import { untrack } from 'svelte';
import { query } from '$lib/gql/client';
import { CooperationRiverDocument } from '$lib/gql/generated/graphql';
import { i18n } from '$lib/i18n.svelte';
import { session } from '$lib/viewer.svelte';
import { isSmallTalk } from './river';
import type { RiverChange } from './types';

/** Create it while a component is being set up; `asOf` given: nothing after that moment. */
export class Timeline {
	entries = $state.raw<RiverChange[]>([]);
	failed = $state(false);
	loading = $state(true);
	readonly #id: () => string;
	readonly #asOf: () => string | null;
	#run = 0;

	constructor(id: () => string, asOf: () => string | null) {
		this.#id = id;
		this.#asOf = asOf;
		$effect(() => {
			void [id(), asOf(), i18n.lang, session.viewer?.id];
			untrack(() => {
				this.entries = [];
				this.loading = true;
				void this.#read(++this.#run, null);
			});
		});
	}

	/** Fetches what came after the last entry that is shown. */
	follow = async (): Promise<void> => {
		await this.#read(this.#run, this.entries.at(-1)?.cursor ?? null);
	};

	async #read(run: number, from: string | null): Promise<void> {
		await session.ready();
		let after = from;
		for (;;) {
			const answer = await query(CooperationRiverDocument, {
				id: this.#id(),
				asOf: this.#asOf(),
				after,
				lang: i18n.apiLang
			});
			if (run !== this.#run) return;
			this.loading = false;
			this.failed = !answer.ok;
			if (!answer.ok || !answer.data.node || !('timeline' in answer.data.node)) return;
			const page = answer.data.node.timeline;
			this.#add(page.changes);
			if (!page.hasMore || page.endCursor === after) return;
			after = page.endCursor;
		}
	}

	#add(changes: RiverChange[]): void {
		const known = this.entries.map((entry) => entry.cursor);
		const shown = changes.filter(
			(change) => !known.includes(change.cursor) && !isSmallTalk(change.verb)
		);
		this.entries = [...this.entries, ...shown];
	}
}
