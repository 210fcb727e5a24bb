// Whether the server is within reach; what a device keeps for the time without it is loaded for people who are signed in.
import type { keeper } from './keeper';

type Keeper = typeof keeper;

const mark = 'rives.kept';

function marked(): boolean {
	try {
		return localStorage.getItem(mark) !== null;
	} catch {
		return false;
	}
}

class Reach {
	/** True from the first request that found nobody until the next answer. */
	away = $state(false);
	/** The moment of what is shown from the device, where it was kept earlier. */
	keptAt = $state.raw<Date | null>(null);
	/** Grows each time the server is within reach again: who showed what was kept asks anew. */
	back = $state(0);
	/** What keeps answers and acts on this device; null for visitors, and until it is loaded. */
	keeper = $state.raw<Keeper | null>(null);
	/** Done when the keeper knows for whom it keeps; the rest of its beginning may take longer. */
	#begun: Promise<void> = Promise.resolve();
	/** What to do first when the server is within reach again: who one is there may have changed. */
	returned: () => Promise<void> = () => Promise.resolve();
	#loading: Promise<Keeper | null> | null = null;

	/** Loads what keeps things, while the network is there. A device on which it does not load keeps nothing. */
	async load(): Promise<Keeper | null> {
		this.#loading ??= import('./keeper').then(
			(loaded) => loaded.keeper,
			() => null
		);
		this.keeper = await this.#loading;
		if (this.keeper === null) this.#loading = null;
		return this.keeper;
	}

	/** The same for a page that starts without a network: only where somebody stayed signed in. */
	async wake(): Promise<Keeper | null> {
		return marked() ? this.load() : null;
	}

	/** From now on this device keeps what the person sees and could not send; `who` is the answer that said who it is. */
	begin(person: string, who: unknown): void {
		// At once: answers that waited for this are kept for them, not for who was here before.
		this.keeper?.answers.own(person);
		this.#begun = this.load().then((keeper) => {
			if (!keeper) return;
			keeper.answers.own(person);
			void keeper.answers.keepWho(who);
			void keeper.begin(person);
		});
	}

	/** Nobody is signed in any more: what a visitor is told is not kept in the place of what the person was. */
	rest(): void {
		const nobody = () => this.keeper?.answers.own(null);
		nobody();
		this.#begun = this.#begun.then(nobody);
	}

	/**
	 * Until `settled` it is open who is signed in here: what is answered meanwhile may be a visitor's answer,
	 * and is kept only when that is known.
	 */
	doubt(settled: Promise<void>): void {
		this.#begun = Promise.allSettled([this.#begun, settled]).then(() => undefined);
	}

	/** Keeps an answer for the time without a network, where somebody is signed in. */
	keep(key: string, data: unknown): void {
		void this.#begun.then(() => this.keeper?.answers.keep(key, data));
	}

	/** A page shows what was kept at that moment: the oldest is told. */
	showing(at: Date): void {
		if (this.keptAt === null || at < this.keptAt) this.keptAt = at;
	}

	/** A request was answered, or none was. */
	heard(answered: boolean): void {
		if (!answered) {
			this.away = true;
		} else if (this.away) {
			this.away = false;
			this.keptAt = null;
			void this.returned().then(() => (this.back += 1));
		}
	}
}

/** Notes on the device that it keeps something, or no more. */
export function setMark(keeps: boolean): void {
	try {
		if (keeps) localStorage.setItem(mark, '1');
		else localStorage.removeItem(mark);
	} catch {
		// Without storage nothing is kept.
	}
}

export const reach = new Reach();
