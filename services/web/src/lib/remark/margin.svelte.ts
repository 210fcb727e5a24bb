// The margin of a draft that is open: its remarks, asked for whenever the draft says that one has changed, and where they stand.
import type * as Y from 'yjs';
import { whereIs } from '$lib/draft/carets';
import { query } from '$lib/gql/client';
import { DraftRemarksDocument, type DraftRemarksQuery } from '$lib/gql/generated/remark';
import { i18n } from '$lib/i18n.svelte';
import type { Span } from './passages';

type Node = Extract<NonNullable<DraftRemarksQuery['node']>, { draft: unknown }>;
export type RemarkNode = NonNullable<Node['draft']>['remarks'][number];

/** How long it waits before it asks again when it was not answered. */
const patience = 3_000;

/** Create it while a component is being set up, and end it with the component. */
export class Margin {
	remarks = $state.raw<RemarkNode[]>([]);
	readonly #convention: string;
	/** The number of the last change that is shown; that which is asked for. */
	#shown: number | null = null;
	#wanted: number | null = null;
	#asking = false;
	#over = false;
	#timer: ReturnType<typeof setTimeout> | undefined;

	constructor(convention: string) {
		this.#convention = convention;
	}

	/** A remark was made, answered or closed when this number is another. */
	heard(mark: number | null): void {
		if (mark === null || mark === this.#wanted) return;
		this.#wanted = mark;
		void this.#ask();
	}

	end(): void {
		clearTimeout(this.#timer);
		this.#over = true;
	}

	/** Where a remark is in the text now; null when it is not in what this page has. */
	static span(doc: Y.Doc, remark: RemarkNode): Span | null {
		const from = whereIs(doc, remark.anchor);
		const to = whereIs(doc, remark.head);
		return from === null || to === null ? null : { from, to: Math.max(from, to) };
	}

	async #ask(): Promise<void> {
		if (this.#asking || this.#over || this.#wanted === this.#shown) return;
		this.#asking = true;
		const asked = this.#wanted;
		const answer = await query(DraftRemarksDocument, {
			convention: this.#convention,
			lang: i18n.apiLang
		});
		this.#asking = false;
		if (this.#over) return;
		if (answer.ok) {
			const node = answer.data.node;
			if (node && 'draft' in node) this.remarks = node.draft?.remarks ?? [];
			this.#shown = asked;
			void this.#ask();
		} else {
			clearTimeout(this.#timer);
			this.#timer = setTimeout(() => void this.#ask(), patience);
		}
	}
}
