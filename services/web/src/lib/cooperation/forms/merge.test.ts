// A text that moved under an open form: nothing of the other side is undone in silence.
import { expect, test } from 'vitest';
import { merged } from './merge';

const began = [
	{ lang: 'fr', text: 'un' },
	{ lang: 'en', text: 'one' }
];

test('a language that was not touched takes the other side’s words, a touched one stays', () => {
	const mine = [
		{ lang: 'fr', text: 'un' },
		{ lang: 'en', text: 'one and mine' }
	];
	const now = [
		{ lang: 'fr', text: 'un et eux' },
		{ lang: 'en', text: 'one' }
	];
	expect(merged(began, mine, now)).toEqual([
		{ lang: 'fr', text: 'un et eux' },
		{ lang: 'en', text: 'one and mine' }
	]);
});

test('a language that the other side added comes along, one that the person removed stays away', () => {
	const now = [...began, { lang: 'es', text: 'uno' }];
	expect(merged(began, [{ lang: 'en', text: 'mine' }], now)).toEqual([
		{ lang: 'en', text: 'mine' },
		{ lang: 'es', text: 'uno' }
	]);
});

test('a field that was not touched follows, a touched one stays', () => {
	expect(merged('a', 'a', 'b')).toBe('b');
	expect(merged('a', 'mine', 'b')).toBe('mine');
});

test('terms are brought together part by part', () => {
	const start = { title: 'a', themes: ['1'] } as never;
	const mine = { title: 'mine', themes: ['1'] } as never;
	const now = { title: 'a', themes: ['1', '2'] } as never;
	expect(merged(start, mine, now)).toEqual({ title: 'mine', themes: ['1', '2'] });
});
