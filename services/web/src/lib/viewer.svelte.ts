// Who is signed in: asked once at the start, again after signing in or out, and when a seat may have been lost.
import { mutate, query, forget } from '$lib/gql/client';
import {
	BootDocument,
	SetLangDocument,
	SignOutDocument,
	type BootQuery,
	type ViewerPartsFragment
} from '$lib/gql/generated/graphql';
import { asLanguage, i18n, type Language } from '$lib/i18n.svelte';
import { live } from '$lib/live/live.svelte';
import { reach } from '$lib/offline/reach.svelte';

type Seat = ViewerPartsFragment['seats'][number];

class Session {
	viewer = $state<ViewerPartsFragment | null>(null);
	/** False until the first answer: pages show their skeleton meanwhile. */
	known = $state(false);
	/** The server could not be reached at the start. */
	unreachable = $state(false);
	/** Seats that ended while the page was open: said until the person has read it. */
	lost = $state<Seat[]>([]);
	/** The session ended elsewhere while the page was open: said until the person is back or has read it. */
	ended = $state(false);
	#boot: Promise<void> | null = null;

	constructor() {
		reach.returned = () => this.#returned();
	}

	/** Resolves when it is known who looks and from which cursor the page is live. */
	ready(): Promise<void> {
		this.#boot ??= this.#ask().then(() => undefined);
		return this.#boot;
	}

	/** The person changed: forget what was fetched for the other one. */
	async changed(): Promise<void> {
		forget();
		this.lost = [];
		this.ended = false;
		await this.#ask();
		await live.renew();
	}

	/** What the person may do may have changed elsewhere: read it again, and say which seats are gone. */
	async recheck(): Promise<void> {
		if (!this.viewer) return;
		const asked = this.#askAgain();
		reach.doubt(asked);
		await asked;
	}

	async #askAgain(): Promise<void> {
		const before = await this.#ask();
		if (!before) return;
		if (this.viewer?.id !== before.id) {
			// Signed out from another page, or somebody else signed in there: no seat has ended.
			forget();
			this.lost = [];
			this.ended = this.viewer === null;
			return;
		}
		const kept = new Set(this.viewer?.seats.map((seat) => seat.id));
		const gone = before.seats.filter((seat) => !kept.has(seat.id));
		if (gone.length === 0) return;
		forget();
		this.lost = [...this.lost, ...gone];
	}

	/** The person has left: nothing of theirs stays on this device. */
	async left(): Promise<void> {
		await reach.keeper?.end();
		await this.changed();
	}

	async signOut(): Promise<boolean> {
		const answer = await mutate(SignOutDocument, {});
		if (answer.ok) await this.left();
		return answer.ok;
	}

	/** Changes the language here, and in the person's account when signed in. */
	async setLang(lang: Language): Promise<void> {
		const apiLang = lang.toUpperCase() as 'FR' | 'EN' | 'ES';
		// The account first: what is asked afterwards is answered in its language.
		if (this.viewer) await mutate(SetLangDocument, { input: { lang: apiLang } });
		forget();
		i18n.setLang(lang);
		// The names of the person's seats and institutions are the server's words.
		if (this.viewer) await this.#ask();
		await live.renew();
	}

	/** True when the person has a seat in `organisation`. */
	actsFor(organisation: string): boolean {
		return this.viewer?.seats.some((seat) => seat.organisation?.id === organisation) ?? false;
	}

	/** Who it was until this answer came: of several that ask at once, one sees the difference. */
	async #ask(): Promise<ViewerPartsFragment | null> {
		const answer = await query(BootDocument, {});
		const before = this.viewer;
		this.unreachable = !answer.ok;
		if (answer.ok) {
			this.#take(answer.data);
			if (answer.data.viewer) reach.begin(answer.data.viewer.id, answer.data);
			else reach.rest();
		} else {
			this.#boot = null;
			if (answer.kind === 'offline' && !this.known) await this.#recall();
		}
		return before;
	}

	#take(boot: BootQuery): void {
		live.startFrom(boot.head);
		this.viewer = boot.viewer;
		const lang = asLanguage(boot.viewer?.lang);
		if (lang && lang !== i18n.lang) i18n.setLang(lang);
		this.known = true;
	}

	/** Without a network: who was here, and where their news stopped. */
	async #recall(): Promise<void> {
		const keeper = await reach.wake();
		const kept = await keeper?.answers.who<BootQuery>();
		if (!keeper || !kept || this.known) return;
		this.#take(kept.data);
		reach.showing(kept.at);
		if (kept.data.viewer) await keeper.begin(kept.data.viewer.id);
	}

	/** The server is within reach again: who one is there comes before what one has to send. */
	async #returned(): Promise<void> {
		await (this.viewer ? this.recheck() : this.ready());
		if (this.viewer) void reach.keeper?.outbox.flush();
	}
}

export const session = new Session();
