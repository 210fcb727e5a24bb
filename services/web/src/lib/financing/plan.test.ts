// What is typed into a plan becomes what the API takes, and findings wait for their field.
import { describe, expect, it } from 'vitest';
import type { RefusalPartsFragment } from '$lib/gql/generated/graphql';
import { emptyPlan, freshLine, planInput, worthSaying } from './plan';

const plan = () => emptyPlan(['organisation:1', 'organisation:2']);

describe('a plan that is typed', () => {
	it('numbers its rows and never gives a number twice', () => {
		const rows = plan().lines;
		expect(rows.map((row) => row.number)).toEqual([1, 2]);
		expect(freshLine(rows.slice(1), 'organisation:1', 'EUR').number).toBe(3);
	});

	it('sends a value date once it is there, and only in another currency', () => {
		const typed = plan();
		const [first, second] = typed.lines;
		if (!first || !second) throw new Error('two rows');
		Object.assign(first, { currency: 'EUR', on: '2026-01-05', rate: '2' });
		Object.assign(second, { currency: 'XOF', on: '', rate: '0.0015' });
		const bare = planInput(typed).lines;
		expect(bare.map((line) => line.value)).toEqual([undefined, undefined]);
		second.on = '2026-01-05';
		expect(planInput(typed).lines[1]?.value).toEqual({
			on: '2026-01-05',
			rate: '0.0015',
			source: ''
		});
	});

	it('sends amounts as they were typed, to the last digit', () => {
		const typed = plan();
		if (typed.lines[0]) typed.lines[0].amount = '9007199254740993.01';
		expect(planInput(typed).lines[0]?.amount).toBe('9007199254740993.01');
	});

	it('tells nobody that a field which they have not reached is empty', () => {
		const typed = plan();
		const found = (path: string) => ({ path }) as RefusalPartsFragment;
		const all = [found('lines.0.amount'), found('expenses.0.label'), found('balance')];
		expect(worthSaying(all, typed).map((one) => one.path)).toEqual(['balance']);
		if (typed.lines[0]) typed.lines[0].amount = 'x';
		expect(worthSaying(all, typed)).toHaveLength(2);
	});
});
