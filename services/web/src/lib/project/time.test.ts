// The calendar of a project: whole months, every bar within, no bar without width.
import { describe, expect, it } from 'vitest';
import { barOf, scaleOf } from './time';

const task = (starts: string | null, due: string) => ({ starts, due });

describe('the scale of a calendar', () => {
	it('spans whole months around all days and today', () => {
		const scale = scaleOf(
			[task('2026-03-09', '2026-04-02')],
			[{ due: '2026-05-20' }],
			'2026-02-28'
		);
		expect(scale.months.map((month) => month.day)).toEqual([
			'2026-02-01',
			'2026-03-01',
			'2026-04-01',
			'2026-05-01'
		]);
		expect(scale.months[0]?.place).toBe(0);
		expect(scale.to).toBe(Date.UTC(2026, 5, 1));
	});

	it('marks few months of a long calendar', () => {
		const scale = scaleOf([task('2026-01-01', '2031-12-31')], [], '2026-01-01');
		expect(scale.months.length).toBeLessThanOrEqual(12);
	});

	it('gives every task a bar within the scale', () => {
		const tasks = [task(null, '2026-03-31'), task('2026-03-01', '2026-03-31')];
		const scale = scaleOf(tasks, [], '2026-03-15');
		for (const bar of tasks.map((one) => barOf(scale, one))) {
			expect(bar.width).toBeGreaterThan(0);
			expect(bar.start).toBeGreaterThanOrEqual(0);
			expect(bar.start + bar.width).toBeLessThanOrEqual(1.000001);
		}
		expect(barOf(scale, task('2026-03-01', '2026-03-31'))).toEqual({ start: 0, width: 1 });
	});
});
