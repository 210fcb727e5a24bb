// The list of a page's sections knows which one is being read.
import { describe, expect, it } from 'vitest';
import { alike, entriesOf, readAt } from './contents';

const places = (...tops: number[]) => tops.map((top, at) => ({ id: `s${at}`, top }));
const middle = { height: 900, atEnd: false, wanted: null };

describe('the section that is being read', () => {
	it('is the last whose heading has passed the upper third', () => {
		expect(readAt(places(-800, 290, 310), middle)).toBe('s1');
		expect(readAt(places(-800, -20, 880), middle)).toBe('s1');
	});

	it('is the first one before any was reached, and none where there is none', () => {
		expect(readAt(places(400, 900), middle)).toBe('s0');
		expect(readAt([], middle)).toBeNull();
		expect(readAt([], { ...middle, atEnd: true })).toBeNull();
	});

	it('is at the end of the page the last, or the one that was asked for if it is in sight', () => {
		const end = { ...middle, atEnd: true };
		expect(readAt(places(-800, 500, 700), end)).toBe('s2');
		expect(readAt(places(-800, 500, 700), { ...end, wanted: 's1' })).toBe('s1');
		expect(readAt(places(-800, 500, 700), { ...end, wanted: 's0' })).toBe('s2');
	});
});

describe('the list of sections', () => {
	it('is made anew only when a section or its words are others', () => {
		const here = entriesOf([{ id: 'river', textContent: ' The course ' }]);
		expect(here).toEqual([{ id: 'river', title: 'The course' }]);
		expect(alike(here, entriesOf([{ id: 'river', textContent: 'The course' }]))).toBe(true);
		expect(alike(here, entriesOf([{ id: 'river', textContent: 'Le cours' }]))).toBe(false);
		expect(alike(here, [])).toBe(false);
	});
});
