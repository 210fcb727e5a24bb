// What the address of the lessons holds.
import { expect, test } from 'vitest';
import { addressOf, filterOf, wantedOf } from './find';

test('the address holds what is looked for and nothing else', () => {
	const wanted = wantedOf(new URLSearchParams('search=agents&kind=GOOD_PRACTICE&theme='));
	expect(wanted).toEqual({
		search: 'agents',
		theme: '',
		country: '',
		kind: 'GOOD_PRACTICE',
		of: ''
	});
	expect(addressOf(wanted)).toBe('?search=agents&kind=GOOD_PRACTICE');
	expect(filterOf(wanted)).toEqual({
		search: 'agents',
		themes: undefined,
		countries: undefined,
		kinds: ['GOOD_PRACTICE']
	});
});

test('a kind that does not exist is no kind', () => {
	expect(wantedOf(new URLSearchParams('kind=SECRET')).kind).toBe('');
});

test('a place is looked for as what it is', () => {
	const wanted = wantedOf(new URLSearchParams('of=g1&country=ML'));
	expect(addressOf(wanted)).toBe('?country=ML&of=g1');
	const group = filterOf(wanted, { id: 'g1', type: 'CountryGroup', name: 'Sahel' });
	expect(group).toMatchObject({ group: 'g1', organisation: undefined, countries: ['ML'] });
	const town = filterOf(wanted, { id: 'o1', type: 'Organisation', name: 'Mopti' });
	expect(town).toMatchObject({ organisation: 'o1', group: undefined });
});
