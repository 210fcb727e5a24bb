// Sends a file with its progress; says itself what the server would refuse anyway, before a byte is sent.
import type { RefusalPartsFragment } from '$lib/gql/generated/graphql';
import { type Failure, newCommandId } from '$lib/gql/submit.svelte';
import { i18n } from '$lib/i18n.svelte';

/** What the server answers to an upload. */
interface Answer {
	data?: { giveDocument: { refusals: RefusalPartsFragment[] } | null } | null;
	errors?: unknown[];
}

/** What is sent beside the bytes; what is empty is left out. */
export type Given = Record<string, string>;

export class Upload {
	busy = $state(false);
	/** From 0 to 100 while bytes leave. */
	progress = $state(0);
	refusals = $state.raw<RefusalPartsFragment[]>([]);
	remarks = $state.raw<RefusalPartsFragment[]>([]);
	failure = $state<Failure | null>(null);
	/** Kept while the outcome is unknown, so that a retry cannot give it twice. */
	#command = newCommandId();
	#last = '';
	#request: XMLHttpRequest | null = null;

	/** True when the document was given. */
	async send(file: File, given: Given): Promise<boolean> {
		if (this.busy) return false;
		const key = JSON.stringify([given, file.name, file.size, file.lastModified]);
		if (key !== this.#last) this.#command = newCommandId();
		this.#last = key;
		Object.assign(this, { busy: true, progress: 0, failure: null, refusals: [] });
		const answer = await this.#post(file, { ...given, commandId: this.#command });
		this.busy = false;
		const payload = answer?.data?.giveDocument;
		if (!payload) {
			this.failure = { kind: answer ? 'fault' : 'offline', requestId: null };
			return false;
		}
		this.#command = newCommandId();
		this.refusals = payload.refusals;
		return payload.refusals.length === 0;
	}

	/** Stops what is being sent. */
	cancel(): void {
		this.#request?.abort();
	}

	/** Null when there was no answer at all. */
	#post(file: File, given: Given): Promise<Answer | null> {
		const said = new URLSearchParams(Object.entries(given).filter(([, value]) => value !== ''));
		const request = new XMLHttpRequest();
		this.#request = request;
		return new Promise((resolve) => {
			request.open('POST', `/documents?${said}`);
			request.setRequestHeader('accept-language', i18n.lang);
			request.upload.onprogress = (event) => {
				if (event.lengthComputable) this.progress = Math.round((100 * event.loaded) / event.total);
			};
			request.onload = () => resolve(parsed(request.responseText));
			request.onerror = request.onabort = request.ontimeout = () => resolve(null);
			request.send(file);
		});
	}
}

function parsed(text: string): Answer {
	try {
		return JSON.parse(text) as Answer;
	} catch {
		return { errors: [] };
	}
}
