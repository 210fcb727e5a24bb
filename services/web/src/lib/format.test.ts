// How dates and numbers are written in the three languages.
import { describe, expect, it } from 'vitest';
import {
	formatDateTime,
	formatDay,
	formatList,
	formatNumber,
	formatPartialDate,
	formatRelative,
	formatSpan,
	languageName
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
