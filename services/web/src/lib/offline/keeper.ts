// All that works without a network, in one piece that is loaded before it is needed: kept answers, the outbox, their pages.
import { deliver } from '$lib/gql/client';
import { session } from '$lib/viewer.svelte';
import { Answers } from './answers';
import Bar from './Bar.svelte';
import Outbox from './OutboxList.svelte';
import { Outgoing } from './outbox.svelte';
import { setMark } from './reach.svelte';
import { helpers } from './worker';

export const keeper = {
	answers: new Answers(),
	outbox: new Outgoing(deliver, async () => {
		// The cookie is the browser's: another page may have signed somebody else in.
		await session.recheck();
		return session.viewer?.id ?? null;
	}),
	Bar,
	Outbox,

	/** Somebody is signed in here: what was kept of others goes, what they wrote and did not send is found again. */
	async begin(person: string): Promise<void> {
		setMark(true);
		await this.answers.begin(person);
		await this.outbox.begin(person);
		helpers();
	},

	/** The person leaves this device: nothing of theirs stays. */
	async end(): Promise<void> {
		setMark(false);
		await this.answers.end();
		await this.outbox.end();
	}
};
