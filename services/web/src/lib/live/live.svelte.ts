// The live connection: one socket for the whole page, one subscription for each watched scope.
import type { ChangeLineFragment, ScopeInput } from '$lib/gql/generated/graphql';
import { HeadDocument } from '$lib/gql/generated/graphql';
import { query } from '$lib/gql/client';
import { i18n } from '$lib/i18n.svelte';
import { Resume, isRefusal, recoveryFor } from './resume';
import type { DraftBatch, HereList, Socket, Stream, StreamEvents } from './socket';

/** `idle`: not asked for yet; `catching`: connected again, fetching what was missed. */
export type LiveState = 'idle' | 'connecting' | 'live' | 'catching' | 'offline';

export interface Watcher {
	/** A change within the scope, in order, each once. */
	onChange: (change: ChangeLineFragment) => void;
	/** The connection came back, or the cursor was lost: fetch what is shown again. */
	onResume?: () => void | Promise<void>;
}

interface Channel {
	scope: ScopeInput | null;
	resume: Resume;
	watchers: Set<Watcher>;
	stream: Stream | null;
}

/** A stream that is opened again whenever it is lost. */
interface Stay {
	open: (socket: Socket) => Stream;
	stream: Stream | null;
}

class Live {
	state = $state<LiveState>('idle');
	/** The last moment at which the server was heard. */
	heardAt = $state<Date>(new Date());
	/** The latest change, for those who read the page aloud. */
	latest = $state<ChangeLineFragment | null>(null);

	#channels = new Map<string, Channel>();
	#stays = new Set<Stay>();
	#socket: Promise<Socket> | null = null;
	#cursor: string | null = null;
	#wasLive = false;

	/** The page's first cursor: nothing after it is missed. */
	startFrom(head: string): void {
		this.#cursor = head;
	}

	/** Watches a scope; the returned function ends it. */
	watch(scope: ScopeInput | null, watcher: Watcher, after?: string): () => void {
		const key = JSON.stringify([scope, after ?? null]);
		let channel = this.#channels.get(key);
		if (!channel) {
			const start = after ?? this.#cursor;
			if (start === null) return () => {};
			channel = { scope, resume: new Resume(start), watchers: new Set(), stream: null };
			this.#channels.set(key, channel);
			void this.#open(channel);
		}
		channel.watchers.add(watcher);
		const opened = channel;
		return () => this.#leave(key, opened, watcher);
	}

	/** Is here on a cooperation's page and hears who is, or null when that is not known; the returned function ends it. */
	attend(cooperation: string, onList: (list: HereList | null) => void): () => void {
		return this.#stay<HereList>(onList, (socket, events) =>
			socket.attend(cooperation, i18n.apiLang, events)
		);
	}

	/** Follows a draft after the batch that one has, or hears null when the line is lost; the returned function ends it. */
	follow(
		convention: string,
		after: () => number | null,
		onBatch: (batch: DraftBatch | null) => void
	): () => void {
		return this.#stay<DraftBatch>(onBatch, (socket, events) =>
			socket.follow(convention, i18n.apiLang, after, events)
		);
	}

	#stay<T>(
		hear: (told: T | null) => void,
		open: (socket: Socket, events: StreamEvents<T>) => Stream
	): () => void {
		const next = (told: T) => {
			this.heardAt = new Date();
			hear(told);
		};
		const failed = (error: unknown) => {
			stay.stream = null;
			hear(null);
			if (!isRefusal(error)) setTimeout(() => void this.#enter(stay), 3_000);
		};
		const stay: Stay = { open: (socket) => open(socket, { next, failed }), stream: null };
		this.#stays.add(stay);
		void this.#enter(stay);
		return () => {
			this.#stays.delete(stay);
			stay.stream?.end();
		};
	}

	/** Ends every subscription and opens it anew: the person or the language changed. */
	async renew(): Promise<void> {
		const socket = this.#socket;
		this.#socket = null;
		this.#wasLive = false;
		for (const open of [...this.#channels.values(), ...this.#stays]) {
			open.stream?.drop();
			open.stream = null;
		}
		(await socket)?.dispose();
		for (const channel of this.#channels.values()) void this.#open(channel);
		for (const stay of this.#stays) void this.#enter(stay);
	}

	#leave(key: string, channel: Channel, watcher: Watcher): void {
		channel.watchers.delete(watcher);
		if (channel.watchers.size > 0) return;
		channel.stream?.end();
		if (this.#channels.get(key) === channel) this.#channels.delete(key);
	}

	#connect(): Promise<Socket> {
		this.#socket ??= import('./socket').then(({ openSocket }) =>
			openSocket({
				connecting: () => {
					if (this.state !== 'offline') this.state = 'connecting';
				},
				connected: () => void this.#connected(),
				lost: () => {
					// Without watchers the socket closes by itself: nothing is lost.
					const unwatched = this.#channels.size === 0 && navigator.onLine;
					this.state = unwatched ? 'idle' : 'offline';
					if (unwatched) this.#wasLive = false;
				},
				heard: () => {
					this.heardAt = new Date();
				}
			})
		);
		return this.#socket;
	}

	async #open(channel: Channel): Promise<void> {
		const connecting = this.#connect();
		const socket = await connecting;
		if (channel.watchers.size === 0 || channel.stream) return;
		// Renewed meanwhile: that socket is being given up.
		if (connecting !== this.#socket) return this.#open(channel);
		channel.stream = socket.subscribe(
			{
				scope: channel.scope,
				lang: i18n.apiLang,
				after: () => channel.resume.after
			},
			{
				next: (change) => this.#deliver(channel, change),
				failed: (error) => void this.#recover(channel, error)
			}
		);
	}

	async #enter(stay: Stay): Promise<void> {
		const connecting = this.#connect();
		const socket = await connecting;
		if (!this.#stays.has(stay) || stay.stream) return;
		if (connecting !== this.#socket) return this.#enter(stay);
		stay.stream = stay.open(socket);
	}

	#deliver(channel: Channel, change: ChangeLineFragment): void {
		this.heardAt = new Date();
		if (change.leftView) {
			// A right ended: what is shown is asked for again, and what does not come back goes.
			for (const watcher of channel.watchers) void watcher.onResume?.();
			return;
		}
		if (!channel.resume.accept(change)) return;
		this.#cursor = change.cursor;
		const recent = Date.now() - Date.parse(change.at) < 120_000;
		if (recent && change.cursor !== this.latest?.cursor) this.latest = change;
		for (const watcher of channel.watchers) watcher.onChange(change);
	}

	async #connected(): Promise<void> {
		this.heardAt = new Date();
		if (!this.#wasLive) {
			this.#wasLive = true;
			this.state = 'live';
			return;
		}
		this.state = 'catching';
		await this.#refetchAll();
		if (this.state === 'catching') this.state = 'live';
	}

	async #recover(channel: Channel, error: unknown): Promise<void> {
		channel.stream = null;
		if (recoveryFor(error) === 'restart') {
			const head = await query(HeadDocument, {});
			if (head.ok) {
				channel.resume.restart(head.data.head);
				for (const watcher of channel.watchers) void watcher.onResume?.();
			}
		}
		// A fault is tried again calmly; the socket's own back-off covers lost connections.
		setTimeout(() => void this.#open(channel), 3_000);
	}

	async #refetchAll(): Promise<void> {
		const watchers = [...this.#channels.values()].flatMap((channel) => [...channel.watchers]);
		await Promise.all(watchers.map((watcher) => watcher.onResume?.()));
	}
}

export const live = new Live();
