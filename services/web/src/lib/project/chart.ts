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
	/** Round values from below the lowest to above the highest, with their places. */
	scale: { value: number; y: number }[];
	/** The first and the last day that are known, with their places. */
	days: { day: string; x: number }[];
}

type Given = Pick<IndicatorNode, 'baseline' | 'baselineOn' | 'target' | 'due' | 'measurements'>;

/** Where the first day stands when the baseline has none: it was before. */
const before = 0.12;
/** Steps that a scale has at most. */
const most = 4;

const at = (day: string): number => Date.parse(`${day}T00:00:00Z`);

/** Round values, at most five, that hold all of `values` between the first and the last. */
export function roundScale(values: readonly number[]): number[] {
	const [low, high] = [Math.min(...values), Math.max(...values)];
	const span = high > low ? high - low : Math.abs(high) || 1;
	const size = 10 ** Math.floor(Math.log10(span / most));
	// The next size is always enough: all of it fits between two of its steps, or three across a border.
	const steps = [1, 2, 2.5, 5, 10, 20].map((step) => step * size);
	const fits = (step: number) => Math.ceil(high / step) - Math.floor(low / step) <= most;
	const step = steps.find(fits) ?? span;
	const [first, last] = [Math.floor(low / step), Math.ceil(high / step)];
	const count = Math.max(1, last - first);
	// To the digits that a step has: multiples of a tenth are no tenths in binary.
	return Array.from({ length: count + 1 }, (_, n) => Number(((first + n) * step).toPrecision(12)));
}

/** The points of the chart; a baseline without a day stands before the first day that is known. */
export function chartOf(indicator: Given): Chart {
	const standing = indicator.measurements.filter((one) => one.correctedBy === null);
	const known = [indicator.due, ...standing.map((one) => one.on)];
	if (indicator.baselineOn) known.push(indicator.baselineOn);
	const days = [...new Set(known)].sort();
	const [first = indicator.due, last = indicator.due] = [days.at(0), days.at(-1)];
	const values = [indicator.baseline, indicator.target, ...standing.map((one) => one.value)];
	const round = roundScale(values.map(Number));
	const [low = 0, high = 1] = [round.at(0), round.at(-1)];
	const margin = indicator.baselineOn ? 0 : before;
	const x = (day: string) =>
		last === first ? 1 : margin + ((at(day) - at(first)) / (at(last) - at(first))) * (1 - margin);
	const y = (value: number) => (value - low) / (high - low);
	const point = (day: string | null, value: string): Point => ({
		day: day ?? '',
		value: Number(value),
		x: day === null ? 0 : x(day),
		y: y(Number(value))
	});
	return {
		baseline: point(indicator.baselineOn ?? null, indicator.baseline),
		target: point(indicator.due, indicator.target),
		measured: standing.map((one) => point(one.on, one.value)).sort((a, b) => a.x - b.x),
		scale: round.map((value) => ({ value, y: y(value) })),
		days: [...new Set([first, last])].map((day) => ({ day, x: x(day) }))
	};
}

/** How far the way from baseline to target was gone, in percent, below zero the other way; null where both are the same. */
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
