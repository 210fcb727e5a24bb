// How dates and numbers are written in the three languages.
import { describe, expect, it } from 'vitest';
import {
	formatDateTime,
	formatDay,
	formatDecimal,
	formatList,
	formatNumber,
	formatPartialDate,
	formatRelative,
	formatSpan,
	languageName,
	readDecimal
} from './format';

describe('a partial date', () => {
	it('says no more than is known', () => {
		expect(formatPartialDate('1963', 'fr')).toBe('1963');
		expect(formatPartialDate('1963-05', 'fr')).toBe('mai 1963');
		expect(formatPartialDate('1963-05-12', 'es')).toBe('12 de mayo de 1963');
	});

	it('is shown as it is when it cannot be read', () => {
		expect(formatPartialDate('1963-99', 'en')).toBe('1963-99');
	});
});

it('a day is the same day in every time zone', () => {
	expect(formatDay('2026-05-03', 'en')).toBe('3 May 2026');
});

it('a moment is told from now, in words', () => {
	const now = new Date('2026-06-10T12:00:00Z');
	expect(formatRelative('2026-06-09T12:00:00Z', 'fr', now)).toBe('hier');
	expect(formatRelative('2026-06-10T11:30:00Z', 'en', now)).toBe('30 minutes ago');
	expect(formatRelative('2026-08-20T12:00:00Z', 'es', now)).toBe('dentro de 2 meses');
	expect(formatRelative('2026-06-10T11:59:50Z', 'en', now)).toBe('this minute');
});

it('numbers are grouped as the language does', () => {
	expect(formatNumber(10440, 'en')).toBe('10,440');
	expect(formatNumber(10440, 'fr')).toMatch(/^10\s440$/u);
});

it('lists read as a sentence', () => {
	expect(formatList(['Mali', 'Niger', 'Tchad'], 'fr')).toBe('Mali, Niger et Tchad');
});

it('a language is named in the language of the page, or by its code', () => {
	expect(languageName('es', 'fr')).toBe('espagnol');
	expect(languageName('not a code', 'fr')).toBe('not a code');
});

it('a moment is written with the name of its time zone', () => {
	const zone = new Intl.DateTimeFormat('en-GB', { timeZoneName: 'short' })
		.formatToParts(new Date('2026-06-10T12:00:00Z'))
		.find((part) => part.type === 'timeZoneName')?.value;
	expect(formatDateTime('2026-06-10T12:00:00Z', 'en')).toMatch(/^10 Jun 2026, \d\d:00 /u);
	expect(formatDateTime('2026-06-10T12:00:00Z', 'en')).toContain(zone);
});

it('a span is told in words, one or many', () => {
	expect(formatSpan(1, 'day', 'en')).toBe('1 day');
	expect(formatSpan(30, 'day', 'fr')).toMatch(/^30\sjours$/u);
	expect(formatSpan(12, 'month', 'es')).toMatch(/^12\smeses$/u);
});

describe('the first of a month', () => {
	it('has its own word in French', () => {
		expect(formatDay('2026-05-01', 'fr')).toBe('1er mai 2026');
		expect(formatDay('2026-05-11', 'fr')).toBe('11 mai 2026');
		expect(formatDay('2026-05-01', 'es')).toBe('1 de mayo de 2026');
	});
});

describe('a number that people type', () => {
	it.each([
		['1 000,5', 'fr', '1000.5'],
		['1.000,50', 'es', '1000.50'],
		['12,5', 'fr', '12.5'],
		['-0,25', 'es', '-0.25'],
		['1,000.5', 'en', '1000.5'],
		['1,000', 'en', '1000'],
		['12000.50', 'fr', '12000.50'],
		['9007199254740993,01', 'fr', '9007199254740993.01']
	] as const)('%s in %s is %s', (typed, lang, read) => {
		expect(readDecimal(typed, lang)).toBe(read);
	});
	it.each([
		['1,2,3', 'fr'],
		['1.00,5', 'es'],
		['12,5', 'en'],
		['1e9', 'fr'],
		['beaucoup', 'fr']
	] as const)('%s in %s stays for the server to refuse', (typed, lang) => {
		expect(readDecimal(typed, lang)).toBe(typed);
	});
	it('is told as the language writes it, to its last digit', () => {
		expect(formatDecimal('9007199254740993.01', 'en')).toBe('9,007,199,254,740,993.01');
		expect(formatDecimal('0.0015245', 'fr')).toBe('0,0015245');
		expect(formatDecimal('many', 'fr')).toBe('many');
	});
});
