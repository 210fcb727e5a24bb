// Where entries of the timeline stand.
import { describe, expect, it } from 'vitest';
import { byYear, laneOf, placeOf } from './river';

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
});
