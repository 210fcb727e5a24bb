// Given a fact's days, when somebody looks, then it holds from its first day to its last, unless it was withdrawn.
import { describe, expect, it } from 'vitest';
import { factInput, partOf, recordInput, standing, type Fact, type Written } from './fact';

const days = { from: '2026-03-10', until: '2026-03-20', withdrawnAt: null };

describe('where a fact stands', () => {
	it.each([
		['2026-03-09', 'coming'],
		['2026-03-10', 'holds'],
		['2026-03-20', 'holds'],
		['2026-03-21', 'over']
	])('on %s: %s', (day, word) => expect(standing(days, day)).toBe(word));

	it('holds always without days', () =>
		expect(standing({ from: null, until: null, withdrawnAt: null }, '1900-01-01')).toBe('holds'));

	it('says nothing once it was withdrawn', () =>
		expect(standing({ ...days, withdrawnAt: '2026-03-12T00:00:00Z' }, '2026-03-15')).toBe(
			'withdrawn'
		));
});

const written: Written = {
	country: 'MD',
	part: '',
	name: [{ lang: 'fr', text: '' }],
	status: 'SANCTIONED',
	seenFrom: 'FR',
	from: '',
	until: '',
	source: ' Acte 7 '
};

describe('what is sent', () => {
	it('calls a country by its own name and leaves empty days out', () =>
		expect(recordInput(written, 'Moldavie', 'fr')).toEqual({
			territory: 'MD',
			name: [{ lang: 'fr', text: 'Moldavie' }],
			status: 'SANCTIONED',
			seenFrom: 'FR',
			from: null,
			until: null,
			source: 'Acte 7'
		}));

	it('puts a part behind its country and keeps the names that say something', () => {
		const name = [
			{ lang: 'fr', text: 'Transnistrie' },
			{ lang: 'en', text: ' ' }
		];
		const sent = recordInput({ ...written, part: ' sn ', name }, 'Moldavie', 'fr');
		expect(sent.territory).toBe('MD-SN');
		expect(sent.name).toEqual([{ lang: 'fr', text: 'Transnistrie' }]);
	});

	it('names the fact that is to go exactly as it was recorded', () => {
		const fact = { ...days, status: 'SANCTIONED', source: 'Acte 7', seenFrom: { code: 'FR' } };
		expect(factInput('MD-SN', fact as Fact)).toEqual({
			territory: 'MD-SN',
			status: 'SANCTIONED',
			seenFrom: 'FR',
			from: '2026-03-10',
			until: '2026-03-20',
			source: 'Acte 7'
		});
		expect(partOf('CY-NORTH')).toBe('NORTH');
		expect(partOf('ML')).toBe('');
	});
});
