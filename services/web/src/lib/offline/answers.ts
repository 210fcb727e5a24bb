// The last answers of the pages one looked at, kept on this device: what there is to read without a network.
import { version } from '$app/environment';
import { clear, createStore, delMany, entries, get, set } from 'idb-keyval';

/** What was answered, and when. */
export interface Kept<T> {
	at: Date;
	data: T;
}

interface Row {
	at: number;
	/** The build of the pages that asked: another one may read an answer otherwise. */
	version: string;
	person: string;
	data: unknown;
}

/** Answers kept; the oldest go first. */
const most = 120;
/** Letters of one answer; a longer one is not kept. */
const longest = 400_000;
/** Days after which nobody wants to be told what it was. */
const days = 30;
const boot = 'boot';

export class Answers {
	#person: string | null = null;
	#store: ReturnType<typeof createStore> | null = null;
	#writes = 0;

	/** From now on answers are kept for `person`; null: for nobody, as a visitor is told less. */
	own(person: string | null): void {
		this.#person = person;
	}

	/** The same, and those of others are forgotten. */
	async begin(person: string): Promise<void> {
		this.own(person);
		await this.#tidy();
	}

	/** Forgets everything. */
	async end(): Promise<void> {
		this.#person = null;
		await this.#try((store) => clear(store));
	}

	/** Keeps an answer; a device without room or storage keeps none. */
	async keep(key: string, data: unknown): Promise<void> {
		const person = this.#person;
		if (person === null || JSON.stringify(data).length > longest) return;
		const row: Row = { at: Date.now(), version, person, data };
		await this.#try((store) => set(key, row, store));
		this.#writes += 1;
		if (this.#writes % 40 === 0) await this.#tidy();
	}

	/** The answer that was kept, of the person who is or was signed in here. */
	async find<T>(key: string): Promise<Kept<T> | null> {
		const row = await this.#try((store) => get<Row>(key, store));
		if (!row || row.version !== version) return null;
		if (this.#person !== null && row.person !== this.#person) return null;
		return { at: new Date(row.at), data: row.data as T };
	}

	/** Who was signed in here when the network went. */
	async who<T>(): Promise<Kept<T> | null> {
		const found = await this.find<T>(boot);
		return found;
	}

	/** Keeps who is signed in. */
	keepWho(data: unknown): Promise<void> {
		return this.keep(boot, data);
	}

	/** Drops what is old, of another version or person, and the oldest beyond the limit. */
	async #tidy(): Promise<void> {
		await this.#try(async (store) => {
			const rows = await entries<string, Row>(store);
			const since = Date.now() - days * 86_400_000;
			const good = rows.filter(
				([, row]) => row.version === version && row.person === this.#person && row.at > since
			);
			good.sort(([, one], [, other]) => other.at - one.at);
			const stay = new Set(good.slice(0, most).map(([key]) => key));
			await delMany(
				rows.map(([key]) => key).filter((key) => !stay.has(key)),
				store
			);
		});
	}

	async #try<R>(act: (store: ReturnType<typeof createStore>) => Promise<R>): Promise<R | null> {
		try {
			this.#store ??= createStore('rives-answers', 'answers');
			return await act(this.#store);
		} catch {
			// A private window, or a full device: pages work as before, only not without a network.
			return null;
		}
	}
}
