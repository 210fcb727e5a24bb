// A list that grows page by page: the first page stays live, further ones are added behind it.
import { untrack } from 'svelte';
import { query } from '$lib/gql/client';
import type { TypedDocumentString } from '$lib/gql/generated/graphql';
import type { ScopeInput } from '$lib/gql/generated/schema';
import { LiveQuery } from '$lib/gql/page.svelte';

interface Page<N> {
	nodes: N[];
	pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

export class GrowingList<
	N extends { id: string },
	T,
	V extends { after?: string | null | undefined }
> {
	readonly first: LiveQuery<T, V>;
	busy = $state(false);
	#more = $state.raw<Page<N>[]>([]);
	readonly #document: TypedDocumentString<T, V>;
	readonly #variables: () => V;
	readonly #page: (data: T) => Page<N>;

	constructor(
		document: TypedDocumentString<T, V>,
		variables: () => V,
		page: (data: T) => Page<N>,
		watch: () => ScopeInput | null
	) {
		this.#document = document;
		this.#variables = variables;
		this.#page = page;
		this.first = new LiveQuery(document, variables, { watch });
		$effect(() => {
			void JSON.stringify(variables());
			untrack(() => (this.#more = []));
		});
	}

	get #pages(): Page<N>[] {
		return this.first.data === null ? [] : [this.#page(this.first.data), ...this.#more];
	}

	/** Everything shown, each once, even when a row moved between pages meanwhile. */
	get nodes(): N[] {
		const all = this.#pages.flatMap((page) => page.nodes);
		const ids = all.map((node) => node.id);
		return all.filter((node, index) => ids.indexOf(node.id) === index);
	}

	get hasMore(): boolean {
		return this.#pages.at(-1)?.pageInfo.hasNextPage ?? false;
	}

	more = async (): Promise<void> => {
		const after = this.#pages.at(-1)?.pageInfo.endCursor;
		if (this.busy || !after) return;
		this.busy = true;
		const wanted = JSON.stringify(this.#variables());
		const answer = await query(this.#document, { ...this.#variables(), after });
		this.busy = false;
		if (!answer.ok || wanted !== JSON.stringify(this.#variables())) return;
		this.#more = [...this.#more, this.#page(answer.data)];
	};
}
