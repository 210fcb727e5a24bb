// The words of every act and which of them belong to which kind of cooperation.
import type { Act, WaitingKind } from '$lib/gql/generated/schema';
import { m } from '$lib/paraglide/messages';

const words: Record<Act, () => string> = {
	AMEND_CHARTER: m.coop_act_AMEND_CHARTER,
	REMARK: m.coop_act_REMARK,
	CONSENT: m.coop_act_CONSENT,
	WITHDRAW_CONSENT: m.coop_act_WITHDRAW_CONSENT,
	RECORD_DECISION: m.coop_act_RECORD_DECISION,
	HOLD_CEREMONY: m.coop_act_HOLD_CEREMONY,
	DECLINE: m.coop_act_DECLINE,
	WITHDRAW: m.coop_act_WITHDRAW,
	CONFIRM: m.coop_act_CONFIRM,
	CONTEST: m.coop_act_CONTEST,
	CHANGE_KIND: m.coop_act_CHANGE_KIND,
	CHOOSE_THEMES: m.coop_act_CHOOSE_THEMES,
	INVITE_TOWN: m.coop_act_INVITE_TOWN,
	JOIN: m.coop_act_JOIN,
	REVIVE: m.coop_act_REVIVE,
	END: m.coop_act_END,
	RECORD_ANNULMENT: m.coop_act_RECORD_ANNULMENT,
	REGULARISE: m.coop_act_REGULARISE,
	REVISE_TERMS: m.coop_act_REVISE_TERMS,
	ACCEPT: m.coop_act_ACCEPT,
	START: m.coop_act_START,
	FORM_COMMITTEE: m.coop_act_FORM_COMMITTEE,
	PLAN_EXCHANGE: m.coop_act_PLAN_EXCHANGE
};
/** The verb of an act, as its button says it. */
export const actWord = (act: Act): string => words[act]();

export const isAct = (value: string | null): value is Act => value !== null && value in words;

/** The act that answers what waits. */
const answers: Record<WaitingKind, Act | null> = {
	CONSENT: 'CONSENT',
	ACCEPTANCE: 'ACCEPT',
	COUNCIL_DECISION: 'RECORD_DECISION',
	CEREMONY: 'HOLD_CEREMONY',
	CONFIRMATION: 'CONFIRM',
	START: 'START',
	REVIVE_OR_END: 'REVIVE',
	JOIN: 'JOIN',
	OBSTACLE: null,
	CONVENTION_VERSION: null,
	CONVENTION_CONSENT: null,
	CONVENTION_VOTE: null,
	CONVENTION_SIGNATURE: null,
	CONVENTION_PRIOR_AUTHORISATION: null,
	CONVENTION_FEDERAL_APPROVAL: null,
	CONVENTION_CONSULTATION: null,
	CONVENTION_OPINION: null,
	CONVENTION_TRANSMISSION: null,
	CONVENTION_ACKNOWLEDGEMENT: null,
	CONVENTION_REGISTRATION: null,
	CONVENTION_OBSERVATION: null,
	CONVENTION_FORCE: null,
	CONVENTION_RENEWAL: null,
	PROJECT_CONSENT: null,
	PROJECT_START: null,
	PROJECT_CLOSE: null,
	EVALUATION_ANSWER: null,
	EVALUATION_MEASURE: null,
	ANSWER: null,
	PROJECT_TASK_LATE: null,
	FINANCING_CONSENT: null,
	FINANCING_TRANCHE_DUE: null,
	CLAIM_CONFIRMATION: null
};

/** What is shown although it is not possible yet: people look for it and deserve the reason. */
const worthExplaining = new Set<Act>([
	'CONSENT',
	'ACCEPT',
	'RECORD_DECISION',
	'HOLD_CEREMONY',
	'CONFIRM',
	'START',
	'REVIVE',
	'JOIN',
	'PLAN_EXCHANGE',
	'AMEND_CHARTER',
	'REVISE_TERMS',
	'FORM_COMMITTEE',
	'END'
]);

/** Acts that stand in sight when they are possible; the rest is one step away. */
const near: readonly Act[] = [
	'AMEND_CHARTER',
	'REVISE_TERMS',
	'REMARK',
	'PLAN_EXCHANGE',
	'FORM_COMMITTEE'
];

const onlyJumelage = new Set<Act>([
	'AMEND_CHARTER',
	'CONSENT',
	'WITHDRAW_CONSENT',
	'HOLD_CEREMONY',
	'CHANGE_KIND',
	'CHOOSE_THEMES',
	'INVITE_TOWN',
	'JOIN',
	'REGULARISE',
	'FORM_COMMITTEE'
]);
const onlyPartnership = new Set<Act>(['REVISE_TERMS', 'ACCEPT', 'START']);

/** Acts that close something: they stand last and are marked. */
const stops = new Set<Act>([
	'DECLINE',
	'WITHDRAW',
	'WITHDRAW_CONSENT',
	'CONTEST',
	'END',
	'RECORD_ANNULMENT'
]);
export const isStop = (act: Act): boolean => stops.has(act);

export interface Choices<P> {
	/** The one main act. */
	main: Act | null;
	/** What waits for the viewer but is refused to them. */
	blocked: P | null;
	near: Act[];
	/** Possible, and one step away; the closing ones last. */
	further: Act[];
	refused: P[];
}

/** Sorts what is possible now into the main act, near ones, further ones, and those that are not possible yet. */
export function choices<P extends { act: Act; refusal: unknown }>(
	kind: 'JUMELAGE' | 'PARTNERSHIP',
	possibilities: readonly P[],
	waiting: readonly { kind: WaitingKind; mine: boolean }[]
): Choices<P> {
	const foreign = kind === 'JUMELAGE' ? onlyPartnership : onlyJumelage;
	const known = possibilities.filter((one) => !foreign.has(one.act));
	const possible = known.filter((one) => one.refusal === null).map((one) => one.act);
	// What waits on a convention or a project is done on its own page.
	const own = waiting.filter((one) => !/^(CONVENTION|PROJECT)_/.test(one.kind));
	const asked = own.filter((one) => one.mine).map((one) => answers[one.kind]);
	const main =
		asked.find((act) => act !== null && possible.includes(act)) ??
		(own.length === 0 && possible.includes('PLAN_EXCHANGE') ? 'PLAN_EXCHANGE' : null);
	const blocked = main
		? null
		: (known.find((one) => one.refusal !== null && asked.includes(one.act)) ?? null);
	const rest = possible.filter((act) => act !== main);
	const further = rest.filter((act) => !near.includes(act));
	return {
		main,
		blocked,
		near: near.filter((act) => rest.includes(act)),
		further: further.sort((a, b) => Number(stops.has(a)) - Number(stops.has(b))),
		refused: known.filter(
			(one) => one.refusal !== null && one !== blocked && worthExplaining.has(one.act)
		)
	};
}
