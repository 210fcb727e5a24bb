// Acts that found nobody: kept on this device with their command ids, and sent once when the server is within reach again.
import { createStore, delMany, entries, set } from 'idb-keyval';
import type { Answer } from '$lib/gql/answer';
import type { RefusalPartsFragment } from '$lib/gql/generated/graphql';

/** Why an act that was delivered in the end was not done. */
export type Said =
	| { kind: 'refused'; refusals: RefusalPartsFragment[] }
	| { kind: 'fault'; requestId: string | null };

/** An act that waits on this device. */
export interface Waiting {
	/** Its command id: however often it is sent, it is done once. */
	id: string;
	person: string;
	/** When it was written, by the clock of this device; nobody else relies on it. */
	at: number;
	/** What it is, in the words of its form. */
	title: string;
	/** Where: the title of the page with that form. */
	place: string;
	/** Its address. */
	page: string;
	document: string;
	variables: { input: Record<string, unknown> };
	/** Null until it was delivered. */
	said: Said | null;
}

/** The data of an act that was delivered later, or null when it was taken back. */
export type Late = Record<string, unknown> | null;

type Deliver = (document: string, variables: unknown) => Promise<Answer<Record<string, unknown>>>;

/** Acts that may wait at once: more would be work without a word from the partner. */
export const most = 200;
/** Milliseconds between two tries while something waits. */
const again = 20_000;
/** What the server says when it cannot take an act now; later it can. */
const later = new Set(['UNAVAILABLE', 'RATE_LIMITED']);

export class Outgoing {
	/** The acts of the person who is signed in, in the order of their writing. */
	all = $state.raw<Waiting[]>([]);
	busy = $state(false);
	readonly #deliver: Deliver;
	readonly #who: () => Promise<string | null>;
	#person: string | null = null;
	#store: ReturnType<typeof createStore> | null = null;
	#forms = new Map<string, (late: Late) => void>();
	#news: BroadcastChannel | null = null;
	#timer: ReturnType<typeof setTimeout> | undefined;

	/** `who` asks the server who is signed in now. */
	constructor(deliver: Deliver, who: () => Promise<string | null>) {
		this.#deliver = deliver;
		this.#who = who;
	}

	/** Finds what the person left here, and sends it. */
	async begin(person: string): Promise<void> {
		this.#person = person;
		this.#listen();
		try {
			await this.#read();
		} catch {
			// A device that keeps nothing: what is not delivered stays with its form, which says so.
			this.#person = null;
			return;
		}
		await this.flush();
	}

	/** Forgets what the person has not sent. */
	async end(): Promise<void> {
		const gone = this.all.map((act) => act.id);
		this.#person = null;
		this.all = [];
		for (const id of gone) this.#settle(id, null);
		if (gone.length > 0) await delMany(gone, this.#place());
	}

	/**
	 * Keeps an act until it is delivered or taken back, which `late` tells.
	 * Fails where the device has no room: the act is then with its form alone.
	 */
	async keep(act: Omit<Waiting, 'person' | 'said'>): Promise<{ late: Promise<Late> }> {
		if (this.#person === null || this.all.length >= most) throw new Error('nothing more is kept');
		const row: Waiting = { ...act, person: this.#person, said: null };
		await set(row.id, row, this.#place());
		this.all = [...this.all.filter((one) => one.id !== row.id), row];
		this.#tell(row.id);
		this.#wait();
		return { late: new Promise((resolve) => this.#forms.set(row.id, resolve)) };
	}

	/** Takes an act back: it is not sent. */
	async drop(id: string): Promise<void> {
		await delMany([id], this.#place());
		this.all = this.all.filter((one) => one.id !== id);
		this.#settle(id, null);
		this.#tell(id, null);
	}

	/** Sends an act that was not accepted once more. */
	async retry(id: string): Promise<void> {
		await this.#say(id, null);
		await this.flush();
	}

	/** Sends what waits, in order, from one page of this device at a time, and only while its author is signed in. */
	async flush(): Promise<void> {
		clearTimeout(this.#timer);
		if (this.#person === null || this.busy) return;
		this.busy = true;
		try {
			await alone(async () => {
				// Another page may have sent some of it.
				await this.#read();
				const due = this.all.filter((one) => one.said === null);
				if (due.length === 0) return;
				const who = await this.#who();
				for (const act of due) {
					if (act.person !== who || !(await this.#send(act))) return;
				}
			});
		} catch {
			// The device's storage failed: what it holds is sent at the next try, with the same command id.
		} finally {
			this.busy = false;
		}
		this.#wait();
	}

	/** False when nobody was there to take it. */
	async #send(act: Waiting): Promise<boolean> {
		const answer = await this.#deliver(act.document, act.variables);
		if (!answer.ok && (answer.kind === 'offline' || later.has(answer.code ?? ''))) return false;
		if (!answer.ok) {
			await this.#say(act.id, { kind: 'fault', requestId: answer.requestId });
			return true;
		}
		const payload = Object.values(answer.data)[0] as { refusals?: RefusalPartsFragment[] } | null;
		const refusals = payload?.refusals ?? [];
		if (refusals.length > 0) {
			await this.#say(act.id, { kind: 'refused', refusals });
		} else {
			await delMany([act.id], this.#place());
			this.all = this.all.filter((one) => one.id !== act.id);
		}
		this.#settle(act.id, answer.data);
		this.#tell(act.id, answer.data);
		return true;
	}

	async #say(id: string, said: Said | null): Promise<void> {
		const act = this.all.find((one) => one.id === id);
		if (!act) return;
		const row = { ...act, said };
		await set(id, row, this.#place());
		this.all = this.all.map((one) => (one.id === id ? row : one));
	}

	#settle(id: string, late: Late): void {
		this.#forms.get(id)?.(late);
		this.#forms.delete(id);
	}

	#wait(): void {
		clearTimeout(this.#timer);
		if (!this.all.some((one) => one.said === null)) return;
		this.#timer = setTimeout(() => void this.flush(), again);
	}

	async #read(): Promise<void> {
		const rows = await entries<string, Waiting>(this.#place());
		const mine = rows.map(([, row]) => row).filter((row) => row.person === this.#person);
		this.all = mine.sort((one, other) => one.at - other.at);
	}

	#place(): ReturnType<typeof createStore> {
		this.#store ??= createStore('rives-outbox', 'acts');
		return this.#store;
	}

	#tell(id: string, late?: Late): void {
		this.#news?.postMessage({ id, late });
	}

	/** What another page of this device did: its list is ours, and a form here learns what became of its act. */
	#listen(): void {
		if (this.#news || typeof BroadcastChannel === 'undefined') return;
		this.#news = new BroadcastChannel('rives-outbox');
		this.#news.onmessage = (event: MessageEvent<{ id: string; late?: Late }>) => {
			void this.#read();
			if (event.data.late !== undefined) this.#settle(event.data.id, event.data.late);
		};
	}
}

/** Runs `act` while no other page of this device does; without locks the command ids alone keep acts single. */
async function alone(act: () => Promise<void>): Promise<void> {
	if (!navigator.locks) return act();
	await navigator.locks.request('rives-outbox', { ifAvailable: true }, async (lock) => {
		if (lock) await act();
	});
}

/** What somebody wrote in an act, for a list: its prose, not its ids. */
export function proseOf(value: unknown): string[] {
	if (typeof value === 'string') return /\s/.test(value.trim()) ? [value.trim()] : [];
	if (Array.isArray(value)) return value.flatMap(proseOf);
	if (value && typeof value === 'object') return Object.values(value).flatMap(proseOf);
	return [];
}
