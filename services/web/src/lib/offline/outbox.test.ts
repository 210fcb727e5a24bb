// What is shown of an act that waits, and when pages are fetched ahead.
import { expect, it } from 'vitest';
import { proseOf } from './outbox.svelte';
import { isPoor } from './worker';

it('an act that waits shows what somebody wrote, not its ids', () => {
	const input = {
		commandId: '0190d0c8-0000-7000-8000-000000000000',
		discussion: 'RGlzY3Vzc2lvbjox',
		words: ' Two lines\nof text. ',
		texts: [
			{ lang: 'FR', text: 'Un accord' },
			{ lang: 'ES', text: '' }
		],
		asks: true
	};
	expect(proseOf(input)).toEqual(['Two lines\nof text.', 'Un accord']);
});

it('over a poor or metered link nothing is fetched that nobody asked for', () => {
	expect(isPoor({ effectiveType: '4g' })).toBe(false);
	expect(isPoor(undefined)).toBe(false);
	expect(isPoor({ effectiveType: '3g' })).toBe(true);
	expect(isPoor({ effectiveType: '4g' }, 850)).toBe(true);
	expect(isPoor({ effectiveType: '4g', saveData: true })).toBe(true);
});
