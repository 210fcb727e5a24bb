// A passage is where it is said to be, and the pieces of a text are the text.
import { describe, expect, it } from 'vitest';
import { chosen, excerpt, paragraphAt, paragraphNumber, pieces } from './passages';

const text = 'Titre\n\nArticle 1. L’eau 😀.\nArticle 2.';

describe('a paragraph', () => {
	it('is found from each of its places', () => {
		for (let at = 7; at <= 27; at += 1) {
			const { from, to } = paragraphAt(text, at);
			expect(text.slice(from, to)).toBe('Article 1. L’eau 😀.');
			expect(paragraphNumber(text, at)).toBe(2);
		}
		expect(paragraphAt(text, 0)).toEqual({ from: 0, to: 5 });
		expect(paragraphAt(text, 6)).toEqual({ from: 6, to: 6 });
		expect(paragraphNumber(text, text.length)).toBe(3);
		expect(paragraphAt('', 0)).toEqual({ from: 0, to: 0 });
		expect(paragraphAt('\nx', 0)).toEqual({ from: 0, to: 0 });
	});

	it('stands for a selection that is empty', () => {
		expect(chosen(text, 8, 8)).toEqual({ from: 7, to: 27 });
		expect(chosen(text, 8, 10)).toEqual({ from: 8, to: 10 });
	});
});

describe('pieces', () => {
	it('are the whole text, cut where passages and carets are', () => {
		const spans = [
			{ from: 0, to: 5 },
			{ from: 3, to: 10 },
			{ from: 9, to: 900 },
			{ from: 4, to: 4 }
		];
		const carets = [
			{ at: 0, caret: 'a' },
			{ at: 4, caret: 'b' },
			{ at: 4, caret: 'c' },
			{ at: 901, caret: 'd' }
		];
		const made = pieces(text, spans, carets);
		expect(made.map((piece) => piece.text).join('')).toBe(text);
		expect(made.flatMap((piece) => piece.carets)).toEqual(['a', 'b', 'c']);
		const marked = made.filter((piece) => piece.marked).map((piece) => piece.text);
		expect(marked.join('')).toBe(text.slice(0, 10));
		let length = 0;
		for (const piece of made) {
			length += piece.text.length;
			if (piece.carets.includes('b')) expect(length).toBe(4);
		}
	});

	it('of an empty text still show who is there', () => {
		const made = pieces('', [], [{ at: 0, caret: 'a' }]);
		expect(made).toEqual([{ text: '', marked: false, carets: ['a'] }]);
	});
});

it('a long passage is told by its beginning, and no letter is cut in half', () => {
	expect(excerpt('un\n deux')).toBe('un deux');
	expect(excerpt('😀'.repeat(100), 10)).toBe(`${'😀'.repeat(9)}…`);
});
