// A form's content, kept on this device until it is sent: a lost connection or a closed tab loses nothing.

const prefix = 'rives.draft.';

function read<T>(key: string): T | null {
	try {
		const text = localStorage.getItem(prefix + key);
		return text === null ? null : (JSON.parse(text) as T);
	} catch {
		// Without storage, or with a draft that cannot be read, the form starts empty.
		return null;
	}
}

/** Create it while a component is being set up. */
export class Draft<T extends object> {
	value = $state() as T;
	/** True while the form shows what was kept from an earlier visit. */
	restored = $state(false);
	readonly #key: string;
	readonly #initial: T;
	#sent = false;

	constructor(key: string, initial: T) {
		this.#key = key;
		this.#initial = structuredClone(initial);
		const kept = read<Partial<T>>(key);
		this.value = { ...structuredClone(initial), ...kept };
		this.restored = kept !== null;
		$effect(() => {
			const text = JSON.stringify(this.value);
			if (!this.#sent && text !== JSON.stringify(this.#initial)) this.#keep(text);
		});
	}

	/** Forgets the draft: it was sent. */
	clear(): void {
		this.#sent = true;
		try {
			localStorage.removeItem(prefix + this.#key);
		} catch {
			// Nothing was kept where there is no storage.
		}
	}

	/** Starts again from the initial content. */
	restart(): void {
		this.clear();
		this.#sent = false;
		this.value = structuredClone(this.#initial);
		this.restored = false;
	}

	#keep(text: string): void {
		try {
			localStorage.setItem(prefix + this.#key, text);
		} catch {
			// Storage refused or full: the form still works, it is only not kept.
		}
	}
}
