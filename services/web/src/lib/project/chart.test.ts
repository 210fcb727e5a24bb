// The chart of an indicator shows what counts, on one scale; what was corrected counts no more.
import { describe, expect, it } from 'vitest';
import { chartOf, progress } from './chart';

const measured = (on: string, value: string, correctedBy: string | null = null) => ({
	id: `${on}${value}`,
	on,
	value,
	women: null,
	men: null,
	source: 'register',
	correctedBy
});
const indicator = {
	baseline: '20',
	baselineOn: '2026-01-01',
	target: '120',
	due: '2026-12-31',
	measurements: [measured('2026-06-30', '95', 'other'), measured('2026-06-30', '70')]
};

describe('the chart of an indicator', () => {
	it('goes from the baseline to the target', () => {
		const chart = chartOf(indicator);
		expect([chart.baseline.x, chart.baseline.y]).toEqual([0, 0]);
		expect([chart.target.x, chart.target.y]).toEqual([1, 1]);
	});

	it('leaves out what was corrected', () => {
		const chart = chartOf(indicator);
		expect(chart.measured.map((one) => one.value)).toEqual([70]);
		expect(chart.measured[0]?.y).toBeCloseTo(0.5);
		expect(progress(indicator)).toBe(50);
	});

	it('stands when there is only one day and one value', () => {
		const flat = { ...indicator, baselineOn: null, target: '20', measurements: [] };
		expect(chartOf(flat).target).toMatchObject({ x: 1, y: 0.5 });
		expect(progress(flat)).toBeNull();
	});
});
