// What the comparison of two versions promises.
import { describe, expect, it } from 'vitest';
import { diff, type Piece } from './diff';

const join = (pieces: Piece[], without: Piece['kind']) =>
	pieces
		.filter((piece) => piece.kind !== without)
		.map((piece) => piece.text)
		.join('');

describe('diff', () => {
	it('says nothing changed between equal texts', () => {
		expect(diff('Une seule rivière', 'Une seule rivière')).toEqual([
			{ kind: 'same', text: 'Une seule rivière' }
		]);
	});

	it('shows the one word that changed', () => {
		expect(diff('two towns agree', 'three towns agree')).toEqual([
			{ kind: 'removed', text: 'two' },
			{ kind: 'added', text: 'three' },
			{ kind: 'same', text: ' towns agree' }
		]);
	});

	it('reads neighbouring changes as one', () => {
		expect(diff('we meet every year, here', 'we meet each spring here')).toEqual([
			{ kind: 'same', text: 'we meet ' },
			{ kind: 'removed', text: 'every year,' },
			{ kind: 'added', text: 'each spring' },
			{ kind: 'same', text: ' here' }
		]);
	});

	it('shows a text that did not exist before as added', () => {
		expect(diff('', 'Nueva carta')).toEqual([{ kind: 'added', text: 'Nueva carta' }]);
	});

	it('holds both texts whole, whatever changed', () => {
		const before = 'a b c d e f\n\ng  h';
		const after = 'b a c x e f\ng h i';
		const pieces = diff(before, after);
		expect(join(pieces, 'added')).toBe(before);
		expect(join(pieces, 'removed')).toBe(after);
	});

	it('stays quick on very long texts and loses nothing', () => {
		const before = Array.from({ length: 5_000 }, (_, n) => `w${n}`).join(' ');
		const after = before.replace('w7 ', 'seven ').replace('w4990 ', 'late ');
		const pieces = diff(before, after);
		expect(join(pieces, 'removed')).toBe(after);
	});
});
