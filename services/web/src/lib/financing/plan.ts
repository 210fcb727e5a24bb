// A plan as it is typed: rows of text that become the API's input, and findings that wait until a field was filled.
import { readDecimal } from '$lib/format';
import { i18n } from '$lib/i18n.svelte';
import type { RefusalPartsFragment } from '$lib/gql/generated/graphql';
import type {
	CountryClass,
	ExpenseHeading,
	FinancingExpenseInput,
	FinancingLineInput,
	FinancingPlanInput,
	FundingNature,
	FundingSource,
	LevySector
} from '$lib/gql/generated/schema';
import type { ContentNode, LineNode } from './types';

/** An amount with, in another currency, its value date and rate. */
export interface MoneyRow {
	amount: string;
	currency: string;
	on: string;
	rate: string;
	rateSource: string;
}
export interface TrancheRow {
	due: string;
	amount: string;
	condition: string;
}
export interface LineRow extends MoneyRow {
	number: number;
	source: FundingSource;
	funder: string;
	nature: FundingNature;
	party: string;
	year: string;
	tranches: TrancheRow[];
	sector: LevySector;
	product: string;
	levyRate: string;
}
export interface ExpenseRow extends MoneyRow {
	number: number;
	heading: ExpenseHeading;
	label: string;
	party: string;
	subsidy: boolean;
	association: string;
	cofinanced: boolean;
	mission: boolean;
}
export interface PlanRows {
	currency: string;
	countryClass: CountryClass;
	lines: LineRow[];
	expenses: ExpenseRow[];
	reason: string;
}

const noMoney = (currency: string): MoneyRow => ({
	amount: '',
	currency,
	on: '',
	rate: '',
	rateSource: ''
});
const next = (rows: readonly { number: number }[]): number =>
	Math.max(0, ...rows.map((row) => row.number)) + 1;

export function freshLine(rows: readonly LineRow[], party: string, currency: string): LineRow {
	const year = rows.at(-1)?.year ?? String(new Date().getFullYear());
	return {
		...noMoney(currency),
		number: next(rows),
		source: 'GENERAL_BUDGET',
		funder: '',
		nature: 'OWN',
		party,
		year,
		tranches: [],
		sector: 'WATER',
		product: '',
		levyRate: ''
	};
}

export function freshExpense(
	rows: readonly ExpenseRow[],
	party: string,
	currency: string
): ExpenseRow {
	return {
		...noMoney(currency),
		number: next(rows),
		heading: 'EQUIPMENT',
		label: '',
		party,
		subsidy: false,
		association: '',
		cofinanced: false,
		mission: false
	};
}

/** An empty plan: one row of each kind for each party that brings something. */
export function emptyPlan(parties: readonly string[]): PlanRows {
	const lines: LineRow[] = [];
	for (const party of parties) lines.push(freshLine(lines, party, 'EUR'));
	const expenses = [freshExpense([], parties[0] ?? '', 'EUR')];
	return { currency: 'EUR', countryClass: 'AID', lines, expenses, reason: '' };
}

const moneyRow = (money: LineNode['amount']): MoneyRow => ({
	amount: money.amount,
	currency: money.currency,
	on: money.value?.on ?? '',
	rate: money.value?.rate ?? '',
	rateSource: money.value?.source ?? ''
});

/** The rows of a plan that is revised. */
export function rowsOf(plan: ContentNode): PlanRows {
	return {
		currency: plan.currency,
		countryClass: plan.countryClass,
		reason: '',
		lines: plan.lines.map((line) => ({
			...moneyRow(line.amount),
			number: line.number,
			source: line.source,
			funder: line.funder ?? '',
			nature: line.nature,
			party: line.party.id,
			year: String(line.year),
			tranches: line.tranches.map(({ due, amount, condition }) => ({
				due,
				amount,
				condition: condition ?? ''
			})),
			sector: line.levy?.sector ?? 'WATER',
			product: line.levy?.product ?? '',
			levyRate: line.levy?.rate ?? ''
		})),
		expenses: plan.expenses.map((one) => ({
			...moneyRow(one.amount),
			number: one.number,
			heading: one.heading,
			label: one.label,
			party: one.party.id,
			subsidy: one.subsidy !== null,
			association: one.subsidy?.association ?? '',
			cofinanced: one.subsidy?.cofinanced ?? false,
			mission: one.subsidy?.mission ?? false
		}))
	};
}

/** As the API takes it: people write their language's comma. */
const number = (typed: string) => readDecimal(typed, i18n.lang);

/** A value date is sent once it is there; until then the amount has none, and the rules say so. */
const value = (row: MoneyRow, currency: string) =>
	row.on !== '' && row.currency !== currency
		? { value: { on: row.on, rate: number(row.rate), source: row.rateSource } }
		: {};

function lineInput(row: LineRow, currency: string): FinancingLineInput {
	const year = Number(row.year);
	const levied = row.source === 'ANNEX_BUDGET' && (row.product !== '' || row.levyRate !== '');
	return {
		number: row.number,
		source: row.source,
		funder: row.funder || null,
		nature: row.nature,
		party: row.party,
		year: Number.isInteger(year) && year < 32_768 ? year : 0,
		amount: number(row.amount),
		currency: row.currency,
		...value(row, currency),
		tranches: row.tranches
			.filter((one) => one.due !== '')
			.map((one) => ({ ...one, amount: number(one.amount) })),
		...(levied
			? { levy: { sector: row.sector, product: row.product, rate: number(row.levyRate) } }
			: {})
	};
}

function expenseInput(row: ExpenseRow, currency: string): FinancingExpenseInput {
	const { association, cofinanced, mission } = row;
	return {
		number: row.number,
		heading: row.heading,
		label: row.label,
		party: row.party,
		amount: number(row.amount),
		currency: row.currency,
		...value(row, currency),
		...(row.subsidy ? { subsidy: { association, cofinanced, mission } } : {})
	};
}

/** The plan as the API takes it. */
export const planInput = (plan: PlanRows): FinancingPlanInput => ({
	currency: plan.currency,
	countryClass: plan.countryClass,
	lines: plan.lines.map((row) => lineInput(row, plan.currency)),
	expenses: plan.expenses.map((row) => expenseInput(row, plan.currency))
});

/** What is worth saying while somebody types: nobody is told that a field which they have not reached is empty. */
export function worthSaying(
	findings: readonly RefusalPartsFragment[],
	plan: PlanRows
): RefusalPartsFragment[] {
	return findings.filter((finding) => {
		const [list, place, field] = (finding.path ?? '').split('.');
		const rows: readonly (LineRow | ExpenseRow)[] = list === 'lines' ? plan.lines : plan.expenses;
		const row = rows[Number(place)];
		if (!row || field === undefined) return true;
		if (field === 'amount' || field === 'value') return row.amount !== '';
		return field !== 'label' || ('label' in row && row.label !== '');
	});
}
