// Sides and who returns where.
import { expect, it } from 'vitest';
import { safeReturn } from './account/return';
import { sideColour, sidesFor } from './sides';

it("a person's own side stands first, and keeps its own colour", () => {
	const sides = sidesFor([
		{ side: 1, isMine: false },
		{ side: 2, isMine: true },
		{ side: 1, isMine: false }
	]);
	expect(sides.map((side) => side.number)).toEqual([2, 1]);
	expect(sides[0]?.colour).toBe(2);
	expect(sides[1]?.parties).toHaveLength(2);
});

it('colours repeat after six sides', () => {
	expect([1, 6, 7, 0].map(sideColour)).toEqual([1, 6, 1, 6]);
});

it('a return address never leaves the site', () => {
	expect(safeReturn('/organisations/1')).toBe('/organisations/1');
	expect(safeReturn('//evil.example')).toBeNull();
	expect(safeReturn('https://evil.example')).toBeNull();
	expect(safeReturn('/\\evil.example')).toBeNull();
});
