// A change is found where it was made, and places follow what others write.
import { describe, expect, it } from 'vitest';
import { changeOf, placeAfter, type Change } from './change';

const done = (before: string, change: Change | null) =>
	change === null
		? before
		: before.slice(0, change.at) + change.inserted + before.slice(change.at + change.removed);

describe('a change', () => {
	it('is where the caret is, also among equal letters', () => {
		expect(changeOf('aaa', 'aaaa', 1)).toEqual({ at: 0, removed: 0, inserted: 'a' });
		expect(changeOf('aaa', 'aaaa', 4)).toEqual({ at: 3, removed: 0, inserted: 'a' });
		expect(changeOf('l’eau', 'l’eau', 2)).toBeNull();
	});

	it('never cuts a character in half', () => {
		expect(changeOf('a😀b', 'a😁b', 3)).toEqual({ at: 1, removed: 2, inserted: '😁' });
		expect(changeOf('😀', '😀😀', 2)).toEqual({ at: 0, removed: 0, inserted: '😀' });
	});

	it('leads from any text to any other', () => {
		const dice = (seed: number) => () => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
		const letters = ['a', 'b', '\n', '😀', '😁', 'é'];
		for (let seed = 1; seed < 400; seed += 1) {
			const roll = dice(seed * 7919);
			const text = () =>
				Array.from({ length: Math.floor(roll() * 8) }, () => letters[Math.floor(roll() * 6)]).join(
					''
				);
			const [before, after] = [text(), text()];
			const change = changeOf(before, after, Math.floor(roll() * (after.length + 1)));
			expect(done(before, change)).toBe(after);
			expect(change?.inserted.isWellFormed?.() ?? true).toBe(true);
		}
	});
});

describe('a place', () => {
	it('follows what is written before it and not what is written after', () => {
		expect(placeAfter(5, [{ retain: 2 }, { insert: 'abc' }])).toBe(8);
		expect(placeAfter(5, [{ retain: 6 }, { insert: 'abc' }])).toBe(5);
		expect(placeAfter(5, [{ retain: 5 }, { insert: 'abc' }])).toBe(8);
		expect(placeAfter(5, [{ retain: 5 }, { insert: 'abc' }], true)).toBe(5);
	});

	it('stands where the text was that is gone', () => {
		expect(placeAfter(5, [{ retain: 2 }, { delete: 2 }])).toBe(3);
		expect(placeAfter(5, [{ retain: 2 }, { delete: 9 }])).toBe(2);
		expect(placeAfter(5, [{ delete: 1 }, { retain: 1 }, { insert: 'xy' }])).toBe(6);
	});
});
