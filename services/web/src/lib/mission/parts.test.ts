// The title that is suggested for a task that follows a mission.
import { describe, expect, it } from 'vitest';
import { titleOf } from './parts';

describe('the title of a task that follows a mission', () => {
	it('is the first line that says something, in each language', () => {
		const texts = [
			{ lang: 'fr', text: '\n Une émission \nUn voyage' },
			{ lang: 'es', text: 'Una radio' }
		];
		expect(titleOf(texts)).toEqual([
			{ lang: 'fr', text: 'Une émission' },
			{ lang: 'es', text: 'Una radio' }
		]);
	});
	it('is no longer than a title may be', () => {
		expect(titleOf([{ lang: 'fr', text: 'a'.repeat(500) }])[0]?.text).toHaveLength(200);
	});
});
