// The graphql-transport-ws client: loaded when first needed, reconnects by itself, resumes from the last cursor.
import { createClient, type Client } from 'graphql-ws';
import {
	ChangesDocument,
	DraftDocument,
	PresenceDocument,
	type ChangeLineFragment,
	type ChangesSubscription,
	type DraftSubscription,
	type PresenceSubscription,
	type ScopeInput
} from '$lib/gql/generated/graphql';
import { backOff } from './resume';

export interface SocketEvents {
	connecting: () => void;
	connected: () => void;
	lost: () => void;
	/** Anything was heard from the server. */
	heard: () => void;
}

export interface Stream {
	end: () => void;
	/** Hears no more from it, without a word to the server: its socket is about to be given up. */
	drop: () => void;
}

export interface StreamRequest {
	scope: ScopeInput | null;
	lang: 'FR' | 'EN' | 'ES';
	/** Read at every (re)connection, so that the server continues where we stopped. */
	after: () => string;
}

/** Who has a page open; each list is whole. */
export type HereList = PresenceSubscription['presence'];

/** What is new in a draft. */
export type DraftBatch = DraftSubscription['draft'];

export interface StreamEvents<T> {
	next: (item: T) => void;
	failed: (error: unknown) => void;
}

export interface Socket {
	subscribe: (request: StreamRequest, events: StreamEvents<ChangeLineFragment>) => Stream;
	/** Is here on a cooperation's page, and hears who is. */
	attend: (
		cooperation: string,
		lang: StreamRequest['lang'],
		events: StreamEvents<HereList>
	) => Stream;
	/** Follows a draft from the batch that is had at every (re)connection. */
	follow: (
		convention: string,
		lang: StreamRequest['lang'],
		after: () => number | null,
		events: StreamEvents<DraftBatch>
	) => Stream;
	dispose: () => void;
}

const pingEvery = 12_000;
const pongWithin = 6_000;

function address(): string {
	const url = new URL('/graphql', location.href);
	url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
	return url.href;
}

/** Waits for the back-off, or until the device says that it is online again. */
function untilWorthTrying(attempt: number): Promise<void> {
	return new Promise((resolve) => {
		const done = () => {
			clearTimeout(timer);
			removeEventListener('online', done);
			resolve();
		};
		const timer = setTimeout(done, backOff(attempt, Math.random()));
		addEventListener('online', done);
	});
}

function createSocketClient(events: SocketEvents): Client {
	let pong: ReturnType<typeof setTimeout> | undefined;
	const created = createClient({
		url: address(),
		lazy: true,
		lazyCloseTimeout: 5_000,
		keepAlive: pingEvery,
		retryAttempts: Infinity,
		shouldRetry: () => true,
		retryWait: untilWorthTrying,
		on: {
			connecting: () => events.connecting(),
			connected: () => events.connected(),
			closed: () => {
				clearTimeout(pong);
				events.lost();
			},
			ping: (received) => {
				if (received) events.heard();
				else pong = setTimeout(() => created.terminate(), pongWithin);
			},
			pong: (received) => {
				if (!received) return;
				clearTimeout(pong);
				events.heard();
			}
		}
	});
	return created;
}

/** Opens the one socket of the page (when the first stream is asked for). */
export function openSocket(events: SocketEvents): Socket {
	// A socket that was given up says nothing more: its closing is not a loss.
	let inUse = true;
	const said = (event: keyof SocketEvents) => () => {
		if (inUse) events[event]();
	};
	const client = createSocketClient({
		connecting: said('connecting'),
		connected: said('connected'),
		lost: said('lost'),
		heard: said('heard')
	});
	const offline = () => {
		events.lost();
		client.terminate();
	};
	addEventListener('offline', offline);

	const open = <D, T>(
		query: string,
		variables: Record<string, unknown>,
		read: (data: D) => T,
		stream: StreamEvents<T>
	): Stream => {
		let ended = false;
		const end = client.subscribe<D>(
			{ query, variables },
			{
				next: (message) => {
					if (message.data) stream.next(read(message.data));
					else if (message.errors) stream.failed(message.errors);
				},
				error: (error) => {
					if (!ended) stream.failed(error);
				},
				complete: () => {
					// The server ended the stream (it is closing, or our right ended): try again calmly.
					if (!ended) stream.failed(null);
				}
			}
		);
		return {
			end: () => {
				ended = true;
				end();
			},
			drop: () => {
				ended = true;
			}
		};
	};

	const subscribe: Socket['subscribe'] = (request, stream) => {
		const variables = {
			scope: request.scope,
			lang: request.lang,
			// graphql-ws serialises the payload at every connection: the getter gives the cursor of that moment.
			get after() {
				return request.after();
			}
		};
		const query = ChangesDocument.toString();
		return open(query, variables, (data: ChangesSubscription) => data.changes, stream);
	};

	const attend: Socket['attend'] = (cooperation, lang, stream) => {
		const query = PresenceDocument.toString();
		const read = (data: PresenceSubscription) => data.presence;
		return open(query, { cooperation, lang }, read, stream);
	};

	const follow: Socket['follow'] = (convention, lang, after, stream) => {
		const variables = {
			convention,
			lang,
			get after() {
				return after();
			}
		};
		const read = (data: DraftSubscription) => data.draft;
		return open(DraftDocument.toString(), variables, read, stream);
	};

	return {
		subscribe,
		attend,
		follow,
		dispose: () => {
			inUse = false;
			removeEventListener('offline', offline);
			// A connection that is being refused just now rejects: it is gone as well.
			Promise.resolve(client.dispose()).catch(() => {});
		}
	};
}
