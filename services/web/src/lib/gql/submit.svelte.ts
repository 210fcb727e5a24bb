// Sends one act: keeps its command id across retries, and holds refusals, remarks and failures for the form.
import { untrack } from 'svelte';
import { reach } from '$lib/offline/reach.svelte';
import type { Answer } from './answer';
import { mutate } from './client';
import type { RefusalPartsFragment, TypedDocumentString } from './generated/graphql';

/** The payload every act answers with. */
export interface ActPayload {
	refusals: RefusalPartsFragment[];
	remarks?: RefusalPartsFragment[] | undefined;
}

type Input<V> = V extends { input: infer I } ? I : never;
type WithoutId<V> = Omit<Input<V>, 'commandId'>;
type Payload<T> = T extends Record<string, infer P> ? P : never;

/** Draws a new command id, also where the page is not served over https. */
export function newCommandId(): string {
	if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
	const bytes = crypto.getRandomValues(new Uint8Array(16));
	bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
	bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
	const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
	return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

export interface Failure {
	kind: 'offline' | 'fault';
	requestId: string | null;
}

/** One form's act. `send` gives the payload when the act was done, and null when it was not. */
export class Submission<T, V> {
	busy = $state(false);
	refusals = $state<RefusalPartsFragment[]>([]);
	remarks = $state<RefusalPartsFragment[]>([]);
	failure = $state<Failure | null>(null);
	done = $state(false);
	/** The command id of the act that waits on this device until the server can be reached. */
	kept = $state<string | null>(null);
	/** Kept while the outcome is unknown, so that a retry cannot act twice. */
	#commandId = newCommandId();
	#lastInput = '';
	readonly #document: TypedDocumentString<T, V>;

	readonly #identified: boolean;
	readonly #title: () => string;
	readonly #replaces: boolean;

	/**
	 * `identified: false` for the few inputs of an account that have no command id.
	 * `title` says what the act is, in a list of acts that wait; else the page's title does.
	 * `replaces`: a form holds one act; what it sends next is instead of what still waits, not besides it.
	 */
	constructor(
		document: TypedDocumentString<T, V>,
		options: { identified?: boolean; title?: () => string; replaces?: boolean } = {}
	) {
		this.#document = document;
		this.#identified = options.identified ?? true;
		this.#replaces = options.replaces ?? false;
		this.#title = options.title ?? (() => window.document.title);
	}

	/** Sends the act. The content of the form decides whether this is a retry or a new act. */
	async send(input: WithoutId<V>): Promise<Payload<T> | null> {
		if (untrack(() => this.busy)) return null;
		const text = JSON.stringify(input);
		if (text !== this.#lastInput) {
			if (this.#replaces && untrack(() => this.kept)) await this.takeBack();
			else this.release();
			this.#commandId = newCommandId();
		}
		this.#lastInput = text;
		this.busy = true;
		this.failure = null;
		const identity = this.#identified ? { commandId: this.#commandId } : {};
		const variables = { input: { ...input, ...identity } } as V;
		let answer = await mutate(this.#document, variables);
		this.busy = false;
		if (!answer.ok && answer.kind === 'offline' && this.#identified) {
			// What was refused before was another act.
			this.refusals = [];
			const late = await this.#wait(variables);
			if (late === null) return null;
			answer = late;
		}
		if (!answer.ok) {
			this.failure = {
				kind: answer.kind,
				requestId: answer.kind === 'fault' ? answer.requestId : null
			};
			return null;
		}
		const payload = Object.values(answer.data as Record<string, unknown>)[0] as Payload<T>;
		return this.#settle(payload, payload as ActPayload);
	}

	/** Does not send what waits on this device. */
	async takeBack(): Promise<void> {
		const { kept } = this;
		this.kept = null;
		if (kept) await reach.keeper?.outbox.drop(kept);
	}

	/** The form is free for another act: what waits is sent without it. */
	release(): void {
		this.kept = null;
		this.#lastInput = '';
	}

	/** Keeps the act on this device until it is delivered; null when it was taken back or left to the device. */
	async #wait(variables: V): Promise<Answer<T> | null> {
		const { outbox } = reach.keeper ?? {};
		const id = this.#commandId;
		const act = {
			id,
			at: Date.now(),
			title: this.#title(),
			place: this.#title() === window.document.title ? '' : window.document.title,
			page: location.pathname + location.search,
			document: this.#document.toString(),
			variables: variables as { input: Record<string, unknown> }
		};
		// Where nothing is kept the form says that it was not delivered, and has it still.
		const keeping = await outbox?.keep(act).catch(() => null);
		if (!keeping) return { ok: false, kind: 'offline', message: '' };
		this.kept = id;
		const late = await keeping.late;
		if (this.kept !== id || late === null) {
			if (this.kept === id) this.kept = null;
			return null;
		}
		this.kept = null;
		return { ok: true, data: late as T };
	}

	/** Forgets what was answered, for a form that is shown again. */
	reset(): void {
		this.refusals = [];
		this.remarks = [];
		this.failure = null;
		this.done = false;
		this.#commandId = newCommandId();
	}

	#settle(payload: Payload<T>, act: ActPayload): Payload<T> | null {
		this.refusals = act.refusals;
		this.remarks = act.remarks ?? [];
		this.done = act.refusals.length === 0;
		// The outcome is known: whatever is sent next is another act.
		this.#commandId = newCommandId();
		return this.done ? payload : null;
	}
}
