// Whether this node is a demonstration, whose mails can be read here.
import { query } from '$lib/gql/client';
import { DemoKnownDocument } from '$lib/gql/generated/graphql';

class Demo {
	/** True once it is known that the mails can be read on a page. */
	mails = $state(false);
	#asked = false;

	/** Asks once. */
	ask(): void {
		if (this.#asked) return;
		this.#asked = true;
		void query(DemoKnownDocument, {}).then((answer) => {
			if (answer.ok) this.mails = answer.data.demoMails !== null;
			else this.#asked = false;
		});
	}
}

export const demo = new Demo();
