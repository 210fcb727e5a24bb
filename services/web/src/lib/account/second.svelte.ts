// The second factor within a form: asked for only when the server does, and then sent with everything else.
import type { RefusalPartsFragment } from '$lib/gql/generated/graphql';

/** The rule that asks for a code. */
const asks = 'H-SECOND-FACTOR';

export class SecondFactor {
	/** The form shows its field. */
	asked = $state(false);
	code = $state('');

	/** The part of the input: nothing before a code was asked for. */
	get input(): { code?: string } {
		const code = this.code.trim();
		return this.asked && code ? { code } : {};
	}

	/** Takes note of an answer; true when the field has just appeared. */
	heed(refusals: readonly RefusalPartsFragment[]): boolean {
		if (this.asked || !refusals.some((one) => one.rule.id === asks)) return false;
		this.asked = true;
		return true;
	}

	/** Being asked for a code is a step, not a mistake: it is no refusal until a code was given. */
	shown(refusals: RefusalPartsFragment[]): RefusalPartsFragment[] {
		const tried = this.code.trim() !== '';
		return this.asked && !tried ? refusals.filter((one) => one.rule.id !== asks) : refusals;
	}
}
