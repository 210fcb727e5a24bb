// What an address asks of a list and the list does not know; one question for every list that has filters.
import { describe, expect, it } from 'vitest';
import { knownScope } from './feed/scope';
import { knownWanted } from './lesson/find';
import { knownFilters } from './register/filters';
import { fetched, strangers, without, type KnownFilters } from './strangers';

const codes = [{ value: 'ML' }, { value: 'BF' }];
const themes = [{ value: '1' }, { value: '1.2' }];
const group = 'group:018f7b0a-0000-7000-8000-000000000000';
const lists: Record<string, { known: KnownFilters; good: string; wrong: string[] }> = {
	cooperations: {
		known: knownFilters('cooperations', codes, themes),
		good: '?q=eau&country=ML&theme=1.2&kind=JUMELAGE&stage=ACTIVE&order=TITLE&mine=1',
		wrong: [
			'country=ZZ',
			'theme=77',
			'kind=MARRIAGE',
			'stage=ALIVE',
			'order=x',
			'mine=2',
			'type=CITY',
			'pays=ML'
		]
	},
	organisations: {
		known: knownFilters('organisations', codes, themes),
		good: '?what=organisations&q=mop&country=ML&type=COMMUNE',
		wrong: ['country=ZZ', 'type=CASTLE', 'stage=ACTIVE', 'what=people']
	},
	feed: {
		known: knownScope(codes, themes),
		good: `?countries=BF,ML&themes=1.2&groups=${group}&kinds=JUMELAGE&about=exchanges,texts&mine=1`,
		wrong: [
			'countries=BF,ZZ',
			'themes=77',
			'groups=7',
			'kinds=MARRIAGE',
			'about=gossip',
			'mine=yes',
			'country=ML'
		]
	},
	lessons: {
		known: knownWanted(codes, themes),
		good: '?search=agents&theme=1&country=ML&kind=LESSON',
		wrong: ['theme=77', 'country=ZZ', 'kind=SECRET', 'q=agents']
	}
};

describe.each(Object.entries(lists))('the list of %s', (_, { known, good, wrong }) => {
	const asked = new URLSearchParams(good);

	it('knows each of its own filters', () => {
		expect(strangers(asked, known)).toEqual([]);
		expect(without(asked, known)).toBe(good.replaceAll(':', '%3A'));
	});

	it.each(wrong)('says that it does not know %s, and offers the rest', (text) => {
		const params = new URLSearchParams(text);
		expect(strangers(params, known)).toHaveLength(1);
		expect(strangers(new URLSearchParams(without(params, known)), known)).toEqual([]);
	});
});

describe('an address', () => {
	it('with one unknown value among several keeps the others', () => {
		const params = new URLSearchParams('countries=BF,ZZ,ML');
		expect(strangers(params, knownScope(codes, themes))).toMatchObject([{ value: 'ZZ' }]);
		expect(without(params, knownScope(codes, themes))).toBe('?countries=BF,ML');
	});

	it('is not judged by a list that is still fetched, nor for what newsletters add', () => {
		expect(fetched([])).toBeNull();
		const params = new URLSearchParams('country=ZZ&utm_source=letter&kind=');
		expect(strangers(params, knownWanted([], []))).toEqual([]);
	});

	it('names nothing that every object has', () => {
		expect(strangers(new URLSearchParams('constructor=1'), {})).toHaveLength(1);
	});
});
