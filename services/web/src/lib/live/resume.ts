// The memory of one live subscription: where to resume, and what was already seen.

export interface Seen {
	cursor: string;
	position: number;
}

/** What a failed subscription asks for: a fresh start from the head, or another try from the same place. */
export type Recovery = 'restart' | 'retry';

export class Resume {
	#after: string;
	#seen = new Set<string>();
	#order: string[] = [];

	/** How many cursors are remembered against repeats after a reconnection. */
	static readonly memory = 512;

	constructor(after: string) {
		this.#after = after;
	}

	/** The cursor to ask for when subscribing again. */
	get after(): string {
		return this.#after;
	}

	/** Takes note of a change; false when it was already delivered. */
	accept(change: Seen): boolean {
		if (this.#seen.has(change.cursor)) return false;
		this.#seen.add(change.cursor);
		this.#order.push(change.cursor);
		if (this.#order.length > Resume.memory) {
			const oldest = this.#order.shift();
			if (oldest !== undefined) this.#seen.delete(oldest);
		}
		this.#after = change.cursor;
		return true;
	}

	/** Starts again from `head`: what was missed must be fetched whole. */
	restart(head: string): void {
		this.#after = head;
		this.#seen.clear();
		this.#order = [];
	}
}

interface ErrorLike {
	extensions?: Record<string, unknown> | undefined;
}

function codesOf(error: unknown): unknown[] {
	const errors: readonly unknown[] = Array.isArray(error) ? error : [error];
	return errors.map((one) => (one as ErrorLike | null | undefined)?.extensions?.code);
}

/** Reads a subscription's final error. */
export function recoveryFor(error: unknown): Recovery {
	return codesOf(error).includes('CURSOR_UNKNOWN') ? 'restart' : 'retry';
}

/** True when another try would be answered alike: it would only keep the link busy. */
export function isRefusal(error: unknown): boolean {
	return codesOf(error).some((code) => code === 'FORBIDDEN' || code === 'TOO_MANY');
}

/** How long to wait before try number `attempt` (from 0), in ms: doubling, bounded, spread by `dice` in 0..1. */
export function backOff(attempt: number, dice: number): number {
	const ceiling = Math.min(30_000, 500 * 2 ** Math.min(attempt, 10));
	return Math.round(ceiling * (0.5 + 0.5 * dice));
}
