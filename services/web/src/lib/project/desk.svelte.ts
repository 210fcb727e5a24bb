// The one form that is open on a project's page, and what became of the last act.
import { tick } from 'svelte';
import type { ActSpec } from '$lib/cooperation/forms/spec';
import type { RefusalPartsFragment } from '$lib/gql/generated/graphql';

export class Desk {
	/** Where the form stands: the act or the part that it is about. */
	at = $state<string | null>(null);
	spec = $state.raw<ActSpec | null>(null);
	done = $state.raw<{ remarks: RefusalPartsFragment[] } | null>(null);
	said = $state<HTMLElement>();
	readonly #after: () => Promise<void>;

	constructor(after: () => Promise<void>) {
		this.#after = after;
	}

	open = (at: string, spec: ActSpec): void => {
		this.done = null;
		this.at = at;
		this.spec = spec;
	};

	close = (): void => {
		this.at = null;
		this.spec = null;
	};

	/** After an act: the page asks again, the form goes, and the remarks are shown. */
	finish = async (remarks: RefusalPartsFragment[]): Promise<void> => {
		await this.#after();
		this.close();
		this.done = { remarks };
		await tick();
		// The words of what was done are read out; where nothing more is to be said, the focus stays where it was.
		if (remarks.length > 0) this.said?.focus();
	};
}
