// The chart of an indicator shows what counts, on one scale; what was corrected counts no more.
import { describe, expect, it } from 'vitest';
import { chartOf, progress, roundScale } from './chart';

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
	it('goes from the baseline to the target, on a scale of round values', () => {
		const chart = chartOf(indicator);
		expect(chart.scale.map((one) => one.value)).toEqual([0, 50, 100, 150]);
		expect([chart.baseline.x, chart.target.x]).toEqual([0, 1]);
		expect(chart.baseline.y).toBeCloseTo(20 / 150);
		expect(chart.target.y).toBeCloseTo(120 / 150);
		expect(chart.days).toEqual([
			{ day: '2026-01-01', x: 0 },
			{ day: '2026-12-31', x: 1 }
		]);
	});

	it('has a scale that holds every value, in at most four round steps', () => {
		expect(roundScale([20, 120])).toEqual([0, 50, 100, 150]);
		expect(roundScale([-15, 40])).toEqual([-20, 0, 20, 40]);
		expect(roundScale([0.1, 0.3])).toEqual([0.1, 0.15, 0.2, 0.25, 0.3]);
		for (const values of [
			[7, 7],
			[0, 0],
			[-3, -3],
			[999, 1001],
			[1, 1e9],
			[-1e6, 1e-3]
		]) {
			const scale = roundScale(values);
			expect(scale.length).toBeGreaterThanOrEqual(2);
			expect(scale.length).toBeLessThanOrEqual(5);
			expect(scale[0]).toBeLessThanOrEqual(Math.min(...values));
			expect(scale.at(-1)).toBeGreaterThanOrEqual(Math.max(...values));
		}
	});

	it('says below zero what goes the other way, also where less is aimed at', () => {
		const worse = { ...indicator, measurements: [measured('2026-06-30', '5')] };
		expect(progress(worse)).toBe(-15);
		expect(chartOf(worse).scale[0]?.value).toBeLessThanOrEqual(5);
		const fewer = { ...indicator, baseline: '100', target: '50' };
		expect(progress({ ...fewer, measurements: [measured('2026-06-30', '110')] })).toBe(-20);
		expect(progress({ ...fewer, measurements: [measured('2026-06-30', '75')] })).toBe(50);
	});

	it('puts a baseline without a day before the first day that is known', () => {
		const chart = chartOf({ ...indicator, baselineOn: null });
		expect(chart.baseline.x).toBe(0);
		expect(chart.days[0]?.day).toBe('2026-06-30');
		expect(chart.days[0]?.x).toBeGreaterThan(0);
	});

	it('leaves out what was corrected', () => {
		const chart = chartOf(indicator);
		expect(chart.measured.map((one) => one.value)).toEqual([70]);
		expect(chart.measured[0]?.y).toBeCloseTo(70 / 150);
		expect(progress(indicator)).toBe(50);
	});

	it('stands when there is only one day and one value', () => {
		const flat = { ...indicator, baselineOn: null, target: '20', measurements: [] };
		expect(chartOf(flat).target.x).toBe(1);
		expect(chartOf(flat).days).toHaveLength(1);
		expect(chartOf(flat).target.y).toBeGreaterThanOrEqual(0);
		expect(chartOf(flat).target.y).toBeLessThanOrEqual(1);
		expect(progress(flat)).toBeNull();
	});
});
