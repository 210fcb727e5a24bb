// A demonstration's mails: their links lead to pages of this site, and only to those.
import { describe, expect, it } from 'vitest';
import { linksIn } from './text';

describe('the text of a mail', () => {
	it('leads to the invitation on this site, with its token', () => {
		const parts = linksIn('Open this:\nhttps://rives.example/invitation#abc\nuntil Friday');
		expect(parts.map((part) => part.href)).toEqual([null, '/invitation#abc', null]);
		expect(parts.map((part) => part.text).join('')).toContain('#abc\nuntil Friday');
	});

	it('makes no link of another address', () => {
		expect(linksIn('see https://elsewhere.example/x').every((part) => part.href === null)).toBe(
			true
		);
	});
});
