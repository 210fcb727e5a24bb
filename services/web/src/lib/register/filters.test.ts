// The register's filters in the address and in the API's words.
import { describe, expect, it } from 'vitest';
import { cooperationFilter, fromAddress, liveScope, toAddress, toSheet } from './filters';

const read = (text: string) => fromAddress(new URLSearchParams(text));

describe('the filters of the register', () => {
	it('survive the way through the address', () => {
		const address = '?q=eau&country=ML&theme=1.2&kind=JUMELAGE&stage=ACTIVE&order=TITLE&mine=1';
		expect(toAddress(read(address))).toBe(address);
	});

	it('say nothing in the address when nothing is chosen', () => {
		expect(toAddress(read(''))).toBe('');
		expect(cooperationFilter(read(''))).toEqual({});
		expect(liveScope(read(''))).toBeNull();
	});

	it('ignore what an address cannot mean', () => {
		expect(read('kind=MARRIAGE&stage=1&order=x').kind).toBe('');
		expect(read('kind=MARRIAGE&stage=1&order=x').order).toBe('LAST_ACTIVITY');
	});

	it('ask for what is shown as a spreadsheet', () => {
		expect(toSheet(read('q=eau&what=organisations'), 'ES')).toBe('/register.csv?q=eau&lang=es');
	});

	it('follow live what they show', () => {
		expect(liveScope(read('country=ML&kind=JUMELAGE'))).toEqual({
			countries: ['ML'],
			kinds: ['JUMELAGE']
		});
	});

	it('leave out the filters of cooperations when organisations are shown', () => {
		expect(toAddress(read('what=organisations&stage=ACTIVE&q=mop'))).toBe(
			'?what=organisations&q=mop'
		);
	});
});
