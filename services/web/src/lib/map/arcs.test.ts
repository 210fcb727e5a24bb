// The geometry of the map's links and the keyboard's way through them.
import { describe, expect, it } from 'vitest';
import { arcPath, arrowTarget, frame } from './arcs';

describe('an arc', () => {
	it('goes from one town to the other with a bend between', () => {
		expect(arcPath({ x: 0, y: 100 }, { x: 100, y: 100 })).toBe('M0 100Q50 82 100 100');
	});

	it('bends to the same side of the map in both directions', () => {
		expect(arcPath({ x: 100, y: 100 }, { x: 0, y: 100 })).toBe('M100 100Q50 82 0 100');
	});

	it('can still be seen when both towns fall on one point', () => {
		expect(arcPath({ x: 10, y: 10 }, { x: 10, y: 10 })).toContain('c');
	});
});

describe('the frame around the links', () => {
	const whole = { width: 960, height: 480 };

	it('is the whole world when there is no link', () => {
		expect(frame([], whole)).toEqual({ x: 0, y: 0, ...whole });
	});

	it('stays inside the map and keeps its proportions', () => {
		const box = frame([{ x: 950, y: 10 }], whole);
		expect(box.x + box.width).toBeLessThanOrEqual(whole.width);
		expect(box.y).toBe(0);
		expect(box.width / box.height).toBeCloseTo(2);
	});
});

describe('the arrow keys', () => {
	it('go around the list in both directions', () => {
		expect(arrowTarget('ArrowRight', 2, 3)).toBe(0);
		expect(arrowTarget('ArrowUp', 0, 3)).toBe(2);
		expect(arrowTarget('End', 0, 3)).toBe(2);
	});

	it('leave other keys and empty maps alone', () => {
		expect(arrowTarget('Tab', 0, 3)).toBeNull();
		expect(arrowTarget('ArrowDown', 0, 0)).toBeNull();
	});
});
