// The forms of acts on a plan of money: consents, amounts that come and are spent, corrections, subsidies.
import {
	ConsentToFinancingPlanDocument,
	CorrectFundsDocument,
	PaySubsidyDocument,
	RecordExpenseDocument,
	RecordFundsDocument,
	RecordSubsidyConventionDocument,
	RecordSubsidyVoteDocument,
	WithdrawFinancingConsentDocument
} from '$lib/gql/generated/financing';
import {
	actDocument,
	type ActSpec,
	type FieldSpec,
	type SideSeat,
	type Values
} from '$lib/cooperation/forms/spec';
import type { FundingStep } from '$lib/gql/generated/schema';
import { m } from '$lib/paraglide/messages';
import { today } from '$lib/project/today';
import type { EntryNode, ExpenseNode, FundedProject, LineNode, PlanNode } from './types';
import { financingActWord, recordWord } from './words';

type Input = Record<string, unknown>;

export const seatsOf = (project: FundedProject): SideSeat[] =>
	project.sides
		.flatMap((side) => side.parties)
		.filter((party) => party.isMine)
		.map((party) => party.organisation);

const base = (project: FundedProject, title: string): Omit<ActSpec, 'document' | 'fields'> => ({
	title,
	verb: title,
	fixed: { project: project.id },
	seats: seatsOf(project)
});
const because = (): FieldSpec => ({
	key: 'reason',
	type: 'area',
	label: m.fin_reason(),
	hint: m.fin_reason_hint(),
	required: true
});

export function consentSpec(project: FundedProject, plan: PlanNode): ActSpec {
	return {
		...base(project, financingActWord('CONSENT')),
		document: actDocument(ConsentToFinancingPlanDocument),
		lead: m.fin_consent_lead(),
		fields: [],
		based: { key: 'hash', hash: plan.plan?.hash ?? '' }
	};
}

export const withdrawSpec = (project: FundedProject): ActSpec => ({
	...base(project, financingActWord('WITHDRAW_CONSENT')),
	document: actDocument(WithdrawFinancingConsentDocument),
	fields: [{ key: 'reason', type: 'area', label: m.coop_reason(), required: true }]
});

/** The fields of an amount in `currency` on a plan in `reference`. */
function fundsFields(currency: string, reference: string, more: FieldSpec[]): FieldSpec[] {
	const foreign: FieldSpec[] = [
		{ key: 'value.on', type: 'date', label: m.fin_value_date() },
		{
			key: 'value.rate',
			type: 'decimal',
			label: m.fin_rate({ from: currency, to: reference }),
			hint: m.fin_rate_hint()
		},
		{ key: 'value.source', type: 'text', label: m.fin_rate_source() }
	];
	return [
		{
			key: 'amount',
			type: 'decimal',
			label: m.fin_amount_in({ currency }),
			hint: m.fin_amount_hint(),
			required: true
		},
		...(currency === reference ? [] : foreign),
		{ key: 'on', type: 'date', label: m.fin_on(), required: true },
		...more,
		because(),
		{ key: 'document', type: 'text', label: m.fin_document(), hint: m.fin_document_hint() }
	];
}

/** Nests the fields of an amount as the API takes them. */
const nested =
	(currency: string) =>
	(input: Input): Input => {
		const { amount, on, reason, document, payee, tranche, ...rest } = input;
		const [day, rate, source] = ['value.on', 'value.rate', 'value.source'].map((key) => input[key]);
		const funds: Input = { amount, currency, on, reason };
		if (day) funds.value = { on: day, rate: rate ?? '', source: source ?? '' };
		if (document) funds.document = document;
		if (payee) funds.payee = payee;
		if (tranche) funds.tranche = Number(tranche);
		const kept = Object.entries(rest).filter(([key]) => !key.startsWith('value.'));
		return { ...Object.fromEntries(kept), funds };
	};

const payee = (): FieldSpec => ({
	key: 'payee',
	type: 'text',
	label: m.fin_payee(),
	hint: m.fin_payee_hint(),
	required: true
});

function movement(step: FundingStep | null, line: LineNode | undefined): FieldSpec[] {
	if (step !== null && step !== 'DISBURSED') return [];
	const open = line?.tranches ?? [];
	const tranche: FieldSpec = {
		key: 'tranche',
		type: 'choice',
		label: m.fin_tranche(),
		options: [
			{ value: '', label: m.fin_tranche_none() },
			...open.map((one) => ({ value: String(one.number), label: String(one.number) }))
		]
	};
	return open.length > 0 ? [payee(), tranche] : [payee()];
}

export function recordSpec(
	project: FundedProject,
	reference: string,
	line: LineNode,
	step: FundingStep
): ActSpec {
	const common = base(project, recordWord(step));
	const currency = line.amount.currency;
	return {
		...common,
		title: `${recordWord(step)} – ${m.fin_line_n({ number: line.number })}`,
		document: actDocument(RecordFundsDocument),
		fixed: { project: project.id, line: line.number, step },
		fields: fundsFields(currency, reference, movement(step, line)),
		initial: { on: today() },
		shape: nested(currency)
	};
}

export function correctSpec(
	project: FundedProject,
	reference: string,
	entry: EntryNode,
	line: LineNode | undefined
): ActSpec {
	const { currency, value } = entry.amount;
	const initial: Values = {
		amount: entry.amount.amount,
		on: entry.on,
		reason: '',
		payee: entry.payee ?? '',
		tranche: entry.tranche === null ? '' : String(entry.tranche)
	};
	if (value) {
		Object.assign(initial, {
			'value.on': value.on,
			'value.rate': value.rate,
			'value.source': value.source
		});
	}
	return {
		...base(project, m.fin_correct()),
		document: actDocument(CorrectFundsDocument),
		lead: m.fin_correct_lead(),
		fixed: { project: project.id, replaces: entry.id },
		fields: fundsFields(currency, reference, movement(entry.step, line)),
		initial,
		shape: nested(currency)
	};
}

/** What was paid on an item that is no subsidy. */
export function expenseSpec(
	project: FundedProject,
	reference: string,
	expense: ExpenseNode
): ActSpec {
	const currency = expense.amount.currency;
	return {
		...base(project, m.fin_expense_record()),
		title: `${m.fin_expense_record()} – ${m.fin_expense_n({ number: expense.number })}`,
		document: actDocument(RecordExpenseDocument),
		fixed: { project: project.id, expense: expense.number },
		fields: fundsFields(currency, reference, [payee()]),
		initial: { on: today() },
		shape: nested(currency)
	};
}

export type SubsidyAct = 'vote' | 'sign' | 'pay';
const subsidyActs: Record<SubsidyAct, () => string> = {
	vote: m.fin_subsidy_vote,
	sign: m.fin_subsidy_sign,
	pay: m.fin_subsidy_pay
};
export const subsidyWord = (act: SubsidyAct): string => subsidyActs[act]();

export function subsidySpec(
	project: FundedProject,
	reference: string,
	expense: ExpenseNode,
	act: SubsidyAct
): ActSpec {
	const common = {
		...base(project, subsidyWord(act)),
		fixed: { project: project.id, expense: expense.number },
		initial: { on: today() }
	};
	if (act === 'pay') {
		const currency = expense.amount.currency;
		return {
			...common,
			document: actDocument(PaySubsidyDocument),
			fields: fundsFields(currency, reference, [payee()]),
			initial: { on: today(), payee: expense.subsidy?.association ?? '' },
			shape: nested(currency)
		};
	}
	const document =
		act === 'vote'
			? actDocument(RecordSubsidyVoteDocument)
			: actDocument(RecordSubsidyConventionDocument);
	return {
		...common,
		document,
		fields: [
			{ key: 'on', type: 'date', label: m.fin_on(), required: true },
			{ key: 'reference', type: 'text', label: m.fin_reference(), required: true }
		]
	};
}
