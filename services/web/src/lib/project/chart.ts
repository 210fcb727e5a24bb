// The chart of an indicator: from its baseline over what was measured to its target, on one scale.
import type { IndicatorNode } from './types';

export interface Point {
	day: string;
	value: number;
	/** Places from 0 to 1; y counts from below. */
	x: number;
	y: number;
}
export interface Chart {
	baseline: Point;
	target: Point;
	measured: Point[];
}

type Given = Pick<IndicatorNode, 'baseline' | 'baselineOn' | 'target' | 'due' | 'measurements'>;

const at = (day: string): number => Date.parse(`${day}T00:00:00Z`);

/** The points of the chart; a baseline without a day stands before the first day that is known. */
export function chartOf(indicator: Given): Chart {
	const standing = indicator.measurements.filter((one) => one.correctedBy === null);
	const days = [indicator.due, ...standing.map((one) => one.on)].map(at);
	if (indicator.baselineOn) days.push(at(indicator.baselineOn));
	const values = [indicator.baseline, indicator.target, ...standing.map((one) => one.value)];
	const numbers = values.map(Number);
	const [first, last] = [Math.min(...days), Math.max(...days)];
	const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
	const point = (day: string | null, value: string): Point => ({
		day: day ?? '',
		value: Number(value),
		x: day === null || last === first ? (day === null ? 0 : 1) : (at(day) - first) / (last - first),
		y: high === low ? 0.5 : (Number(value) - low) / (high - low)
	});
	return {
		baseline: point(indicator.baselineOn ?? null, indicator.baseline),
		target: point(indicator.due, indicator.target),
		measured: standing.map((one) => point(one.on, one.value)).sort((a, b) => a.x - b.x)
	};
}

/** How far the way from baseline to target was gone, in percent; null where both are the same. */
export function progress(indicator: Given): number | null {
	const standing = indicator.measurements.filter((one) => one.correctedBy === null);
	const newest = standing.reduce<(typeof standing)[number] | null>(
		(best, one) => (best === null || one.on > best.on ? one : best),
		null
	);
	const way = Number(indicator.target) - Number(indicator.baseline);
	if (!newest || way === 0) return null;
	return Math.round(((Number(newest.value) - Number(indicator.baseline)) / way) * 100);
}
