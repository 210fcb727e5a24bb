// A page's query: runs when its variables change, and again, quietly, when something it shows has changed.
import { untrack } from 'svelte';
import { i18n } from '$lib/i18n.svelte';
import { live } from '$lib/live/live.svelte';
import { reach } from '$lib/offline/reach.svelte';
import { session } from '$lib/viewer.svelte';
import type { Answer } from './answer';
import { query, remembered } from './client';
import type { ChangeLineFragment, ScopeInput, TypedDocumentString } from './generated/graphql';

export interface LiveQueryOptions {
	/** What to follow: a scope, `null` for everything the viewer may see, `undefined` for nothing. */
	watch?: () => ScopeInput | null | undefined;
	/** Called with each change, before the query is asked again. */
	onChange?: (change: ChangeLineFragment) => void;
}

/** Changes that arrive together are answered by one request. */
const gather = 200;

/** Create it while a component is being set up: it lives as long as the component. */
export class LiveQuery<T, V> {
	data = $state.raw<T | null>(null);
	failure = $state.raw<Exclude<Answer<T>, { ok: true }> | null>(null);
	/** True while nothing can be shown yet. */
	loading = $state(true);
	/** When what is shown was kept on this device, where the server could not be asked. */
	keptAt = $state.raw<Date | null>(null);
	/** True while a request runs, also a quiet one. */
	busy = $state(false);
	readonly #document: TypedDocumentString<T, V>;
	readonly #variables: () => V | null;
	#run = 0;
	#timer: ReturnType<typeof setTimeout> | undefined;

	/** `variables` is reactive; while it gives null nothing is asked. */
	constructor(
		document: TypedDocumentString<T, V>,
		variables: () => V | null,
		options: LiveQueryOptions = {}
	) {
		this.#document = document;
		this.#variables = variables;
		$effect(() => {
			// Reading them here makes the query run again when one of them changes.
			const seats = session.viewer?.seats.map((seat) => seat.id).join();
			void [JSON.stringify(variables()), i18n.lang, session.viewer?.id, seats];
			untrack(() => void this.#fetch());
		});
		$effect(() => {
			// What was shown from this device is asked for again.
			if (reach.back > 0 && untrack(() => this.keptAt)) untrack(() => void this.#fetch());
		});
		$effect(() => {
			const scope = options.watch?.();
			const known = session.known;
			return untrack(() => (known ? this.#follow(scope, options) : undefined));
		});
		$effect(() => () => clearTimeout(this.#timer));
	}

	/** Asks again; what is shown stays until the answer is here. */
	refresh = async (): Promise<void> => {
		await this.#fetch();
	};

	#follow(scope: ScopeInput | null | undefined, options: LiveQueryOptions) {
		if (scope === undefined) return;
		return live.watch(scope, {
			onChange: (change) => {
				options.onChange?.(change);
				clearTimeout(this.#timer);
				this.#timer = setTimeout(() => void this.#fetch(), gather);
			},
			onResume: () => this.#fetch()
		});
	}

	async #fetch(): Promise<void> {
		const run = ++this.#run;
		await session.ready();
		const variables = untrack(() => this.#variables());
		if (variables === null || run !== this.#run) return;
		this.busy = true;
		const known = remembered(this.#document, variables);
		if (known !== null && this.data === null) this.#show({ ok: true, data: known });
		const answer = await query(this.#document, variables);
		if (run !== this.#run) return;
		const key = `${i18n.lang} ${this.#document.toString()} ${JSON.stringify(variables)}`;
		this.#show(answer);
		if (answer.ok) reach.keep(key, answer.data);
		else if (answer.kind === 'offline' && this.data === null) await this.#recall(key, run);
		this.busy = false;
	}

	/** Shows what this device kept of the page, and since when. */
	async #recall(key: string, run: number): Promise<void> {
		const keeper = reach.keeper ?? (await reach.wake());
		const kept = await keeper?.answers.find<T>(key);
		if (!kept || run !== this.#run || this.data !== null) return;
		this.data = kept.data;
		this.keptAt = kept.at;
		reach.showing(kept.at);
	}

	#show(answer: Answer<T>): void {
		this.loading = false;
		if (answer.ok) {
			this.failure = null;
			this.keptAt = null;
			this.data = answer.data;
		} else {
			this.failure = answer;
		}
	}
}
