// The feed of one scope: the latest changes, older ones on demand, new ones as they happen, each exactly once.
import { untrack } from 'svelte';
import { mutate, query } from '$lib/gql/client';
import {
	FeedLastSeenDocument,
	FeedPageDocument,
	FeedSinceDocument,
	MarkSeenDocument,
	type ChangeLineFragment
} from '$lib/gql/generated/graphql';
import type { ScopeInput } from '$lib/gql/generated/schema';
import { i18n } from '$lib/i18n.svelte';
import { live } from '$lib/live/live.svelte';
import { session } from '$lib/viewer.svelte';
import { scopeKey } from './scope';

/** Create it while a component is being set up; `scope` is reactive. */
export class FeedStream {
	/** Oldest first. */
	changes = $state.raw<ChangeLineFragment[]>([]);
	loading = $state(true);
	failed = $state(false);
	busy = $state(false);
	hasOlder = $state(false);
	/** Cursors of what the person has not looked at yet. */
	unseen = $state.raw<readonly string[]>([]);
	/** More is unseen than was counted. */
	unseenMore = $state(false);
	readonly #scope: () => ScopeInput | null;
	#run = 0;
	#end: string | null = null;
	#leave: (() => void) | null = null;

	constructor(scope: () => ScopeInput | null) {
		this.#scope = scope;
		$effect(() => {
			void [JSON.stringify(scope()), i18n.lang, session.viewer?.id, session.known];
			untrack(() => void this.reload());
			return () => this.#stop();
		});
		$effect(() => {
			const hide = () => {
				if (document.visibilityState === 'hidden') void this.markSeen(false);
			};
			document.addEventListener('visibilitychange', hide);
			return () => {
				document.removeEventListener('visibilitychange', hide);
				void untrack(() => this.markSeen(false));
			};
		});
	}

	/** Starts again from the latest. */
	reload = async (): Promise<void> => {
		const run = ++this.#run;
		this.#stop();
		await session.ready();
		this.busy = true;
		const scope = untrack(() => this.#scope());
		const answer = await query(FeedPageDocument, { scope, lang: i18n.apiLang });
		if (run !== this.#run) return;
		this.busy = false;
		this.loading = false;
		this.failed = !answer.ok;
		if (!answer.ok) return;
		this.changes = answer.data.feed.changes;
		this.hasOlder = answer.data.feed.hasMore;
		this.#end = answer.data.feed.endCursor;
		this.#leave = live.watch(
			scope,
			{
				onChange: (change) => this.#arrived(change),
				onResume: () => this.#resumed()
			},
			this.#end
		);
		await this.#countUnseen(run, scope);
	};

	older = async (): Promise<void> => {
		const before = this.changes[0]?.cursor;
		if (!before || this.busy) return;
		const run = this.#run;
		this.busy = true;
		const scope = this.#scope();
		const answer = await query(FeedPageDocument, { scope, before, lang: i18n.apiLang });
		this.busy = false;
		if (run !== this.#run || !answer.ok) return;
		this.changes = [...answer.data.feed.changes, ...this.changes];
		this.hasOlder = answer.data.feed.hasMore;
	};

	/** Remembers that all of this was seen; `clear` also takes the mark away here. */
	markSeen = async (clear: boolean): Promise<void> => {
		const cursor = this.#end;
		if (!session.viewer || !cursor) return;
		const answer = await mutate(MarkSeenDocument, {
			input: { scope: scopeKey(this.#scope()), cursor }
		});
		if (clear && answer.ok) {
			this.unseen = [];
			this.unseenMore = false;
		}
	};

	#stop(): void {
		this.#leave?.();
		this.#leave = null;
	}

	#arrived(change: ChangeLineFragment): void {
		if (this.changes.some((known) => known.cursor === change.cursor)) return;
		this.changes = [...this.changes, change];
		this.#end = change.cursor;
		if (session.viewer && !change.actor.isMe) this.unseen = [...this.unseen, change.cursor];
	}

	/** After a lost connection what was missed arrives by itself; only a lost cursor needs a new start. */
	async #resumed(): Promise<void> {
		const last = this.#end;
		if (!last) return;
		const answer = await query(FeedSinceDocument, { scope: this.#scope(), after: last });
		if (!answer.ok && answer.kind === 'fault') await this.reload();
	}

	async #countUnseen(run: number, scope: ScopeInput | null): Promise<void> {
		this.unseen = [];
		this.unseenMore = false;
		if (!session.viewer) return;
		const seen = await query(FeedLastSeenDocument, { key: scopeKey(scope) });
		const after = seen.ok ? seen.data.viewer?.lastSeen : null;
		if (!after || run !== this.#run) return;
		const since = await query(FeedSinceDocument, { scope, after });
		if (!since.ok || run !== this.#run) return;
		const counted = since.data.feed.changes.map((change) => change.cursor);
		this.unseen = [...counted, ...this.unseen.filter((cursor) => !counted.includes(cursor))];
		this.unseenMore = since.data.feed.hasMore;
	}
}
