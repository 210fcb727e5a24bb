// The geometry of the map's links: pure, so that it can be tested without a page.

export interface Point {
	x: number;
	y: number;
}

/** A gentle arc from one point to another, bent towards the top of the map. */
export function arcPath(from: Point, to: Point): string {
	const dx = to.x - from.x;
	const dy = to.y - from.y;
	const length = Math.hypot(dx, dy);
	if (length < 0.5) {
		// Neighbours at this scale: a small loop, so that the link can still be seen and reached.
		return `M${r(from.x)} ${r(from.y)}c-6 -10 6 -10 0 0`;
	}
	const bend = Math.min(length * 0.18, 60);
	const up = dx >= 0 ? -1 : 1;
	const middle = {
		x: (from.x + to.x) / 2 - (dy / length) * bend * up,
		y: (from.y + to.y) / 2 + (dx / length) * bend * up
	};
	return `M${r(from.x)} ${r(from.y)}Q${r(middle.x)} ${r(middle.y)} ${r(to.x)} ${r(to.y)}`;
}

const r = (value: number) => Math.round(value * 10) / 10;

/** The box around `points`, widened by `margin`, no smaller than `least` and of the given proportions. */
export function frame(
	points: readonly Point[],
	whole: { width: number; height: number },
	margin = 24,
	least = 160
): { x: number; y: number; width: number; height: number } {
	if (points.length === 0) return { x: 0, y: 0, ...whole };
	const xs = points.map((point) => point.x);
	const ys = points.map((point) => point.y);
	const [left, right] = [Math.min(...xs) - margin, Math.max(...xs) + margin];
	const [top, bottom] = [Math.min(...ys) - margin, Math.max(...ys) + margin];
	const ratio = whole.width / whole.height;
	const width = Math.min(whole.width, Math.max(right - left, (bottom - top) * ratio, least));
	const height = width / ratio;
	const clamp = (value: number, limit: number) => Math.max(0, Math.min(value, limit));
	return {
		x: clamp((left + right - width) / 2, whole.width - width),
		y: clamp((top + bottom - height) / 2, whole.height - height),
		width,
		height
	};
}

/** The index that an arrow key leads to in a list of `count`, or null for other keys. */
export function arrowTarget(key: string, index: number, count: number): number | null {
	if (count === 0) return null;
	switch (key) {
		case 'ArrowRight':
		case 'ArrowDown':
			return (index + 1) % count;
		case 'ArrowLeft':
		case 'ArrowUp':
			return (index - 1 + count) % count;
		case 'Home':
			return 0;
		case 'End':
			return count - 1;
		default:
			return null;
	}
}
