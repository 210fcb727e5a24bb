// The words of every act and which of them belong to which kind of cooperation.
import type { Act } from '$lib/gql/generated/schema';
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

/** Acts in the order in which a cooperation's life asks for them: the first possible one is the page's button. */
const expected: readonly Act[] = [
	'JOIN',
	'CONFIRM',
	'ACCEPT',
	'CONSENT',
	'RECORD_DECISION',
	'HOLD_CEREMONY',
	'START',
	'REVIVE',
	'PLAN_EXCHANGE'
];

/** What is shown although it is not possible yet: people look for it and deserve the reason. */
const worthExplaining: readonly Act[] = [
	...expected,
	'AMEND_CHARTER',
	'REVISE_TERMS',
	'FORM_COMMITTEE',
	'END'
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

/** What people add at any time; it never is the page's main button. */
const sideActs = new Set<Act>([
	'REMARK',
	'CHANGE_KIND',
	'CHOOSE_THEMES',
	'INVITE_TOWN',
	'REGULARISE'
]);

export interface Choices<P> {
	/** The one main act. */
	main: Act | null;
	others: Act[];
	stops: Act[];
	refused: P[];
}

/** Sorts what is possible now into the main act, further ones, and those that are not possible yet. */
export function choices<P extends { act: Act; refusal: unknown }>(
	kind: 'JUMELAGE' | 'PARTNERSHIP',
	possibilities: readonly P[]
): Choices<P> {
	const foreign = kind === 'JUMELAGE' ? onlyPartnership : onlyJumelage;
	const known = possibilities.filter((one) => !foreign.has(one.act));
	const possible = known.filter((one) => one.refusal === null).map((one) => one.act);
	const main = expected.find((act) => possible.includes(act)) ?? null;
	const rest = possible.filter((act) => act !== main);
	const rank = (act: Act) => Number(sideActs.has(act));
	return {
		main,
		others: rest.filter((act) => !stops.has(act)).sort((a, b) => rank(a) - rank(b)),
		stops: rest.filter((act) => stops.has(act)),
		refused: known.filter((one) => one.refusal !== null && worthExplaining.includes(one.act))
	};
}
