// What was written here and is not yet with the others: kept on this device, so that a closed page loses nothing.

/** Left by a page: updates of Yjs, merged into one. */
export interface Kept {
	/** How many changes it holds. */
	count: number;
	update: Uint8Array;
}

const prefix = 'rives.co.';

export function toBase64(bytes: Uint8Array): string {
	let text = '';
	for (const byte of bytes) text += String.fromCharCode(byte);
	return btoa(text);
}

export const fromBase64 = (text: string): Uint8Array =>
	Uint8Array.from(atob(text), (one) => one.charCodeAt(0));

/** The part of the device's storage that is for one draft. Each page has its own place in it. */
export class Shelf {
	readonly #of: string;
	readonly #own: string;
	#taken: string[] = [];

	constructor(convention: string, page: number) {
		this.#of = `${prefix}${convention}.`;
		this.#own = `${this.#of}${page}`;
	}

	/** What other pages left, or are still sending: it does no harm twice. */
	take(): Kept[] {
		const found: Kept[] = [];
		try {
			this.#taken = Object.keys(localStorage).filter((key) => key.startsWith(this.#of));
			for (const key of this.#taken) {
				const [count, update] = (localStorage.getItem(key) ?? '').split(' ');
				if (count && update) found.push({ count: Number(count), update: fromBase64(update) });
			}
		} catch {
			// Without storage nothing was left; what cannot be read is none of ours.
		}
		return found;
	}

	/** Keeps what is not sent; false where there is no room for it. */
	keep({ count, update }: Kept): boolean {
		try {
			localStorage.setItem(this.#own, `${count} ${toBase64(update)}`);
			return true;
		} catch {
			return false;
		}
	}

	/** What was written here or taken over is with the others. */
	clear(): void {
		try {
			for (const key of [this.#own, ...this.#taken]) localStorage.removeItem(key);
			this.#taken = [];
		} catch {
			// Nothing was kept where there is no storage.
		}
	}
}
