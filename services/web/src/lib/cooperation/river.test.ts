// Where entries of the timeline stand.
import { describe, expect, it } from 'vitest';
import { byYear, happening, inOrder, laneOf, placeOf } from './river';

describe('the river', () => {
	it('shows the viewer’s side at the start edge and the others opposite', () => {
		expect(placeOf({ verb: 'JUMELAGE_CHARTER_CONSENTED', side: 2 }, [2, 1])).toBe('start');
		expect(placeOf({ verb: 'JUMELAGE_CHARTER_CONSENTED', side: 1 }, [2, 1])).toBe('end');
	});

	it('lays what was done together across the water, whoever recorded it', () => {
		expect(placeOf({ verb: 'JUMELAGE_CEREMONY_HELD', side: 1 }, [1, 2])).toBe('across');
		expect(placeOf({ verb: 'EXCHANGE_HELD', side: 2 }, [1, 2])).toBe('across');
		expect(placeOf({ verb: 'JUMELAGE_MARKED_DORMANT', side: null }, [1, 2])).toBe('across');
	});

	it('gives each further side a lane of its own', () => {
		const entry = (side: number) => ({ verb: 'PARTNERSHIP_ACCEPTED' as const, side });
		expect([1, 2, 3].map((side) => laneOf(entry(side), [1, 2, 3]))).toEqual([0, 0, 1]);
	});

	it('groups by year without changing the order', () => {
		const entries = ['2019-05-01T12:00:00Z', '2019-07-01T12:00:00Z', '2026-07-01T12:00:00Z'];
		const groups = byYear(entries.map((at) => ({ at })));
		expect(groups.map((group) => [group.year, group.entries.length])).toEqual([
			['2019', 2],
			['2026', 1]
		]);
	});

	it('puts what was recorded later under the year in which it happened', () => {
		const proposed = { at: '2026-02-01T12:00:00Z', happenedOn: null };
		const ceremony = { at: '2026-03-01T12:00:00Z', happenedOn: '1997-05' };
		const planned = { at: '2026-04-01T12:00:00Z', happenedOn: '2027-06-01' };
		const groups = byYear(inOrder([proposed, ceremony, planned]));
		expect(groups).toEqual([
			{ year: '1997', entries: [ceremony] },
			{ year: '2026', entries: [proposed, planned] }
		]);
	});

	it('tells what happened before it was recorded from what was planned, and neither from the same day', () => {
		const at = '2026-03-01T12:00:00Z';
		expect(happening({ at, happenedOn: null })).toBe('same');
		expect(happening({ at, happenedOn: '2026-03-01' })).toBe('same');
		expect(happening({ at, happenedOn: '2026-01-15' })).toBe('before');
		expect(happening({ at, happenedOn: '1997' })).toBe('before');
		expect(happening({ at, happenedOn: '2027-06' })).toBe('ahead');
	});

	it('keeps the order of the record within a year', () => {
		const proposed = { at: '2026-02-01T12:00:00Z', happenedOn: null };
		const decided = { at: '2026-03-01T12:00:00Z', happenedOn: '2026-01-15' };
		expect(inOrder([proposed, decided])).toEqual([proposed, decided]);
	});
});
